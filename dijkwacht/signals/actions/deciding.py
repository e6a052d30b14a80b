from datetime import date, datetime

from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.actions.moving import begin_again, check_keeping, drop_waiting, locked, move
from dijkwacht.signals.models import Decision, Outcome, Phase, Signal


@transaction.atomic
def acknowledge_signal(signal: Signal, *, actor: Actor, now: datetime) -> None:
    """
    This will confirm to the reporter that somebody read it, and start the intake.

    :raises PermissionDenied: if the actor may not do the intake of this party
    :raises rules.CannotAcknowledge: if somebody already did
    """
    signal = locked(signal, actor=actor)
    permissions.check(actor, "signal:intake", signal)
    rules.check_can_acknowledge(signal)

    signal.acknowledged_at = now
    signal.handler_id = actor.user_id
    move(signal, Phase.INTAKE, actor=actor, now=now)

    audit.record("signal:acknowledged", subject=signal, actor=actor, now=now)


_PERMISSION = {Phase.INTAKE: "signal:intake", Phase.DISPUTED: "signal:direct"}
_KIND = {Phase.INTAKE: "intake", Phase.DISPUTED: "settle"}


@transaction.atomic
def decide_signal(
    signal: Signal,
    *,
    outcome: str,
    reason: str,
    actor: Actor,
    now: datetime,
    legal_basis: str | None = None,
    keep_until: date | None = None,
) -> Decision:
    """
    This will record a decision at a gate. Stopping or keeping counts only when a second person agrees.

    At the intake it answers the gate's three questions; after two differing weighings the director settles it.

    :raises PermissionDenied: if the actor may not decide in this phase
    :raises rules.CannotDecide: if the outcome does not fit, a date is missing, or a decision already waits
    """
    signal = locked(signal, actor=actor)
    permissions.check(actor, _PERMISSION.get(Phase(signal.phase), "signal:weigh"), signal)
    waiting = signal.decisions.filter(needs_second=True, second=None).first()
    rules.check_can_decide(signal, outcome, waiting=waiting)
    check_keeping(signal, outcome, keep_until, now=now)

    decision = signal.decisions.create(
        party_id=signal.party_id,
        kind=_KIND.get(Phase(signal.phase), "decide"),
        from_phase=signal.phase,
        outcome=outcome,
        reason=reason,
        legal_basis_id=legal_basis or None,
        keep_until=keep_until,
        made_by_id=permissions.who(actor),
        made_at=now,
        needs_second=rules.needs_second(signal, outcome),
    )
    if not decision.needs_second:
        carry_out(signal, decision, actor=actor, now=now)

    audit.record("signal:decided", subject=signal, actor=actor, now=now, outcome=outcome, waits=decision.is_waiting)
    return decision


@transaction.atomic
def answer_decision(decision: Decision, *, agrees: bool, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will let the second person agree, so that the decision counts, or refuse, so that it falls.

    :raises PermissionDenied: if the actor may not decide for this party
    :raises rules.CannotDecide: if it no longer waits, or she took the decision herself
    """
    signal = locked(decision.signal, actor=actor)
    permissions.check(actor, "signal:weigh", signal)
    decision = signal.decisions.select_for_update().get(pk=decision.pk)
    rules.check_can_second(decision, phase=signal.phase, by=actor.user_id)

    decision.second_id = actor.user_id
    decision.second_at = now
    decision.second_reason = reason
    decision.refused = not agrees
    decision.save(update_fields=["second", "second_at", "second_reason", "refused"])
    if agrees:
        carry_out(signal, decision, actor=actor, now=now)

    audit.record("signal:seconded", subject=signal, actor=actor, now=now, agrees=agrees, outcome=decision.outcome)


def carry_out(signal: Signal, decision: Decision, *, actor: Actor, now: datetime) -> None:
    """This will do what a decision that counts says."""
    outcome = Outcome(decision.outcome)
    if decision.from_phase == Phase.INTAKE:
        signal.own_task = outcome == Outcome.CONTINUE
    if decision.from_phase == Phase.DISPUTED:
        signal.assessed_at = now
    move(
        signal,
        rules.NEXT_PHASE[outcome],
        actor=actor,
        now=now,
        outcome=outcome,
        keep_until=decision.keep_until,
    )


@transaction.atomic
def reopen_signal(signal: Signal, *, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will bring a closed or kept signal back to the intake; its end date falls away.

    :raises PermissionDenied: if the actor does not direct the signals of this party
    :raises rules.CannotReopen: if it is not closed or kept
    """
    signal = locked(signal, actor=actor)
    permissions.check(actor, "signal:direct", signal)
    rules.check_can_reopen(signal)

    signal.decisions.create(
        party_id=signal.party_id,
        kind="reopen",
        from_phase=signal.phase,
        reason=reason,
        made_by_id=permissions.who(actor),
        made_at=now,
    )
    drop_waiting(signal, why="Vervallen: het signaal is heropend.")
    begin_again(signal, actor=actor, now=now)

    audit.record("signal:reopened", subject=signal, actor=actor, now=now, reason=reason)
