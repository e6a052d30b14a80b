"""What a report freezes, and what changed since the one before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dijkwacht.agreement.checks.cells import Cell
from dijkwacht.agreement.checks.result import Status

# How far up the dike a status stands. What is unknown or blocked is neither high nor low.
_HEIGHT = {Status.NOT_MET: 0, Status.PARTLY: 1, Status.DECLARED: 2, Status.MET: 2}


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that has another status than in the report before."""

    cell: Cell
    before: Status

    @property
    def height(self) -> int:
        """This will give how many steps the cell rose; below zero it sank, zero is neither."""
        now, before = _HEIGHT.get(self.cell.status), _HEIGHT.get(self.before)
        return 0 if now is None or before is None else now - before


def freeze(cells: Iterable[Cell]) -> dict[str, Any]:
    """This will write down the status and sentence of every cell that applies."""
    return {
        "cells": {
            _key(cell): {"status": cell.status.value, "sentence": cell.sentence} for cell in cells if cell.is_applicable
        }
    }


def changes(cells: Iterable[Cell], *, since: Mapping[str, Any]) -> list[Change]:
    """This will list the cells that stand differently than in a frozen report, the largest steps first."""
    before = since["cells"]
    found = [
        Change(cell, Status(before[_key(cell)]["status"]))
        for cell in cells
        if _key(cell) in before and before[_key(cell)]["status"] != cell.status.value
    ]
    return sorted(found, key=lambda change: (-abs(change.height), change.height, change.cell.ambition.position))


def _key(cell: Cell) -> str:
    return f"{cell.ambition.number}/{cell.party.code}"
