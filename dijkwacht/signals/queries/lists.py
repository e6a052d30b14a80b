from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from dijkwacht.lib.access import Actor
from dijkwacht.lib.compiled import Compiled, among, slot
from dijkwacht.lib.ids import normalise_number
from dijkwacht.signals import permissions
from dijkwacht.signals.models import Forwarding, Phase, Signal, SourceRequest

MOST_FOUND = 500
"""Search gives at most this many; more means that the words are too common to be of use."""

MOST_COUNTED = 1000
"""Lists count no further."""

_LIST_FIELDS = (
    "number", "title", "place", "locality", "phase", "channel", "regime", "phenomenon__name", "received_at",
    "due_on", "handler__name", "party_id", "confidential",
)  # fmt: skip

FINISHED = (Phase.CLOSED, Phase.MERGED, Phase.FORWARDED)
UNFINISHED = tuple(phase for phase in Phase if phase not in FINISHED)


@dataclass(frozen=True, slots=True)
class CountUpTo:
    """A count that stops early: counting a million rows helps nobody."""

    number: int
    more: bool


class Found:
    """The signals of a list with its filters: gives the slice of a page, and counts no further than it must."""

    def __init__(self, actor: Actor, shape: tuple[frozenset[str], tuple[str, ...]], values: dict[str, Any]) -> None:
        self.actor, self.shape, self.values = actor, shape, values

    def __getitem__(self, part: slice) -> list[Signal]:
        return _LIST(*self.shape, part.start or 0, part.stop, actor=self.actor, **self.values)

    def up_to(self) -> CountUpTo:
        """This will count rows, but no further than MOST_COUNTED."""
        number = _COUNTED.count(*self.shape, MOST_COUNTED + 1, actor=self.actor, **self.values)
        return CountUpTo(min(number, MOST_COUNTED), number > MOST_COUNTED)


def filtered(actor: Actor, **wanted: Any) -> Found:
    """
    This will return the signals of a list page with the chosen filters: newest first, of what is late the oldest term.

    `wanted` takes phase ("open", "closed" or one phase), phenomenon, channel, regime, handler (user id),
    late (with today), since and until.
    """
    chosen = frozenset(name for name in _FILTERS if wanted.get(name))
    values = {name: wanted[name] for name in chosen} | {"today": wanted.get("today")}
    if "since" in chosen:
        values["since"] = _on_the_clock(wanted["since"], time.min)
    if "until" in chosen:
        values["until"] = _on_the_clock(wanted["until"], time.max)
    return Found(actor, (chosen, _phases(wanted.get("phase") or "")), values)


_FILTERS = {
    "phenomenon": Q(phenomenon_id=slot("phenomenon")),
    "channel": Q(channel=slot("channel")),
    "regime": Q(regime_id=slot("regime")),
    "handler": Q(handler_id=slot("handler")),
    "late": Q(due_on__lt=slot("today")),
    "since": Q(received_at__gte=slot("since")),
    "until": Q(received_at__lte=slot("until")),
}


def _on_the_clock(day: date, moment: time) -> datetime:
    """A moment and not a date, so that the index on the moment is used."""
    return timezone.make_aware(datetime.combine(day, moment))


def _phases(wanted: str) -> tuple[str, ...]:
    groups = {"": (), "open": UNFINISHED, "closed": FINISHED}
    return groups.get(wanted, (wanted,))


def _seen(actor: Actor, filters: frozenset[str], phases: tuple[str, ...]) -> QuerySet[Signal]:
    found = permissions.visible_to(actor)
    if actor.can("signal:read"):
        # Said twice, to row-level security and here, so that the index on party and date is used.
        found = found.filter(Q(party_id=actor.party_id))
    for name in sorted(filters):
        found = found.filter(_FILTERS[name])
    return found.filter(phase__in=phases) if phases else found


def _list(actor: Actor, filters: frozenset[str], phases: tuple[str, ...], start: int, stop: int) -> QuerySet[Signal]:
    found = _shown(_seen(actor, filters, phases))
    # What is late longest comes first; the index on the term gives it in that order.
    return (found.order_by("due_on", "id") if "late" in filters else found)[start:stop]


def _counted(actor: Actor, filters: frozenset[str], phases: tuple[str, ...], most: int) -> QuerySet[Signal]:
    return _seen(actor, filters, phases).only("pk").order_by()[:most]


def _shown(found: QuerySet[Signal]) -> QuerySet[Signal]:
    """With what a line of a list shows, newest first."""
    return found.select_related("phenomenon", "handler").only(*_LIST_FIELDS).order_by("-received_at", "-id")


_LIST, _COUNTED = Compiled(_list), Compiled(_counted)


