"""From our own files to the tables. Runs as owner, any number of times; an edited row is left alone and reported."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import yaml
from django.db import models, transaction
from django.utils import timezone

from dijkwacht.knowledge import versions
from dijkwacht.knowledge.actions.routing import replace_routes
from dijkwacht.knowledge.kinds import KINDS, ROUTING, Kind
from dijkwacht.knowledge.models import Phenomenon, Row, RowVersion
from dijkwacht.knowledge.versions import Change

DATA = Path(__file__).parent / "data"
REASON = "Nieuwe uitgave van onze eigen bestanden."
ORDER = [
    "regimes",
    "legal_bases",
    "instruments",
    "phenomena",
    "indicators",
    "authorities",
    "sources",
    "retention",
    "terms",
]
"""What others point at comes first."""


@transaction.atomic
def load_all(*, now: datetime) -> list[str]:
    """
    This will load every file and return a line for each row that a person made different.

    What changed in a file becomes a new version, and the set as a whole a new edition; a second run changes nothing.
    """
    change = Change(REASON, now)
    by_file = {kind.file: kind for kind in KINDS}
    kept, changed = [], 0
    for name in ORDER:
        loader = _Loader(by_file[name], change)
        loader.load(list(read_rows(name)))
        kept += loader.kept
        changed += loader.changed
    kept_tables, changed_tables = _load_routing(change)
    if changed + changed_tables:
        versions.new_edition(change)
    return kept + kept_tables


def read_rows(name: str) -> Iterator[dict[str, Any]]:
    """This will return the rows of one file; indicators stand in the file of the phenomena."""
    if name == "indicators":
        for phenomenon in read_rows("phenomena"):
            yield from ({**clue, "phenomenon": phenomenon["code"]} for clue in phenomenon["indicators"])
        return
    yield from yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))["rows"]


class _Loader:
    """Loads the rows of one kind, and counts."""

    def __init__(self, kind: Kind, change: Change) -> None:
        self.kind = kind
        self.change = change
        self.kept: list[str] = []
        self.changed = 0

    def load(self, rows: list[dict[str, Any]]) -> None:
        there = {row.code: row for row in self.kind.model._default_manager.all()}
        fresh = []
        for position, given in enumerate(rows):
            values = {**self._values(given), "position": position}
            row = there.pop(given["code"], None)
            if row is None:
                fresh.append(self.kind.model(code=given["code"], **values))
            else:
                self._update(row, values)
        self.kind.model._default_manager.bulk_create(fresh)
        self.changed += len(fresh)
        for gone in there.values():
            self._retire(gone)

    def _values(self, given: dict[str, Any]) -> dict[str, Any]:
        """What a file leaves out goes back to its default."""
        fields = [cast("models.Field[Any, Any]", self.kind.model._meta.get_field(name)) for name in self.kind.fields]
        return {each.attname: given.get(each.name, each.get_default()) for each in fields}

    def _update(self, row: Row, values: dict[str, Any]) -> None:
        different = [name for name, value in values.items() if getattr(row, name) != value]
        if row.edited:
            if set(different) - {"position"}:
                self.kept.append(f"{self.kind.one} {row.code}: gewijzigd door een beheerder, blijft zo")
            return
        if not different and not row.retired_on:
            return
        before = versions.values_of(row)
        for name in different:
            setattr(row, name, values[name])
        row.retired_on = None
        self._save(row, before)

    def _retire(self, row: Row) -> None:
        """A row that left the file goes out of use, unless a person added or changed it."""
        if row.edited or row.retired_on:
            return
        before = versions.values_of(row)
        row.retired_on = timezone.localdate(self.change.at)
        self._save(row, before)

    def _save(self, row: Row, before: dict[str, Any]) -> None:
        if versions.values_of(row) != before:
            versions.keep_row(row, before, self.change)
            row.version += 1
            self.changed += 1
        row.save()


def _load_routing(change: Change) -> tuple[list[str], int]:
    kept, changed = [], 0
    by_people = RowVersion.objects.filter(kind=ROUTING, changed_by__isnull=False)
    edited = set(by_people.values_list("code", flat=True))
    there = {each.code: each for each in Phenomenon.objects.all()}
    for given in read_rows("routing"):
        phenomenon = there[given["phenomenon"]]
        before, after = versions.routing_of(phenomenon), _routing(given)
        if before == after:
            continue
        if phenomenon.code in edited:
            kept.append(f"verdeling van {phenomenon.code}: gewijzigd door een beheerder, blijft zo")
            continue
        if before["lead"]:
            versions.keep_routing(phenomenon, before, change)
        replace_routes(phenomenon.code, after)
        changed += 1
    return kept, changed


def _routing(given: dict[str, Any]) -> dict[str, Any]:
    parts: dict[str, Any] = {part: given.get(part, []) for part in ("lead", "informed", "consent")}
    return {**parts, "legal_basis": given.get("legal_basis"), "note": given.get("note", "")}
