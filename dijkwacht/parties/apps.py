from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class PartiesConfig(AppConfig):
    name = "dijkwacht.parties"
    label = "parties"
    verbose_name = "Partijen"

    def ready(self) -> None:
        from dijkwacht.parties.demo_mode import check_demo_mode
        from dijkwacht.parties.login import events

        # After each migration the database knows the table of roles again.
        post_migrate.connect(_copy_roles, sender=self)
        events.listen()
        checks.register(check_demo_mode, checks.Tags.security)


def _copy_roles(**_: Any) -> None:
    from dijkwacht.parties.actions import copy_roles

    copy_roles()
