"""What changed, when, and who says why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet

from dijkwacht.knowledge import permissions, versions, wording
from dijkwacht.knowledge.kinds import BY_KEY, ROUTING, Kind, kind_of
from dijkwacht.knowledge.models import Route, Row, RowVersion
from dijkwacht.knowledge.queries.pages import names_of
from dijkwacht.lib.access import Actor

Reading = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a row, before and after a change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Past:
    """One change in the history of a row: who made it, why, and what it changed."""

    version: int
    changed_at: datetime
    changed_by: str
    reason: str
    differences: list[Difference]


def differences(kind: Kind, before: Reading, after: Reading) -> list[Difference]:
    """This will say in words what differs between two readings of a row."""
    return _differences(kind, before, after, names_of(_codes_in([before, after])))


def text_of(kind: str, code: str, *, on: datetime) -> Reading:
    """
    This will return how a row read at a moment, by column; `kind` is the name of its model, such as "indicator".

    :raises ObjectDoesNotExist: if no row has this code
    """
    later = RowVersion.objects.filter(kind=kind, code=code, valid_until__gt=on).order_by("version").first()
    return later.data if later else versions.values_of(BY_KEY[kind].model._default_manager.get(code=code))


def version_of(row: Row, number: int, *, actor: Actor) -> RowVersion | None:
    """This will return how a row read in an earlier version."""
    return _versions(kind_of(row).key, row.code, actor).filter(version=number).first()


def history_of(row: Row, *, reads: Reading, actor: Actor) -> list[Past]:
    """This will return the changes of a row, newest first, each with what it changed; `reads` is how it reads now."""
    past = list(_versions(kind_of(row).key, row.code, actor))
    readings: list[Reading] = [reads, *(each.data for each in past)]
    names = names_of(_codes_in(readings))
    return [
        _told(each, _differences(kind_of(row), before, after, names), actor)
        for each, (after, before) in zip(past, pairwise(readings), strict=True)
    ]


def routing_history_of(code: str, *, reads: Reading, actor: Actor) -> list[Past]:
    """This will return the changes of the routing table of a phenomenon, newest first."""
    past = list(_versions(ROUTING, code, actor))
    readings: list[Reading] = [reads, *(each.data for each in past)]
    names = names_of(_codes_in(readings))
    return [
        _told(each, _routing_differences(before, after, names), actor)
        for each, (after, before) in zip(past, pairwise(readings), strict=True)
    ]


def routing_differences(before: Reading, after: Reading) -> list[Difference]:
    """This will say in words what differs between two readings of a routing table."""
    return _routing_differences(before, after, names_of(_codes_in([before, after])))


def _routing_differences(before: Reading, after: Reading, names: Mapping[str, str]) -> list[Difference]:
    labels = {**dict(Route.Part.choices), "legal_basis": "grondslag", "note": "toelichting"}
    return [
        Difference(label, _named(before[key], names), _named(after[key], names))
        for key, label in labels.items()
        if before[key] != after[key]
    ]


def _differences(kind: Kind, before: Reading, after: Reading, names: Mapping[str, str]) -> list[Difference]:
    return [
        Difference(
            label=wording.label_of(kind, name),
            before=wording.shown(kind, name, before.get(name), names),
            after=wording.shown(kind, name, after[name], names),
        )
        for name in after
        if before.get(name) != after[name]
    ]


def _told(version: RowVersion, found: list[Difference], actor: Actor) -> Past:
    who = _who(version, actor)
    return Past(version.version, version.valid_until, who, version.reason, found)


def _who(version: RowVersion, actor: Actor) -> str:
    """Within your own party you read the person's name, else only the party."""
    if version.changed_by_id is None:
        return "onze eigen bestanden"
    if version.changed_by and version.changed_for == actor.party_name:
        return version.changed_by.name
    return f"beheerder van {version.changed_for}"


def _versions(kind: str, code: str, actor: Actor) -> QuerySet[RowVersion]:
    found = permissions.versions_visible_to(actor).filter(kind=kind, code=code)
    return found.select_related("changed_by").order_by("-version")


def _codes_in(readings: Iterable[Reading]) -> set[str]:
    values = [value for reading in readings for value in reading.values()]
    single = {value for value in values if isinstance(value, str) and len(value) <= 60}
    return single | {each for value in values if isinstance(value, list) for each in value}


def _named(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(names.get(each, each) for each in value)
    return names.get(value, value or "")
