"""What may happen to reference data now, whoever asks."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from dijkwacht.knowledge.kinds import Kind
from dijkwacht.knowledge.models import Row


class CannotChange(Exception):
    """The change is refused; the text tells the user why."""


class CannotRetire(Exception):
    """The row stays in use; the text tells the user why."""


def check_can_change(row: Row, *, seen_version: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    """:raises CannotChange: if somebody else was first, the row is retired, or nothing changes"""
    if row.retired_on:
        raise CannotChange("Deze regel is vervallen. Haal hem eerst terug.")
    if row.version != seen_version:
        raise CannotChange(
            "Iemand anders heeft deze regel intussen gewijzigd. Bekijk de nieuwe versie en begin opnieuw."
        )
    if before == after:
        raise CannotChange("U hebt niets gewijzigd.")


def check_can_add(kind: Kind, code: str, *, taken: bool) -> None:
    """:raises CannotChange: if Dijkwacht works with a fixed set, or the code is in use"""
    if kind.fixed:
        raise CannotChange(f"Dijkwacht rekent met precies deze {kind.many}. U kunt ze wijzigen, niet toevoegen.")
    if taken:
        raise CannotChange(f"De code “{code}” is al in gebruik. Kies een andere.")


def check_can_retire(row: Row, *, kind: Kind, used_by: Sequence[str], on: date, today: date) -> None:
    """:raises CannotRetire: if it is fixed, in use elsewhere, already retired, or would end in the past"""
    if kind.fixed:
        raise CannotRetire(f"Dijkwacht rekent met deze {kind.one}. U kunt hem wijzigen, niet laten vervallen.")
    if row.retired_on:
        raise CannotRetire("Deze regel is al vervallen.")
    if used_by:
        raise CannotRetire(f"Nog in gebruik bij: {', '.join(used_by)}. Pas dat eerst aan.")
    if on < today:
        raise CannotRetire("Kies vandaag of een dag die nog komt: wat toen gold, blijft zo.")


def check_can_restore(row: Row) -> None:
    """:raises CannotChange: if the row is in use"""
    if not row.retired_on:
        raise CannotChange("Deze regel is gewoon in gebruik.")


def check_can_route(lead: Collection[str], informed: Collection[str], consent: Collection[str]) -> None:
    """:raises CannotChange: if nobody leads, or an authority has two parts at once"""
    if not lead:
        raise CannotChange("Kies ten minste één instantie die de leiding heeft.")
    named = [*lead, *informed, *consent]
    if len(named) != len(set(named)):
        raise CannotChange("Een instantie kan maar één rol hebben. U koos er een twee keer.")
