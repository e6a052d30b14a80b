"""What every step does: lock the row, move to the phase, set the term, start or stop the retention."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.models import Outcome, Phase, Signal


def locked(signal: Signal, *, actor: Actor) -> Signal:
    """
    This will return the row as it is now, locked until the end of the transaction.

    :raises PermissionDenied: if the actor cannot see it
    """
    found = permissions.visible_to(actor).select_for_update(of=("self",)).filter(pk=signal.pk).first()
    if found is None:
        raise PermissionDenied("signal")
    return found


def move(
    signal: Signal,
    phase: str,
    *,
    actor: Actor,
    now: datetime,
    outcome: str | None = None,
    keep_until: date | None = None,
) -> None:
    """This will put the signal in a phase, with its term and its retention, and save it."""
    today = timezone.localdate(now)
    signal.phase = phase
    signal.keep_until = keep_until if phase == Phase.KEPT else None
    signal.due_on = signal.keep_until or rules.due_on(phase, since=today, terms=knowledge.service_terms())
    signal.closed_at = now if phase == Phase.CLOSED else None
    if outcome is not None:
        signal.outcome = outcome
        signal.decided_at = now
    signal.save()

    # A step makes every earlier end date lapse; what is merged is kept as long as what it became part of.
    audit.withdraw(signal, actor=actor, now=now)
    if phase in {Phase.CLOSED, Phase.KEPT}:
        _keep_for_a_while(signal, actor=actor, now=now)
    else:
        keep_as_provided(signal, actor=actor, now=now)


def begin_again(signal: Signal, *, actor: Actor, now: datetime) -> None:
    """This will bring a signal back to the intake; a new round of weighing starts with two fresh judgements."""
    signal.weighing_round += 1
    signal.own_task = None
    signal.outcome = ""
    move(signal, Phase.INTAKE, actor=actor, now=now)


def drop_waiting(signal: Signal, *, why: str) -> None:
    """This will let a decision fall that still waits for its second person, because the signal goes elsewhere."""
    signal.decisions.filter(needs_second=True, second=None).update(needs_second=False, refused=True, second_reason=why)


def _keep_for_a_while(signal: Signal, *, actor: Actor, now: datetime) -> None:
    code = rules.RETENTION[signal.outcome or Outcome.CLOSE]
    term = knowledge.retention_term(code)
    today = timezone.localdate(now)
    if signal.keep_at_most and signal.keep_at_most < knowledge.retention_end(code, event_on=today):
        keep_as_provided(signal, actor=actor, now=now)
        return
    audit.schedule(
        signal,
        term_code=code,
        term_name=term.name,
        duration=term.duration,
        max_extensions=term.max_extensions,
        extension=term.extension,
        event_on=today,
        actor=actor,
        now=now,
        party_id=signal.party_id,
    )


def keep_as_provided(signal: Signal, *, actor: Actor, now: datetime) -> None:
    """This will let the provider's own term run, also while the signal is being handled. It cannot be lengthened."""
    if signal.keep_at_most is None:
        return
    term = knowledge.retention_term(rules.PROVIDED_RETENTION)
    received_on = timezone.localdate(signal.received_at)
    audit.schedule(
        signal,
        term_code=rules.PROVIDED_RETENTION,
        term_name=term.name if signal.regime_id in rules.REGIME_RETENTION else "Termijn van de verstrekker",
        duration=f"P{max((signal.keep_at_most - received_on).days, 0)}D",
        max_extensions=0,
        event_on=received_on,
        actor=actor,
        now=now,
        party_id=signal.party_id,
    )


def check_keeping(signal: Signal, outcome: str, keep_until: date | None, *, now: datetime) -> None:
    """:raises rules.CannotDecide: if the date until which a signal is kept is missing or too far away"""
    if outcome == Outcome.KEEP:
        today = timezone.localdate(now)
        at_most = knowledge.retention_end(rules.RETENTION[Outcome.KEEP], event_on=today)
        at_most = min(at_most, signal.keep_at_most or at_most)
        rules.check_keep_until(outcome, keep_until, today=today, at_most=at_most)
