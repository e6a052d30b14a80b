"""A routing table is replaced as a whole: the functional manager may take lines out of it."""

from django.db import migrations

from dijkwacht.lib.protect import Protect

EDITS = "(select app_can('knowledge:edit'))"


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_checks")]
    operations = [Protect("knowledge_route", read="true", write=EDITS)]
