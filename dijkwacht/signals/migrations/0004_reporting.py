"""What the intake enters from another channel: its own drafts, and the legal basis on which it came."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signals", "0003_functions"), ("knowledge", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="draft",
            name="is_entry",
            field=models.BooleanField(default=False, verbose_name="ingevoerd door de intake"),
        ),
        migrations.AddField(
            model_name="signal",
            name="received_under",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="knowledge.legalbasis",
                to_field="code",
            ),
        ),
    ]
