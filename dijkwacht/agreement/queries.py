"""Reads: how high the dikes are, on any day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.cache import caches
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dijkwacht.agreement import permissions
from dijkwacht.agreement.checks.ambitions import COMPUTED
from dijkwacht.agreement.checks.cells import Cell, Key, Knowledge, Tally, cells, tally
from dijkwacht.agreement.checks.result import Status
from dijkwacht.agreement.models import Ambition, Declaration, Edition, Norm, Report, Theme
from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.parties import queries as parties_queries
from dijkwacht.signals import queries as signals

if TYPE_CHECKING:
    from dijkwacht.parties.models import Party

DIKE = "dike"
"""The code of the norm for the whole: the share of ambitions that a party should have met."""

EXPIRES_SOON = timedelta(days=45)


@dataclass(frozen=True)
class Board:
    """All cells of one edition on one day, as one reader may see them."""

    edition: Edition
    as_of: date
    themes: tuple[Theme, ...]
    ambitions: tuple[Ambition, ...]
    parties: tuple["Party", ...]
    cells: dict[Key, Cell]
    dike_norm: int

    def cell(self, number: str, party: "Party") -> Cell:
        return self.cells[number, party.pk]

    def of_ambition(self, number: str) -> list[Cell]:
        return [self.cells[number, party.pk] for party in self.parties]

    def of_party(self, party: "Party") -> list[Cell]:
        return [self.cells[ambition.number, party.pk] for ambition in self.ambitions]

    def ambitions_of(self, theme: Theme) -> list[Ambition]:
        return [each for each in self.ambitions if each.theme_id == theme.pk]

    @cached_property
    def tallies(self) -> dict[int, Tally]:
        """This will give the counts of each party."""
        return {party.pk: tally(self.of_party(party)) for party in self.parties}

    @cached_property
    def whole(self) -> Tally:
        """This will give the counts of all parties together."""
        return tally(cell for party in self.parties for cell in self.of_party(party))

    def lowest(self, *, most: int) -> list[tuple[Ambition, Tally]]:
        """This will give the ambitions that the smallest share of parties reached, the lowest first."""
        counted = [(each, tally(self.of_ambition(each.number))) for each in self.ambitions]
        short = [(each, sums) for each, sums in counted if sums.reached < sums.total]
        return sorted(short, key=lambda pair: (pair[1].reached / pair[1].total, pair[0].position))[:most]

    def narrowed(self, *, theme: int | None, kind: str) -> "Board":
        """This will keep one theme, one kind of party, or both; nothing chosen keeps everything."""
        themes = tuple(each for each in self.themes if theme in (None, each.number))
        kept = {each.pk for each in themes}
        return replace(
            self,
            themes=themes,
            ambitions=tuple(each for each in self.ambitions if each.theme_id in kept),
            parties=tuple(each for each in self.parties if kind in ("", each.kind)),
        )


def edition_on(day: date) -> Edition:
    """This will return the edition that is in force on a day, or else the first one."""
    return Edition.objects.filter(in_force_from__lte=day).first() or Edition.objects.order_by("in_force_from")[0]


def board(*, as_of: date, actor: Actor, parties: "Iterable[Party] | None" = None, for_everybody: bool = False) -> Board:
    """
    This will judge all cells on a day with what was known at the end of it.

    Small numbers of other parties are left out of the sentences; those of the actor's own party are not,
    unless the board is meant for everybody to read.
    """
    edition = edition_on(as_of)
    ambitions = list(edition.ambitions.select_related("theme"))
    everybody = list(parties) if parties is not None else list(parties_queries.signatories())
    norms = norms_on(as_of, edition=edition, actor=actor)
    known = Knowledge(
        as_of=as_of,
        norms=tuple(norms),
        declarations=_declarations_on(as_of, numbers={each.pk: each.number for each in ambitions}, actor=actor),
        figures=_figures_on(as_of, norms),
        own_party=None if for_everybody else actor.party_id,
    )
    return Board(
        edition=edition,
        as_of=as_of,
        themes=tuple(edition.themes.all()),
        ambitions=tuple(ambitions),
        parties=tuple(everybody),
        cells=cells(ambitions, everybody, known),
        dike_norm=_dike_norm(norms),
    )


def norms_on(day: date, *, edition: Edition, actor: Actor) -> list[Norm]:
    """This will return every norm that holds or held until a day; the last one of a check is the one that counts."""
    return list(
        permissions.norms_visible_to(actor)
        .filter(edition=edition, valid_from__lte=day)
        .select_related("ambition")
        .order_by("valid_from", "id")
    )


def current_norms(day: date, *, edition: Edition, actor: Actor) -> list[Norm]:
    """This will return the one norm of each check (and exception) that counts on a day, in the agreement's order."""
    last = {(norm.ambition_id, norm.party_id, norm.code): norm for norm in norms_on(day, edition=edition, actor=actor)}
    return sorted(last.values(), key=lambda norm: (_place(norm), norm.party_id or 0, norm.pk))


