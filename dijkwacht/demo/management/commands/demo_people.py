from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.table import Table

from dijkwacht.demo.people import label
from dijkwacht.parties import queries


class Command(BaseCommand):
    help = "Shows the made-up people of the practice environment with their roles."

    def handle(self, *args: Any, **options: Any) -> None:
        table = Table("organisatie", "naam", "rol")
        for party, people in queries.demo_people():
            for person in people:
                table.add_row(party.short_name, person.name, ", ".join(label(role) for _, role in person.roles))
        Console().print(table)
