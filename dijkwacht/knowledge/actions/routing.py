"""Changing who is competent for a phenomenon."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import permissions, queries, rules, versions
from dijkwacht.knowledge.kinds import ROUTING
from dijkwacht.knowledge.models import Phenomenon, Route
from dijkwacht.knowledge.versions import Change
from dijkwacht.lib.access import Actor


@transaction.atomic
def set_routes(
    phenomenon: Phenomenon,
    *,
    table: dict[str, Any],
    seen_version: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """
    This will replace the routing table of a phenomenon.

    `table` has lists of codes of authorities by part (`lead`, `informed`, `consent`), and `legal_basis` and `note`.

    :raises PermissionDenied: without the right to change reference data
    :raises rules.ChangedMeanwhile: if somebody else was first
    :raises rules.CannotChange: if nobody leads, an authority is unknown or has two parts, or nothing changes
    """
    permissions.check_can_edit(actor)
    rules.check_reason(reason)
    phenomenon = Phenomenon.objects.select_for_update().get(pk=phenomenon.pk)
    before, version = versions.routing_of(phenomenon), versions.routing_version(phenomenon)
    rules.check_can_route(
        table,
        before=before,
        is_stale=version != seen_version,
        known=queries.authorities().values_list("code", flat=True),
        bases=queries.legal_bases().values_list("code", flat=True),
    )

    change = Change(reason, now, actor)
    versions.keep_routing(phenomenon, before, change)
    replace_routes(phenomenon.code, table)
    versions.new_edition(change)

    audit.record(
        "knowledge:routed",
        subject=phenomenon,
        actor=actor,
        now=now,
        reason=reason,
        kind=ROUTING,
        code=phenomenon.code,
        version=version + 1,
    )


def replace_routes(code: str, table: dict[str, Any]) -> None:
    """This will write the lines of one routing table in their order, instead of those that are there."""
    Route.objects.filter(phenomenon_id=code).delete()
    Route.objects.bulk_create(
        Route(
            phenomenon_id=code,
            authority_id=authority,
            part=part,
            legal_basis_id=table["legal_basis"],
            note=table["note"],
            position=100 * nth + place,
        )
        for nth, part in enumerate(Route.Part.values)
        for place, authority in enumerate(table[part])
    )
