"""Load the parties and the catalogue of ambitions from our own files."""

from typing import Any

from django.core.management.base import BaseCommand

from dijkwacht.agreement import library


class Command(BaseCommand):
    help = "Load the parties and the agreement's ambitions, norms and footnotes (runs as owner, may run again)."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in library.names():
            library.load(library.read(name))
            if options["verbosity"]:
                self.stdout.write(f"{name}: loaded")
