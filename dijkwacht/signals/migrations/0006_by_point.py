"""What was seen close by is found by an index too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signals", "0005_late_forwarding")]
    operations = [
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                fields=["party", "latitude"],
                condition=models.Q(("latitude", None), _negated=True),
                name="signal_by_point",
            ),
        ),
    ]
