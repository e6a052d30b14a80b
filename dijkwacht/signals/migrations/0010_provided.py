"""What the provider of a signal asks: its number and date, not to pass it on, and to destroy it by a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signals", "0009_made_at_once")]

    operations = [
        migrations.AddField(
            "signal", "source_number", models.CharField("nummer bij de verstrekker", max_length=60, blank=True)
        ),
        migrations.AddField("signal", "source_on", models.DateField("datum van het stuk", null=True, blank=True)),
        migrations.AddField("signal", "no_forward", models.BooleanField("niet doorgeven", default=False)),
        migrations.AddField(
            "signal", "keep_at_most", models.DateField("uiterlijk bewaren tot en met", null=True, blank=True)
        ),
        migrations.AddIndex(
            "signal",
            models.Index(
                fields=["party", "source_number"], condition=~models.Q(source_number=""), name="signal_by_source"
            ),
        ),
    ]
