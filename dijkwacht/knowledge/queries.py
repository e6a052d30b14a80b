"""Reads of reference data. Tables are small; each function is one query."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from dijkwacht.knowledge.models import (
    Authority,
    Indicator,
    InformationSource,
    LegalBasis,
    Phenomenon,
    Regime,
    RetentionTerm,
    Route,
    ServiceTerm,
)


def phenomena(*, on: date | None = None) -> QuerySet[Phenomenon]:
    """This will return the phenomena in use, with their indicators as `clues`."""
    in_use = Q(retired_on=None) | Q(retired_on__gt=on) if on else Q(retired_on=None)
    clues = Prefetch("clues", Indicator.objects.filter(in_use))
    return Phenomenon.objects.filter(in_use).prefetch_related(clues)


def phenomenon(code: str) -> Phenomenon:
    """:raises Phenomenon.DoesNotExist: if no phenomenon has this code"""
    return Phenomenon.objects.get(code=code)


def indicators_of(code: str) -> QuerySet[Indicator]:
    return Indicator.objects.filter(phenomenon_id=code, retired_on=None)


def indicator_names(codes: list[str]) -> list[str]:
    """This will return the texts of ticked indicators, in the order of the list."""
    names = dict(Indicator.objects.filter(code__in=codes).values_list("code", "name"))
    return [names[code] for code in codes if code in names]


def routes_of(code: str) -> QuerySet[Route]:
    """This will return the routing table of a phenomenon: lead first, then informed, then only with consent."""
    return Route.objects.filter(phenomenon_id=code).select_related("authority", "legal_basis")


def authorities() -> QuerySet[Authority]:
    return Authority.objects.filter(retired_on=None)


def authority(code: str) -> Authority:
    return Authority.objects.get(code=code)


def legal_bases() -> QuerySet[LegalBasis]:
    return LegalBasis.objects.filter(retired_on=None)


def legal_basis(code: str) -> LegalBasis:
    return LegalBasis.objects.get(code=code)


def sources() -> QuerySet[InformationSource]:
    return InformationSource.objects.filter(retired_on=None)


def source(code: str) -> InformationSource:
    return InformationSource.objects.get(code=code)


def regimes() -> QuerySet[Regime]:
    return Regime.objects.filter(retired_on=None)


def regime(code: str) -> Regime:
    return Regime.objects.get(code=code)


def retention_term(code: str) -> RetentionTerm:
    return RetentionTerm.objects.get(code=code)


def service_terms() -> dict[str, tuple[int, bool]]:
    """This will return (days, are they working days) by the code of the term."""
    rows = ServiceTerm.objects.values_list("code", "days", "working")
    return {code: (days, working) for code, days, working in rows}
