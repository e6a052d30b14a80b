"""The 419 cells: every ambition for every party that it applies to. Without queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dijkwacht.agreement.checks import ambitions as registry
from dijkwacht.agreement.checks.result import Bar, Result, Status, together

if TYPE_CHECKING:
    from dijkwacht.agreement.models import Ambition, Declaration, Norm
    from dijkwacht.parties.models import Party
    from dijkwacht.signals.queries import Figures

Key = tuple[str, int]
"""The number of an ambition and the id of a party."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One ambition as it stands for one party on one day."""

    ambition: "Ambition"
    party: "Party"
    status: Status
    results: tuple[Result, ...] = ()
    declaration: "Declaration | None" = None

    @property
    def is_applicable(self) -> bool:
        return self.status != Status.NOT_APPLICABLE

    @property
    def telling(self) -> list[Result]:
        """This will give the results that say something about the status; one when none weighs."""
        return [each for each in self.results if each.weighs] or list(self.results[:1])

    @property
    def sentence(self) -> str:
        """This will tell all that weighs, with the norms."""
        return " ".join(dict.fromkeys(each.sentence for each in self.telling))

    @property
    def told(self) -> str:
        """This will tell all that weighs in one line, for where the norms stand beside it."""
        told = "; ".join(dict.fromkeys(each.told for each in self.telling))
        return f"{told[:1].upper()}{told[1:]}."

    @property
    def statement(self) -> str:
        """This will give the party's own words, while the status rests on them."""
        rests = any(each.is_declared and each.status != Status.UNKNOWN for each in self.results)
        return self.declaration.statement if self.declaration and (rests or self.status == Status.BLOCKED) else ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What there is to know about all parties on one day, as plain values."""

    as_of: date
    norms: tuple["Norm", ...]
    declarations: Mapping[Key, "Declaration"]
    figures: Mapping[int, "Figures"]
    own_party: int | None
    """Whose small numbers may be shown."""


def cells(ambitions: Iterable["Ambition"], parties: Iterable["Party"], known: Knowledge) -> dict[Key, Cell]:
    """This will judge every ambition for every party."""
    parties = list(parties)
    bars = _bars_by_ambition(known.norms)
    return {
        (ambition.number, party.pk): _cell(ambition, party, bars.get(ambition.number, {}), known)
        for ambition in ambitions
        for party in parties
    }


def _cell(ambition: "Ambition", party: "Party", bars: Mapping[int | None, Mapping[str, Bar]], known: Knowledge) -> Cell:
    if not ambition.applies_to_kind(party.kind):
        return Cell(ambition, party, Status.NOT_APPLICABLE)
    declaration = known.declarations.get((ambition.number, party.pk))
    facts = registry.Facts(
        as_of=known.as_of,
        figures=known.figures.get(party.pk),
        declaration=declaration,
        exact=party.pk == known.own_party,
    )
    here = {**bars.get(None, {}), **bars.get(party.pk, {})}
    results = tuple(registry.run(ambition.number, here, facts))
    is_blocked = declaration is not None and declaration.status == "blocked" and declaration.valid_until >= known.as_of
    return Cell(ambition, party, Status.BLOCKED if is_blocked else together(results), results, declaration)


def _bars_by_ambition(norms: Iterable["Norm"]) -> dict[str, dict[int | None, dict[str, Bar]]]:
    """The last norm of each check wins; the norms come in the order in which they became valid."""
    found: dict[str, dict[int | None, dict[str, Bar]]] = {}
    for norm in norms:
        if norm.ambition is not None:
            of_ambition = found.setdefault(norm.ambition.number, {})
            of_ambition.setdefault(norm.party_id, {})[norm.code] = Bar.of(norm)
    for of_ambition in found.values():
        _keep_regional_terms(of_ambition)
    return found


def _keep_regional_terms(of_ambition: dict[int | None, dict[str, Bar]]) -> None:
    # The figures are counted with one term for all parties, so an exception moves the target only.
    regional = of_ambition.get(None, {})
    for party_id, bars in of_ambition.items():
        if party_id is not None:
            for code, bar in bars.items():
                bars[code] = replace(bar, days=regional[code].days if code in regional else bar.days)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cells have which status."""

    met: int = 0
    declared: int = 0
    partly: int = 0
    not_met: int = 0
    unknown: int = 0
    blocked: int = 0

    @property
    def total(self) -> int:
        return self.met + self.declared + self.partly + self.not_met + self.unknown + self.blocked

    @property
    def reached(self) -> int:
        return self.met + self.declared

    @property
    def share(self) -> int | None:
        """This will give the reached ambitions in whole per cents, rounded down; what the law blocks is left out."""
        possible = self.total - self.blocked
        if possible == 0 or self.unknown == self.total:
            return None
        return self.reached * 100 // possible


def tally(cells: Iterable[Cell]) -> Tally:
    """This will count the cells that apply, by status."""
    counts = dict.fromkeys(("met", "declared", "partly", "not_met", "unknown", "blocked"), 0)
    for cell in cells:
        if cell.is_applicable:
            counts[cell.status.value] += 1
    return Tally(**counts)