def search(words: str, *, actor: Actor) -> list[Any]:
    """
    This will return the ids of the signals that hold these words (Dutch full text), newest first, at most 500.

    A public number finds its signal. The database function applies the same need-to-know as row-level security,
    because under row-level security the text index could not be used.
    """
    number = normalise_number(words)
    if number:
        return list(permissions.visible_to(actor).filter(number=number).values_list("id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("select id from signals_search(%s, %s)", [words, MOST_FOUND])
        return [row[0] for row in cursor.fetchall()]


def related_to(signal: Signal, *, actor: Actor, most: int = 6) -> list[Signal]:
    """
    This will return signals that may be about the same: same object, close by, or the same phenomenon within a
    quarter. `why` says which: 1 same object, 2 close by, 3 same phenomenon and period.
    """
    reasons = reasons_of(signal)
    if not reasons:
        return []
    strongest: dict[Any, Signal] = {}
    for each in sorted(_RELATED(reasons, most, actor=actor, **around(signal)), key=_by_reason):
        strongest.setdefault(each.pk, each)
    return list(strongest.values())[:most]


def _related(actor: Actor, reasons: tuple[int, ...], most: int) -> QuerySet[Signal]:
    return _of_reasons(permissions.visible_to(actor), reasons, most)


def _of_reasons(seen: QuerySet[Signal], reasons: tuple[int, ...], most: int) -> QuerySet[Signal]:
    """One query for each reason, in one statement: each has its own index, which an "or" would lose."""
    fields = ("number", "title", "phase", "received_at", "place", "party_id")
    others = seen.filter(~Q(pk=slot("signal")), party_id=slot("party"))
    found = [
        others.filter(_REASONS[place].condition)
        .annotate(why=Value(_REASONS[place].why))
        .only(*fields)
        .order_by("-received_at", "-id")[:most]
        for place in reasons
    ]
    return found[0].union(*found[1:], all=True) if found[1:] else found[0]


_RELATED = Compiled(_related)


def _by_reason(signal: Signal) -> tuple[int, float]:
    return signal.why, -signal.received_at.timestamp()  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class _Reason:
    """Why two signals may be about the same: when it can be asked, and what to ask."""

    why: int
    applies: Callable[[Signal], bool]
    condition: Q


def _has_point(signal: Signal) -> bool:
    return signal.latitude is not None and signal.longitude is not None


_REASONS = (
    _Reason(1, lambda signal: bool(signal.place_key), Q(place_key=slot("place_key"))),
    _Reason(
        2,  # within some 1.5 km
        _has_point,
        Q(latitude__gte=slot("south"), latitude__lte=slot("north"))
        & Q(longitude__gte=slot("west"), longitude__lte=slot("east")),
    ),
    _Reason(
        2,  # the same village, when no point is known
        lambda signal: bool(signal.locality) and not _has_point(signal),
        Q(locality=slot("locality"))
        & Q(received_at__gte=slot("half_year_before"), received_at__lte=slot("half_year_after")),
    ),
    _Reason(
        3,
        lambda signal: signal.phenomenon_id is not None,
        Q(phenomenon_id=slot("phenomenon"))
        & Q(received_at__gte=slot("quarter_before"), received_at__lte=slot("quarter_after")),
    ),
)


def reasons_of(signal: Signal) -> tuple[int, ...]:
    """This will return which of the reasons can be asked of a signal."""
    return tuple(place for place, reason in enumerate(_REASONS) if reason.applies(signal))


def around(signal: Signal) -> dict[str, Any]:
    """This will return what fills the slots of the reasons."""
    at, latitude, longitude = signal.received_at, signal.latitude or 0.0, signal.longitude or 0.0
    quarter, half_year = timedelta(days=91), timedelta(days=182)
    return {
        "signal": signal.pk,
        "party": signal.party_id,
        "place_key": signal.place_key,
        "locality": signal.locality,
        "phenomenon": signal.phenomenon_id,
        "south": latitude - 0.0135,
        "north": latitude + 0.0135,
        "west": longitude - 0.022,
        "east": longitude + 0.022,
        "quarter_before": at - quarter,
        "quarter_after": at + quarter,
        "half_year_before": at - half_year,
        "half_year_after": at + half_year,
    }


def incoming_forwardings(actor: Actor) -> QuerySet[Forwarding]:
    """This will return what other parties forwarded and nobody here answered yet."""
    return permissions.incoming_to(actor).filter(confirmed_at=None, returned_at=None).select_related("party")


def open_source_checks(actor: Actor) -> QuerySet[SourceRequest]:
    """This will return the sources that wait for privacy check 1."""
    return permissions.source_checks_of(actor).filter(allowed=None).select_related("source", "requested_by")


def found_signals(ids: list[Any], *, actor: Actor) -> list[Signal]:
    """This will return the signals with these ids that the actor may see, newest first, as a list shows them."""
    return _BY_ID(actor=actor, ids=ids)


_BY_ID = Compiled(lambda actor: _shown(permissions.visible_to(actor).filter(among("id", "ids"))))
