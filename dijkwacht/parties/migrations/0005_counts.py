"""
Attempts to log in and used codes, for all web processes together: see `login.counts`.

Everybody may count, because an attempt is made before anybody acts. The keys are hashed with a key that is not here.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

COUNTS = """
create table parties_count (
  key text primary key,
  value text not null,
  expires timestamptz
);
create index parties_count_expires on parties_count (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("parties", "0004_demo")]
    operations = [
        migrations.RunSQL(COUNTS, "drop table parties_count"),
        Protect("parties_count", read="true", write="true"),
    ]
