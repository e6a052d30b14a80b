from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dijkwacht.knowledge.loading import load_all


class Command(BaseCommand):
    help = "Loads our own reference data from files; rows that somebody edited stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        for line in load_all(now=timezone.now()):
            if options["verbosity"]:
                self.stdout.write(line)
