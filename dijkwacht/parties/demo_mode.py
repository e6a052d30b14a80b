"""Where somebody may step in as anybody: in the settings for practice and for tests, and nowhere else."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

ALLOWED = ("dijkwacht.config.settings.demo", "dijkwacht.config.settings.test")


def is_demo() -> bool:
    """This will answer whether the page to step in as somebody may exist at all."""
    return bool(settings.DEMO_MODE) and os.environ.get("DJANGO_SETTINGS_MODULE") in ALLOWED


def check_demo_mode(**_: Any) -> list[CheckMessage]:
    """This will refuse demo mode under any other settings, at each command and at each start."""
    if settings.DEMO_MODE and not is_demo():
        return [
            Error(
                "DEMO_MODE is on under settings that are not for demo.",
                hint="In demo mode everybody can step in as anybody. Use dijkwacht.config.settings.demo.",
                id="parties.E001",
            )
        ]
    return []
