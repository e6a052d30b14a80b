"""What other rooms read. Tables are small; each function is one query, or says how many."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils import timezone

from dijkwacht.audit import rules as audit
from dijkwacht.knowledge.models import (
    Authority,
    Indicator,
    InformationSource,
    Instrument,
    LegalBasis,
    Phenomenon,
    Regime,
    RetentionTerm,
    Route,
    RowVersion,
    ServiceTerm,
)
from dijkwacht.lib.compiled import Compiled, among, slot


def in_use(on: date | None = None) -> Q:
    """This will return the condition that a row is in use on a day, today unless told."""
    return Q(retired_on=None) | Q(retired_on__gt=on or timezone.localdate())


def phenomena(*, on: date | None = None) -> QuerySet[Phenomenon]:
    """This will return the phenomena in use, with their indicators as `clues`. Two queries."""
    clues = Prefetch("clues", Indicator.objects.filter(in_use(on)))
    return Phenomenon.objects.filter(in_use(on)).prefetch_related(clues)


def phenomenon_names() -> list[tuple[str, str]]:
    """This will return (code, name) of the phenomena in use, to choose from."""
    return _names(_PHENOMENA)


def phenomena_in_use() -> list[Phenomenon]:
    """This will return the phenomena in use, without their indicators."""
    return _WHOLE_PHENOMENA(today=timezone.localdate())


def regime_names() -> list[tuple[str, str]]:
    """This will return (code, name) of the regimes in use, to choose from."""
    return _names(_REGIMES)


def _names(rows: Compiled[Any]) -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in rows(today=timezone.localdate())]


_IN_USE = Q(retired_on=None) | Q(retired_on__gt=slot("today"))
_WHOLE_PHENOMENA = Compiled(lambda: Phenomenon.objects.filter(_IN_USE))
_PHENOMENA = Compiled(lambda: Phenomenon.objects.filter(_IN_USE).only("code", "name"))
_REGIMES = Compiled(lambda: Regime.objects.filter(_IN_USE).only("code", "name"))


def phenomenon(code: str) -> Phenomenon:
    """:raises Phenomenon.DoesNotExist: if no phenomenon has this code"""
    return Phenomenon.objects.get(code=code)


def indicators_of(code: str, *, on: date | None = None) -> QuerySet[Indicator]:
    return Indicator.objects.filter(in_use(on), phenomenon_id=code)


def indicator_names(codes: list[str], *, on: datetime | None = None) -> list[str]:
    """
    This will return the texts of ticked indicators, in the order of the list.

    With `on`, each reads as it did at that moment: a report of last year keeps the words that were ticked.
    """
    rows = _INDICATORS(codes=codes) if on is None else _INDICATORS_THEN(codes=codes, on=on)
    names = {row.code: row.name if on is None else row.then for row in rows}  # type: ignore[attr-defined]
    return [names[code] for code in codes if code in names]


def _indicators_then() -> QuerySet[Indicator]:
    later = RowVersion.objects.filter(kind="indicator", code=OuterRef("code"), valid_until__gt=slot("on"))
    then = Subquery(later.order_by("version").values_list(KT("data__name"))[:1])
    found = Indicator.objects.filter(among("code", "codes")).only("code", "name")
    return found.annotate(then=Coalesce(then, "name", output_field=TextField()))


_INDICATORS = Compiled(lambda: Indicator.objects.filter(among("code", "codes")).only("code", "name"))
_INDICATORS_THEN = Compiled(_indicators_then)


def routes_of(code: str) -> QuerySet[Route]:
    """This will return the routing table of a phenomenon: lead first, then informed, then only with consent."""
    return Route.objects.filter(phenomenon_id=code).select_related("authority", "legal_basis")


def authorities() -> QuerySet[Authority]:
    return Authority.objects.filter(in_use())


def authority(code: str) -> Authority:
    return Authority.objects.get(code=code)


def instruments() -> QuerySet[Instrument]:
    return Instrument.objects.filter(in_use())


def legal_bases() -> QuerySet[LegalBasis]:
    return LegalBasis.objects.filter(in_use())


def legal_basis(code: str) -> LegalBasis:
    return LegalBasis.objects.get(code=code)


def sources() -> QuerySet[InformationSource]:
    return InformationSource.objects.filter(in_use())


def source(code: str) -> InformationSource:
    return InformationSource.objects.get(code=code)


def regimes() -> QuerySet[Regime]:
    return Regime.objects.filter(in_use())


def regime(code: str) -> Regime:
    return Regime.objects.get(code=code)


def retention_term(code: str) -> RetentionTerm:
    return RetentionTerm.objects.get(code=code)


def retention_length(code: str, *, today: date) -> timedelta:
    """This will return how long a thing is kept if its term ends today: whatever is older goes."""
    return audit.length_before(today, retention_term(code).duration)


def retention_end(code: str, *, event_on: date) -> date:
    """This will return the last day that a thing is kept if its term begins on this day."""
    return audit.ends_on(event_on, retention_term(code).duration)


def service_days(code: str) -> int:
    """This will return the number of days of a service term."""
    return ServiceTerm.objects.values_list("days", flat=True).get(code=code)


def service_terms() -> dict[str, tuple[int, bool]]:
    """This will return (days, are they working days) by the code of the term."""
    return {term.code: (term.days, term.working) for term in _TERMS()}


_TERMS = Compiled(ServiceTerm.objects.all)
