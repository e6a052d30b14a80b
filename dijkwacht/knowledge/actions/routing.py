"""Changing who is competent for a phenomenon."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import permissions, rules, versions
from dijkwacht.knowledge.models import Phenomenon, Route
from dijkwacht.knowledge.versions import Change
from dijkwacht.lib.access import Actor


@transaction.atomic
def set_routes(
    phenomenon: Phenomenon,
    *,
    lead: Sequence[str],
    informed: Sequence[str] = (),
    consent: Sequence[str] = (),
    legal_basis: str | None,
    note: str = "",
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """
    This will replace the routing table of a phenomenon, by the codes of authorities and of the legal basis.

    :raises PermissionDenied: without the right to change reference data
    :raises rules.CannotChange: if nobody leads, an authority has two parts, or nothing changes
    """
    permissions.check_can_edit(actor)
    phenomenon = Phenomenon.objects.select_for_update().get(pk=phenomenon.pk)
    rules.check_can_route(lead, informed, consent)
    before = versions.routing_of(phenomenon)
    after = {
        "lead": list(lead),
        "informed": list(informed),
        "consent": list(consent),
        "legal_basis": legal_basis,
        "note": note,
    }
    if _same(before, after):
        raise rules.CannotChange("U hebt niets gewijzigd.")

    change = Change(reason, now, actor)
    versions.keep_routing(phenomenon, before, change)
    replace_routes(phenomenon.code, after)
    versions.new_edition(change)

    audit.record("knowledge:routed", subject=phenomenon, actor=actor, now=now, reason=reason, code=phenomenon.code)


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


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[key] == other[key] for key in other)
