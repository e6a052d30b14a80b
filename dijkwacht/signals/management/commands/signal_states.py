from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dijkwacht.signals.state_diagram import page


class Command(BaseCommand):
    help = "Draw docs/signal-states.md from the rules."

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.ROOT) / "docs" / "signal-states.md"
        path.write_text(page(), encoding="utf-8")
        self.stdout.write(f"{path.relative_to(settings.ROOT)} is up to date.")
