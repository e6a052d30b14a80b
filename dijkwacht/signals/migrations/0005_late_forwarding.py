from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signals", "0004_reporting")]
    operations = [
        migrations.AddField(
            model_name="forwarding",
            name="late_since",
            field=models.DateField(null=True, verbose_name="niet op tijd bevestigd"),
        ),
    ]
