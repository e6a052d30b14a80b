from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signals", "0010_provided")]
    operations = [
        migrations.AlterField(
            model_name="signal",
            name="channel",
            field=models.CharField(
                choices=[
                    ("internal", "intern meldpunt"),
                    ("partner", "andere overheid"),
                    ("police", "politie"),
                    ("tip_line", "Meld Misdaad Anoniem"),
                    ("visit", "bezoek buitengebied"),
                    ("phone", "telefoon of balie"),
                    ("public", "melding van buiten"),
                ],
                max_length=20,
            ),
        ),
    ]
