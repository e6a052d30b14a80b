from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from dijkwacht.demo import load


class Command(BaseCommand):
    help = "Makes up a fictional Drenthe. Does nothing when there are signals already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--small", action="store_true", help="some 40 reports in place of 600, for tests")

    def handle(self, *args: Any, small: bool = False, **options: Any) -> None:
        if not load.is_empty():
            self.stdout.write("There are signals already: nothing was added.")
            return
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("Fictief Drenthe", total=None)
            total = load.load(today=timezone.localdate(), small=small, progress=lambda: bar.advance(task))
        self.stdout.write(f"Made up {total} reports in a fictional Drenthe.")
