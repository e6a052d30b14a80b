from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PartiesConfig(AppConfig):
    name = "dijkwacht.parties"
    label = "parties"
    verbose_name = "Partijen"

    def ready(self) -> None:
        # The one use of a Django signal: after each migration the database knows the table of roles again.
        post_migrate.connect(_copy_roles, sender=self)


def _copy_roles(**_: Any) -> None:
    from dijkwacht.parties.actions import copy_roles

    copy_roles()
