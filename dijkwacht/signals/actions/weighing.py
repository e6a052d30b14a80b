from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.actions.deciding import carry_out
from dijkwacht.signals.actions.moving import check_keeping, locked, move
from dijkwacht.signals.models import Decision, Phase, Signal, Weighing


@transaction.atomic
def weigh_signal(
    signal: Signal,
    *,
    severity: str,
    concreteness: str,
    recency: str,
    fits_trend: bool,
    outcome: str,
    reason: str,
    actor: Actor,
    now: datetime,
    keep_until: date | None = None,
) -> Weighing:
    """
    This will record one person's weighing. When the second one agrees the signal moves on; when the two differ
    it goes to the director.

    :raises PermissionDenied: if the actor is neither a handler of the party nor the assigned assessor
    :raises rules.CannotWeigh: if it is not being weighed, or she already weighed or reported it herself
    """
    signal = locked(signal, actor=actor)
    if not permissions.may_weigh(actor, signal):
        raise PermissionDenied("signal:weigh")
    earlier = list(signal.weighings.filter(round=signal.weighing_round))
    reported_it = permissions.receipts_of(actor).filter(signal=signal).exists()
    rules.check_can_weigh(signal, outcome=outcome, earlier=earlier, by=actor.user_id, reported_it=reported_it)
    check_keeping(signal, outcome, keep_until, now=now)

    weighing = signal.weighings.create(
        party_id=signal.party_id,
        assessor_id=permissions.who(actor),
        round=signal.weighing_round,
        severity=severity,
        concreteness=concreteness,
        recency=recency,
        fits_trend=fits_trend,
        outcome=outcome,
        keep_until=keep_until,
        reason=reason,
        at=now,
    )
    if earlier:
        _conclude(signal, earlier[0], weighing, actor=actor, now=now)
        # Need to know: an assessor's right ends with her work.
        signal.assignments.filter(revoked_at=None).update(revoked_at=now)

    audit.record("signal:weighed", subject=signal, actor=actor, now=now, outcome=outcome, nth=len(earlier) + 1)
    return weighing


def _conclude(signal: Signal, first: Weighing, second: Weighing, *, actor: Actor, now: datetime) -> None:
    outcome = rules.outcome_of([first, second])
    if outcome is None:
        move(signal, Phase.DISPUTED, actor=actor, now=now)
        return
    dates = [each.keep_until for each in (first, second) if each.keep_until]
    decision = Decision(
        signal=signal,
        party_id=signal.party_id,
        kind="weigh",
        from_phase=signal.phase,
        outcome=outcome,
        reason=first.reason,
        second_reason=second.reason,
        keep_until=min(dates) if dates else None,
        made_by_id=first.assessor_id,
        made_at=first.at,
        needs_second=True,
        second_id=second.assessor_id,
        second_at=now,
    )
    decision.save(force_insert=True)
    signal.assessed_at = now
    carry_out(signal, decision, actor=actor, now=now)