def history_of(norm: Norm, *, actor: Actor) -> list[Norm]:
    """This will return all norms of the same check, the newest first."""
    same = permissions.norms_visible_to(actor).filter(
        Q(ambition_id=norm.ambition_id), edition_id=norm.edition_id, code=norm.code
    )
    return list(same.select_related("set_by", "party").order_by("-valid_from", "-id"))


def declarations_of(ambition: Ambition, party: "Party", *, actor: Actor) -> list[Declaration]:
    """This will return everything that a party declared about an ambition, the newest first."""
    found = permissions.declarations_visible_to(actor).filter(ambition=ambition, party=party)
    return list(found.select_related("declared_by", "withdrawn_by"))


def who_meets(board: Board, number: str) -> list[Cell]:
    """This will return the parties that met an ambition: those can help."""
    return [cell for cell in board.of_ambition(number) if cell.status.is_reached]


def rise_of(party: "Party", *, as_of: date, actor: Actor) -> list[tuple[str, int]]:
    """This will give the share of ambitions met at each half-year and on the day itself, the oldest first."""
    points = []
    for day in [*half_years(since=first_day(), until=as_of)[-3:], as_of]:
        share = tally(board(as_of=day, actor=actor, parties=[party]).of_party(party)).share
        if share is not None:
            points.append((dutch.short_date(day), share))
    return points


def half_years(*, since: date, until: date) -> list[date]:
    """This will give every 1 January and 1 July after a day and before another."""
    days = [date(year, month, 1) for year in range(since.year, until.year + 1) for month in (1, 7)]
    return [day for day in days if since < day < until]


def dikes(board: Board) -> list[dict[str, object]]:
    """This will give the dikes of a board."""
    return [
        {
            "name": party.short_name,
            "share": board.tallies[party.pk].share,
            "url": reverse("agreement:party", args=[party.code]),
        }
        for party in board.parties
    ]


@dataclass(frozen=True, slots=True)
class Profile:
    """The dikes of all parties and the norm, in per cent."""

    dikes: list[dict[str, object]]
    norm: int


def profile_lately(*, as_of: date, actor: Actor) -> Profile | None:
    """
    This will give the dikes for the home page, at most a minute old; None for who may not read the agreement.

    The matrix counts the work of all parties anew; each visit to a home page need not.
    """
    if not actor.can("agreement:read"):
        return None
    lately: Profile | None = caches["moment"].get_or_set(
        f"dikes:{as_of}", lambda: _profile(board(as_of=as_of, actor=actor))
    )
    return lately


def _profile(board: Board) -> Profile:
    return Profile(dikes(board), board.dike_norm)


@dataclass(frozen=True, slots=True)
class HomeItem:
    """One thing that waits for somebody: for the work list on the home page."""

    title: str
    url: str
    sub: str
    status: str = ""
    text: str = ""


def home_items(actor: Actor, now: datetime) -> list[HomeItem]:
    """This will list declarations that end soon and ambitions that the own party has not met."""
    party = parties_queries.signatories().filter(Q(pk=actor.party_id)).first()
    if party is None or not actor.can("agreement:read"):
        return []
    today = timezone.localdate(now)
    mine = board(as_of=today, actor=actor, parties=[party]).of_party(party)
    return [*_expiring(mine, today), *_not_met(mine)]


