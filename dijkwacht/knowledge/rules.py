"""What may happen to reference data now, whoever asks."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from dijkwacht.knowledge.kinds import Kind
from dijkwacht.knowledge.models import Row


class CannotChange(Exception):
    """The change is refused; the text tells the user why."""


class ChangedMeanwhile(CannotChange):
    """Somebody else was first; the text tells the user so."""

    def __init__(self) -> None:
        super().__init__("Iemand anders heeft dit intussen gewijzigd. Kijk welke tekst moet blijven staan.")


class CannotRetire(Exception):
    """The row stays in use; the text tells the user why."""


def check_reason(reason: str) -> None:
    """:raises CannotChange: if nobody could tell later why"""
    if not reason.strip():
        raise CannotChange("Schrijf op waarom u dit wijzigt.")


def check_can_change(row: Row, *, seen_version: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    """
    :raises ChangedMeanwhile: if somebody else was first
    :raises CannotChange: if the row is retired, or nothing changes
    """
    if row.retired_on:
        raise CannotChange("Deze regel is vervallen. Haal hem eerst terug.")
    if row.version != seen_version:
        raise ChangedMeanwhile
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
        some = ", ".join(used_by[:3]) + (f" en {len(used_by) - 3} andere" if len(used_by) > 3 else "")
        raise CannotRetire(f"Nog in gebruik bij: {some}. Pas dat eerst aan.")
    if on < today:
        raise CannotRetire("Kies vandaag of een dag die nog komt: wat toen gold, blijft zo.")


def check_can_restore(row: Row) -> None:
    """:raises CannotChange: if the row is in use"""
    if not row.retired_on:
        raise CannotChange("Deze regel is gewoon in gebruik.")


def check_can_route(
    table: dict[str, Any], *, before: dict[str, Any], is_stale: bool, known: Collection[str], bases: Collection[str]
) -> None:
    """
    :raises ChangedMeanwhile: if somebody else was first
    :raises CannotChange: if nobody leads, an authority is unknown or has two parts, or nothing changes
    """
    if is_stale:
        raise ChangedMeanwhile
    if not table["lead"]:
        raise CannotChange("Kies ten minste één instantie die de leiding heeft.")
    named = [*table["lead"], *table["informed"], *table["consent"]]
    if set(named) - set(known) or (table["legal_basis"] or None) not in {None, *bases}:
        raise CannotChange("U koos een instantie of grondslag die niet in gebruik is.")
    if before == table:
        raise CannotChange("U hebt niets gewijzigd.")
    if len(named) != len(set(named)):
        raise CannotChange("Een instantie kan maar één rol hebben. U koos er een twee keer.")
