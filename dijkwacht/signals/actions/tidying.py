from datetime import datetime

from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.lib.ids import uuid7
from dijkwacht.lib.numbering import save_with_number
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.actions.moving import drop_waiting, locked, move
from dijkwacht.signals.models import Phase, Signal


@transaction.atomic
def merge_signal(signal: Signal, *, into: Signal, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will set a signal aside as part of another about the same thing. It can be undone.

    :raises PermissionDenied: if the actor does not direct the signals of this party
    :raises rules.CannotMerge: if the two cannot be one
    """
    if signal.pk == into.pk:
        raise rules.CannotMerge("Een signaal kan niet met zichzelf worden samengevoegd.")
    # Always in the same order, so that two people who merge each the other way do not wait for each other.
    first, second = sorted([signal, into], key=lambda each: each.pk)
    found = {each.pk: locked(each, actor=actor) for each in (first, second)}
    signal, into = found[signal.pk], found[into.pk]
    permissions.check(actor, "signal:direct", signal)
    permissions.check(actor, "signal:direct", into)
    rules.check_can_merge(signal, into)

    signal.decisions.create(
        party_id=signal.party_id,
        kind="merge",
        from_phase=signal.phase,
        outcome=signal.outcome,
        keep_until=signal.keep_until,
        reason=reason,
        made_by_id=permissions.who(actor),
        made_at=now,
    )
    drop_waiting(signal, why=f"Vervallen: het signaal is samengevoegd met {into.number}.")
    signal.merged_into = into
    move(signal, Phase.MERGED, actor=actor, now=now)

    audit.record("signal:merged", subject=signal, actor=actor, now=now, reason=reason, into=into.number)


@transaction.atomic
def unmerge_signal(signal: Signal, *, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will undo a merge: the signal goes back to the phase it came from.

    :raises PermissionDenied: if the actor does not direct the signals of this party
    :raises rules.CannotMerge: if it is not merged
    """
    signal = locked(signal, actor=actor)
    permissions.check(actor, "signal:direct", signal)
    rules.check_can_unmerge(signal)

    merge = signal.decisions.filter(kind="merge").latest("made_at")
    signal.merged_into = None
    signal.outcome = merge.outcome
    move(signal, merge.from_phase, actor=actor, now=now, keep_until=merge.keep_until)

    audit.record("signal:unmerged", subject=signal, actor=actor, now=now, reason=reason)


@transaction.atomic
def split_signal(
    signal: Signal, *, title: str, place: str, own_observation: str, actor: Actor, now: datetime
) -> Signal:
    """
    This will make a second signal out of one that tells two things. The new one starts at the intake.

    :raises PermissionDenied: if the actor does not direct the signals of this party
    :raises rules.CannotMerge: if the signal is not open
    """
    from dijkwacht.signals.actions.reporting import place_key

    signal = locked(signal, actor=actor)
    permissions.check(actor, "signal:direct", signal)
    rules.check_can_split(signal)

    part = Signal.objects.get(pk=signal.pk)
    part.pk = uuid7()
    part.split_from = signal
    part.title, part.place, part.own_observation = title, place, own_observation
    part.place_key = place_key(place)
    part.heard = part.interpretation = part.outcome = ""
    part.own_task = part.assessed_at = part.decided_at = None
    part.weighing_round = 1
    part.acknowledged_at = part.acknowledged_at or now
    part.handler_id = part.handler_id or actor.user_id
    part._state.adding = True
    save_with_number(part, "S", lambda: move(part, Phase.INTAKE, actor=actor, now=now))

    audit.record("signal:split", subject=signal, actor=actor, now=now, part=part.number)
    return part
