"""What the pages of this room show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from dijkwacht.knowledge import permissions
from dijkwacht.knowledge.kinds import KINDS, Kind
from dijkwacht.knowledge.models import Authority, Edition, Indicator, Instrument, LegalBasis, Phenomenon, Regime, Row
from dijkwacht.knowledge.queries.reading import in_use
from dijkwacht.lib.access import Actor


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of reference data on the first page: how much there is, and how much nobody checked yet."""

    kind: Kind
    total: int
    unchecked: int


def shelves(actor: Actor) -> list[Shelf]:
    """This will count each kind of reference data, one query a kind."""
    found = []
    for kind in KINDS:
        visible = permissions.rows_visible_to(actor, kind.model).filter(in_use())
        sums = visible.aggregate(total=Count("pk"), unchecked=Count("pk", filter=Q(verified=False)))
        found.append(Shelf(kind, **sums))
    return found


def rows(kind: Kind, *, actor: Actor, text: str = "", state: str = "", phenomenon: str = "") -> QuerySet[Any]:
    """This will search the rows of a kind; `state` is "" for what is in use, else unchecked, retired or all."""
    found: QuerySet[Any] = permissions.rows_visible_to(actor, kind.model)
    if state == "retired":
        found = found.exclude(in_use())
    elif state != "all":
        found = found.filter(in_use())
    if state == "unchecked":
        found = found.filter(verified=False)
    if text:
        found = found.filter(_contains(kind, text))
    if kind.model is not Indicator:
        return found
    found = found.filter(phenomenon_id=phenomenon) if phenomenon else found
    return found.select_related("phenomenon").order_by("phenomenon__position", "position", "code")


def users_of(row: Row) -> list[str]:
    """This will return the names of what still points at a row, so that it cannot go yet."""
    if isinstance(row, LegalBasis):
        found = Phenomenon.objects.filter(in_use(), routes__legal_basis=row).distinct()
    else:
        found = phenomena_of(row)
    return list(found.values_list("name", flat=True))


def phenomena_of(row: Row) -> QuerySet[Phenomenon]:
    """This will return the phenomena that an authority or instrument has a part in."""
    if isinstance(row, Authority):
        return Phenomenon.objects.filter(in_use(), routes__authority=row).distinct()
    if isinstance(row, Instrument):
        return Phenomenon.objects.filter(in_use(), instruments__contains=[row.code])
    return Phenomenon.objects.none()


def instruments_of(phenomenon: Phenomenon) -> QuerySet[Instrument]:
    return Instrument.objects.filter(code__in=phenomenon.instruments).order_by("track", "position")


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """This will return the names of rows that others point at, by their code. One query."""
    wanted = set(codes)
    models: list[type[Row]] = [Instrument, Phenomenon, Authority, LegalBasis, Regime]
    first, *rest = (each._default_manager.filter(code__in=wanted).values_list("code", "name") for each in models)
    return dict(first.order_by().union(*(each.order_by() for each in rest)))


def editions(actor: Actor) -> QuerySet[Edition]:
    return permissions.editions_visible_to(actor)


def _contains(kind: Kind, text: str) -> Q:
    wanted = Q()
    for name in {"name", "code", "note", "sources", kind.summary} - {"phenomenon_id"}:
        wanted |= Q(**{f"{name}__icontains": text})
    return wanted
