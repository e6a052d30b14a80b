"""The text of a progress report as plain values, in the order in which it is read."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dijkwacht.agreement import rules
from dijkwacht.agreement.checks.cells import Cell, Tally, tally
from dijkwacht.agreement.checks.result import Status
from dijkwacht.agreement.report.changes import Change, changes
from dijkwacht.agreement.report.picture import dike_picture
from dijkwacht.lib import dutch

if TYPE_CHECKING:
    from dijkwacht.agreement.models import Report
    from dijkwacht.agreement.queries import Board
    from dijkwacht.parties.models import Party

MOST_CHANGES = 8
MOST_NEEDS = 6
MOST_AMBITIONS = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """Who made which report, and which one came before it."""

    number: str
    made_by: str
    made_for: str
    made_on: date
    previous: "Report | None"


def content(board: "Board", party: "Party | None", frame: Frame) -> dict[str, Any]:
    """This will give everything that the report says; `party` is None for the whole province."""
    cells = board.of_party(party) if party else list(board.cells.values())
    counted = tally(cells)
    term = rules.term(board.edition, today=board.as_of)
    return {
        "kind": "party" if party else "province",
        "subject": party.name if party else "Alle partijen in Drenthe",
        "agreement": board.edition.name,
        "version": board.edition.version,
        "as_of": dutch.long_date(board.as_of),
        "half_year": half_year(board.as_of),
        "number": frame.number,
        "made_by": frame.made_by,
        "made_for": frame.made_for,
        "made_on": dutch.long_date(frame.made_on),
        "term": f"{term.headline} {term.meaning}",
        "essence": essence(counted, party_count=1 if party else len(board.parties), norm=board.dike_norm),
        "tally": asdict(counted) | {"total": counted.total, "reached": counted.reached, "share": counted.share},
        "norm": board.dike_norm,
        "since": _since(cells, frame.previous),
        "needs": _party_needs(cells) if party else _province_needs(board),
        "parties": [each.short_name for each in board.parties],
        **({} if party else _dikes(board)),
        "themes": [_theme(board, theme.pk, theme.number, theme.title, party) for theme in board.themes],
    }


def half_year(day: date) -> str:
    """This will write "tweede helft van 2026"."""
    return f"{'eerste' if day.month <= 6 else 'tweede'} helft van {day.year}"


def essence(counted: Tally, *, party_count: int, norm: int) -> str:
    """This will say in two or three sentences how it stands."""
    of_whom = "" if party_count == 1 else f" van {party_count} partijen"
    promises = dutch.count(counted.total, "toezegging", "toezeggingen")
    told = f"Van de {promises}{of_whom} zijn er {dutch.number(counted.reached)} gehaald"
    if counted.declared:
        told += f", waarvan {dutch.number(counted.declared)} volgens een verklaring van de partij zelf"
    return f"{told}. {_against_norm(counted, norm)}"


def _against_norm(counted: Tally, norm: int) -> str:
    if counted.share is None:
        return "Over de stand is nog niets bekend."
    if counted.share >= norm:
        return f"Dat is {counted.share}%, boven de norm van {norm}%."
    return f"Dat is {counted.share}%. De norm is {norm}%."


def _since(cells: Iterable[Cell], previous: "Report | None") -> dict[str, Any] | None:
    if previous is None:
        return None
    found = changes(cells, since=previous.snapshot)
    return {
        "number": previous.number,
        "as_of": dutch.long_date(previous.as_of),
        "risen": sum(change.height > 0 for change in found),
        "sunk": sum(change.height < 0 for change in found),
        "other": sum(change.height == 0 for change in found),
        "changes": [_change(change) for change in found[:MOST_CHANGES]],
        "more": max(len(found) - MOST_CHANGES, 0),
        "by_ambition": _by_ambition(found),
    }


def _by_ambition(found: Iterable[Change]) -> list[dict[str, Any]]:
    """For the whole province: how many parties rose and sank on an ambition, the busiest first."""
    counted: dict[str, dict[str, Any]] = {}
    for change in found:
        ambition = change.cell.ambition
        row = counted.setdefault(
            ambition.number, {"number": ambition.number, "title": ambition.title, "risen": 0, "sunk": 0}
        )
        row["risen"] += change.height > 0
        row["sunk"] += change.height < 0
    moved = [row for row in counted.values() if row["risen"] or row["sunk"]]
    return sorted(moved, key=lambda row: -(row["risen"] + row["sunk"]))[:MOST_AMBITIONS]


def _change(change: Change) -> dict[str, Any]:
    cell = change.cell
    return _cell(cell) | {
        "party": cell.party.short_name,
        "before": change.before.look,
        "before_word": change.before.word,
        "height": change.height,
    }


def _party_needs(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """What a party has not met comes first, then what nobody knows."""
    order = {Status.NOT_MET: 0, Status.PARTLY: 1, Status.UNKNOWN: 2}
    open_cells = sorted(
        (cell for cell in cells if cell.status in order),
        key=lambda cell: (order[cell.status], cell.ambition.position),
    )
    return [_cell(cell) for cell in open_cells[:MOST_NEEDS]]


def _province_needs(board: "Board") -> list[dict[str, Any]]:
    """The ambitions that the fewest parties have met, and who can help: no list of who is worst."""
    return [_need(board, each.number, each.title) for each, _ in board.lowest(most=MOST_AMBITIONS)]


def _need(board: "Board", number: str, title: str) -> dict[str, Any]:
    counted = tally(board.of_ambition(number))
    helpers = [cell.party.short_name for cell in board.of_ambition(number) if cell.status.is_reached]
    told = f"{counted.reached} van {counted.total} partijen haalden dit."
    if helpers:
        told += f" {dutch.join(helpers[:3])} {'kan' if len(helpers) == 1 else 'kunnen'} laten zien hoe."
    return {"number": number, "title": title, "look": "not", "word": "", "sentence": told}


def _dikes(board: "Board") -> dict[str, str]:
    dikes = [{"name": each.short_name, "share": board.tallies[each.pk].share} for each in board.parties]
    drawn, story = dike_picture(dikes, norm=board.dike_norm)
    return {"dike_picture": drawn, "dike_story": story}


def _theme(board: "Board", pk: int, number: int, title: str, party: "Party | None") -> dict[str, Any]:
    ambitions = [each for each in board.ambitions if each.theme_id == pk]
    return {
        "number": number,
        "title": title,
        "rows": [_row(board, each.number, each.title, party) for each in ambitions],
    }


def _row(board: "Board", number: str, title: str, party: "Party | None") -> dict[str, Any]:
    if party is not None:
        return _cell(board.cell(number, party))
    cells = board.of_ambition(number)
    counted = tally(cells)
    return {
        "number": number,
        "title": title,
        "cells": [cell.status.look for cell in cells],
        "told": f"{counted.reached} van {counted.total} partijen",
        "computed": [_computed(cell) for cell in cells if cell.is_applicable] if cells[0].ambition.computed else [],
        "norms": _norms(cells),
    }


def _norms(cells: Iterable[Cell]) -> list[str]:
    """The norms that all parties share, each once."""
    results = [each for cell in cells for each in cell.results if each.norm]
    return list(dict.fromkeys(f"{each.bar.title}; {each.norm} ({each.bar.standing})." for each in results))


def _computed(cell: Cell) -> dict[str, str]:
    return {
        "party": cell.party.short_name,
        "look": cell.status.look,
        "word": cell.status.word,
        "sentence": cell.told,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "number": cell.ambition.number,
        "title": cell.ambition.title,
        "look": cell.status.look,
        "word": cell.status.word,
        "sentence": cell.sentence,
        "applicable": cell.is_applicable,
        "statement": cell.statement,
    }
