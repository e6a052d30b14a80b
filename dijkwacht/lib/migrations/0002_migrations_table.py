"""Which migrations ran is for the owner to write; the application only reads it."""

from django.conf import settings
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("lib", "0001_context")]
    operations = [
        migrations.RunSQL(
            f"revoke insert, update, delete on django_migrations from {settings.DATABASE_APP_ROLE}",
            f"grant insert, update, delete on django_migrations to {settings.DATABASE_APP_ROLE}",
        )
    ]