def _expiring(cells: Iterable[Cell], today: date) -> list[HomeItem]:
    ending = [(cell, cell.declaration) for cell in cells if cell.declaration is not None]
    return [
        HomeItem(
            f"Verklaring over {cell.ambition.number} loopt af",
            _cell_url(cell),
            f"{cell.ambition.title} · geldt tot en met {dutch.long_date(said.valid_until)}",
            status="soon" if said.valid_until >= today else "late",
            text="loopt af" if said.valid_until >= today else "verlopen",
        )
        for cell, said in ending
        if said.valid_until <= today + EXPIRES_SOON
    ]


def _not_met(cells: Iterable[Cell]) -> list[HomeItem]:
    return [
        HomeItem(f"{cell.ambition.number} {cell.ambition.title}", _cell_url(cell), cell.sentence, status="not")
        for cell in cells
        if cell.status == Status.NOT_MET
    ]


def _cell_url(cell: Cell) -> str:
    return reverse("agreement:cell", args=[cell.ambition.number, cell.party.code])


def _declarations_on(day: date, *, numbers: Mapping[int, str], actor: Actor) -> dict[Key, Declaration]:
    """The last declaration of each cell that was known and not withdrawn at the end of a day."""
    end = end_of(day)
    standing = Q(withdrawn_at=None) | Q(withdrawn_at__gte=end)
    found = (
        permissions.declarations_visible_to(actor)
        .filter(standing, declared_at__lt=end, ambition__in=numbers)
        .order_by("ambition_id", "party_id", "-declared_at", "-id")
        .distinct("ambition_id", "party_id")
    )
    return {(numbers[each.ambition_id], each.party_id): each for each in found}


def _figures_on(day: date, norms: Iterable[Norm]) -> dict[int, signals.Figures]:
    """The figures of the twelve months before a day, counted with the terms of that day's norms."""
    days = {norm.code: norm.days for norm in norms if norm.party_id is None and norm.days}
    terms = {
        "ack_days": days.get("receipt_in_time"),
        "forward_days": days.get("elsewhere_handled"),
        "confirm_days": days.get("forwarding_complete"),
        "assess_days": days.get("assessed_in_time"),
    }
    return signals.figures(as_of=day, **{name: value for name, value in terms.items() if value})


def _dike_norm(norms: Iterable[Norm]) -> int:
    regional = [norm.target for norm in norms if norm.code == DIKE and norm.ambition_id is None]
    return round((regional[-1] or 0) * 100) if regional else 85


def _place(norm: Norm) -> int:
    return norm.ambition.position if norm.ambition else 0


def end_of(day: date) -> datetime:
    """This will give the moment that a day ends in the Netherlands."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def computed_numbers() -> set[str]:
    """This will give the numbers of the ambitions that have checks of their own."""
    return set(COMPUTED)


def report_before(day: date, *, party: "Party | None", actor: Actor) -> Report | None:
    """This will return the last report on the same subject about an earlier day, to compare with."""
    earlier = permissions.reports_visible_to(actor).filter(party=party, as_of__lt=day)
    return earlier.defer("pdf").order_by("-as_of", "-made_at", "-id").first()


def reports(actor: Actor) -> list[Report]:
    """This will return the reports that she may see, the newest first, without their content."""
    found = permissions.reports_visible_to(actor).select_related("party", "made_by", "made_for")
    return list(found.defer("pdf", "snapshot"))


def first_day() -> date:
    """This will return the day that the first edition was signed: before it there is nothing to ask."""
    return Edition.objects.order_by("signed_on").values_list("signed_on", flat=True)[0]


def year_before(day: date) -> date:
    """This will return the first day of the twelve months that the figures of a day count."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def is_computed(norm: Norm) -> bool:
    """This will tell whether a check uses the norm today, or waits for evidence that is not kept here yet."""
    if norm.ambition is None:
        return norm.code == DIKE
    return norm.code in COMPUTED.get(norm.ambition.number, {})


def everybody_who_signed() -> list["Party"]:
    """This will return the parties of the agreement, in its order."""
    return list(parties_queries.signatories())
