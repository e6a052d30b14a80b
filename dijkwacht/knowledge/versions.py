"""How a row read before it was changed. Every change keeps the row as it was, so that nothing is lost."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from dijkwacht.knowledge.kinds import ROUTING, kind_of
from dijkwacht.knowledge.models import Edition, Phenomenon, Route, Row, RowVersion
from dijkwacht.lib.access import ANONYMOUS, Actor


@dataclass(frozen=True, slots=True)
class Change:
    """Why and by whom something changes, and when."""

    reason: str
    at: datetime
    actor: Actor = ANONYMOUS


def values_of(row: Row) -> dict[str, Any]:
    """This will return what a person can change of a row, as plain values that JSON knows."""
    names = [row._meta.get_field(name).attname for name in kind_of(row).fields]  # type: ignore[union-attr]
    return {name: plain(getattr(row, name)) for name in (*names, "retired_on")}


def routing_of(phenomenon: Phenomenon) -> dict[str, Any]:
    """This will return the routing table of a phenomenon as lists of codes, one list a part."""
    routes = list(Route.objects.filter(phenomenon=phenomenon).order_by("position", "id"))
    codes = {part: [each.authority_id for each in routes if each.part == part] for part in Route.Part.values}
    first = routes[0] if routes else None
    return {
        **codes,
        "legal_basis": first.legal_basis_id if first else None,
        "note": first.note if first else "",
    }


def keep_row(row: Row, before: dict[str, Any], change: Change) -> None:
    """This will keep how the row read until now, under the version that it had."""
    _keep(kind_of(row).key, row.code, row.version, before, change)


def routing_version(phenomenon: Phenomenon) -> int:
    """This will return the version of the routing table of a phenomenon: one more than those that are kept."""
    return RowVersion.objects.filter(kind=ROUTING, code=phenomenon.code).count() + 1


def keep_routing(phenomenon: Phenomenon, before: dict[str, Any], change: Change) -> None:
    _keep(ROUTING, phenomenon.code, routing_version(phenomenon), before, change)


def new_edition(change: Change) -> Edition:
    """This will number the set of knowledge anew; two changes at once get two numbers."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('knowledge_edition'))")
    last = Edition.objects.values_list("number", flat=True).first() or 0
    return Edition.objects.create(
        number=last + 1, made_at=change.at, made_by=change.actor.party_name, note=change.reason[:300]
    )


def _keep(kind: str, code: str, version: int, data: dict[str, Any], change: Change) -> None:
    RowVersion.objects.create(
        kind=kind,
        code=code,
        version=version,
        data=data,
        valid_until=change.at,
        changed_by_id=change.actor.user_id,
        changed_for=change.actor.party_name,
        reason=change.reason[:300],
    )


def plain(value: Any) -> Any:
    """This will return a value as JSON knows it: a date as text."""
    return value.isoformat() if isinstance(value, date) else value
