"""Reference data is for everybody to read and for the functional manager to change."""

from django.db import migrations

from dijkwacht.lib.protect import Protect

EDITS = "(select app_can('knowledge:edit'))"
TABLES = [
    "regime", "legalbasis", "instrument", "phenomenon", "indicator", "authority", "route", "informationsource",
    "retentionterm", "serviceterm",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial"), ("parties", "0002_protect")]
    operations = [
        *[Protect(f"knowledge_{table}", read="true", insert=EDITS, update=EDITS) for table in TABLES],
        Protect("knowledge_rowversion", read="true", insert=EDITS),
        Protect("knowledge_edition", read="true", insert=EDITS),
    ]
