from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.table import Table

from dijkwacht.demo.people import label
from dijkwacht.parties import queries

SHOWN_FIRST = "Emmen"


class Command(BaseCommand):
    help = "Shows one made-up person of each role of the practice environment, and how many there are."

    def handle(self, *args: Any, **options: Any) -> None:
        # One party where it can, so that these people see each other's work.
        everybody = sorted(queries.demo_people(), key=lambda found: found[0].short_name != SHOWN_FIRST)
        table, seen = Table("rol", "naam", "organisatie"), set()
        for party, people in everybody:
            for person in people:
                role = person.roles[0][1]
                if role not in seen:
                    seen.add(role)
                    table.add_row(label(role), person.name, party.short_name)
        Console().print(table)
        number = sum(len(people) for _, people in everybody)
        Console().print(f"One person of each role. All {number} of them stand on the page /demo/ of the address below.")
