"""How high the bar is."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dijkwacht.agreement import permissions, rules
from dijkwacht.agreement.models import Norm
from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor

if TYPE_CHECKING:
    from dijkwacht.parties.models import Party


@transaction.atomic
def set_norm(
    current: Norm,
    *,
    target: Decimal,
    amber: Decimal | None,
    days: int | None,
    valid_from: date,
    reason: str,
    party: "Party | None" = None,
    actor: Actor,
    now: datetime,
) -> Norm:
    """
    This will set the norm of a check from a day on, for all parties or as an exception for one.

    The norm before it stays, so that what was measured earlier stays as it was.

    :raises PermissionDenied: without the right to set norms
    :raises rules.CannotSetNorm: if the values cannot be, the reason is missing, or it would change the past
    """
    set_by, _ = permissions.check_can(actor, "agreement:norms")
    rules.check_can_set_norm(
        current, target=target, amber=amber, valid_from=valid_from, reason=reason, today=timezone.localdate(now)
    )

    norm = Norm.objects.create(
        edition_id=current.edition_id,
        ambition_id=current.ambition_id,
        party=party,
        code=current.code,
        title=current.title,
        kind=current.kind,
        target=target,
        amber=amber,
        days=days,
        from_agreement=False,
        proposed=False,
        valid_from=valid_from,
        reason=reason,
        set_by_id=set_by,
        set_at=now,
    )

    audit.record(
        "norm:set",
        subject=norm,
        actor=actor,
        now=now,
        reason=reason,
        code=norm.code,
        before=str(current.target),
        after=str(target),
        exception_for=party.code if party else "",
    )
    return norm
