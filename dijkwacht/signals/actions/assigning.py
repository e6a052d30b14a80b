from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor
from dijkwacht.parties import queries as parties
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.actions.moving import locked, move
from dijkwacht.signals.models import Assignment, Phase, Recusal, Signal


@transaction.atomic
def assign_assessor(
    signal: Signal, *, user_id: int, party_id: int, reason: str, actor: Actor, now: datetime
) -> Assignment:
    """
    This will let one person read and weigh this signal until the term ends. In small-team mode she works for
    a neighbouring party; the right is explicit, for this signal only, and expires.

    :raises PermissionDenied: if the actor may not do the intake or direct signals
    :raises rules.CannotAssign: if she is the first assessor, or holds no such role there
    """
    signal = locked(signal, actor=actor)
    if not (permissions.may(actor, "signal:intake", signal) or permissions.may(actor, "signal:direct", signal)):
        raise PermissionDenied("signal:intake")
    rules.check_assignable(signal, regime_shows=knowledge.regime(signal.regime_id).may_show)
    first = signal.weighings.filter(round=signal.weighing_round).first()
    rules.check_can_assign(
        to=user_id,
        by=actor.user_id,
        first_assessor=first.assessor_id if first else None,
        recused=signal.recusals.filter(user_id=user_id).exists(),
    )
    rules.check_stays_here(signal, party_id=party_id)
    _check_is_assessor(user_id, party_id)

    signal.assignments.filter(revoked_at=None).update(revoked_at=now)
    assignment = signal.assignments.create(
        owner_id=signal.party_id,
        user_id=user_id,
        party_id=party_id,
        granted_by_id=permissions.who(actor),
        granted_at=now,
        expires_at=rules.assignment_ends_at(now, workdays=knowledge.service_days("assignment")),
        reason=reason,
    )

    audit.record("signal:assigned", subject=signal, actor=actor, now=now, reason=reason, to=user_id, to_party=party_id)
    return assignment


def _check_is_assessor(user_id: int, party_id: int) -> None:
    holders = parties.role_holders("second_assessor")
    if not any(each.user_id == user_id and each.party_id == party_id for each in holders):
        raise rules.CannotAssign("Deze persoon is geen tweede beoordelaar bij die organisatie.")


@transaction.atomic
def revoke_assignment(assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """
    This will take back the right to read and weigh.

    :raises PermissionDenied: if the actor may not do the intake or direct signals of this party
    """
    signal = locked(assignment.signal, actor=actor)
    if not (permissions.may(actor, "signal:intake", signal) or permissions.may(actor, "signal:direct", signal)):
        raise PermissionDenied("signal:intake")
    signal.assignments.filter(pk=assignment.pk, revoked_at=None).update(revoked_at=now)

    audit.record("signal:unassigned", subject=signal, actor=actor, now=now, was=assignment.user_id)


@transaction.atomic
def recuse(signal: Signal, *, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will shut the actor out of a signal in which she has an interest. She cannot undo it herself.

    :raises PermissionDenied: if the actor cannot see it
    """
    signal = locked(signal, actor=actor)
    audit.record("signal:recused", subject=signal, actor=actor, now=now, reason=reason)

    if signal.handler_id == actor.user_id:
        signal.handler = None
    if _weighed_now(signal, actor):
        signal.weighing_round += 1
        move(signal, Phase.WEIGHING, actor=actor, now=now)
    else:
        signal.save(update_fields=["handler"])
    signal.assignments.filter(user_id=permissions.who(actor), revoked_at=None).update(revoked_at=now)
    involved = permissions.who(actor)
    Recusal.objects.create(signal=signal, owner_id=signal.party_id, user_id=involved, at=now, reason=reason)


def _weighed_now(signal: Signal, actor: Actor) -> bool:
    """A judgement of somebody with an interest does not count: the weighing starts again."""
    if signal.phase not in {Phase.WEIGHING, Phase.DISPUTED}:
        return False
    return signal.weighings.filter(round=signal.weighing_round, assessor_id=actor.user_id).exists()


@transaction.atomic
def hand_over(signal: Signal, *, to: int, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will give a signal another handler, for instance when somebody leaves.

    :raises PermissionDenied: if the actor does not direct the signals of this party
    :raises rules.CannotAssign: if the other is no handler of this party
    """
    signal = locked(signal, actor=actor)
    permissions.check(actor, "signal:direct", signal)
    holders = parties.role_holders("intake_officer", "director")
    if not any(each.user_id == to and each.party_id == signal.party_id for each in holders):
        raise rules.CannotAssign("Kies een behandelaar van uw eigen organisatie.")
    if signal.recusals.filter(user_id=to).exists():
        raise rules.CannotAssign("Deze persoon is betrokken bij dit signaal. Kies iemand anders.")

    signal.handler_id = to
    signal.save(update_fields=["handler"])

    audit.record("signal:handed_over", subject=signal, actor=actor, now=now, reason=reason, to=to)
