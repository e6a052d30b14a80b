"""How long things are kept, and how they end: each step a person's or a job's, counted and reasoned."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.utils import timezone

from dijkwacht.audit import rules
from dijkwacht.audit.actions.recording import Thing, record
from dijkwacht.audit.models import Retention, State
from dijkwacht.lib.access import Actor

_NOBODY: dict[str, Any] = {
    "first_by_id": None,
    "first_by_name": "",
    "first_at": None,
    "second_by_id": None,
    "second_by_name": "",
    "second_at": None,
}


@transaction.atomic
def schedule(
    subject: models.Model | Thing,
    *,
    term_code: str,
    duration: str,
    event_on: date,
    actor: Actor,
    now: datetime,
    party_id: int | None = None,
    max_extensions: int = 0,
    extension: str = "",
    term_name: str = "",
) -> date:
    """
    This will start the term of a thing, or start it again from a new event; it returns the day it ends.

    `duration` and `extension` are ISO 8601, such as "P1Y", and come from the reference data, never from code. A
    thing that is held stays held, with the new end.

    :raises rules.CannotSchedule: if people already agreed to destroy it
    """
    ends_on = rules.ends_on(event_on, duration)
    thing = subject if isinstance(subject, Thing) else Thing.of(subject)
    party = party_id or thing.party_id or actor.party_id
    with connection.cursor() as cursor:
        cursor.execute(
            "select audit_schedule(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                thing.label,
                thing.key,
                thing.number,
                party,
                term_code,
                term_name,
                duration,
                max_extensions,
                extension,
                event_on,
                ends_on,
                now,
            ],
        )
        was = cursor.fetchone()[0]
    if was in {State.FIRST_AGREED, State.AGREED, State.DESTROYED}:
        raise rules.CannotSchedule("Over het vernietigen hiervan is al besloten.")
    record("retention:scheduled", subject=subject, actor=actor, now=now, term=term_code, ends_on=ends_on)
    return ends_on


@transaction.atomic
def withdraw(subject: models.Model, *, actor: Actor, now: datetime) -> None:
    """This will stop the term of a thing that is in use again; agreements to destroy it lapse, a hold stays."""
    thing = Thing.of(subject)
    with connection.cursor() as cursor:
        cursor.execute("select audit_withdraw(%s, %s, %s)", [thing.label, thing.key, now])
        changed = cursor.fetchone()[0]
    if changed:
        record("retention:withdrawn", subject=subject, actor=actor, now=now)


@transaction.atomic
def propose(retention: Retention, *, actor: Actor, now: datetime) -> Retention:
    """
    This will put a thing whose term has ended before the two people who decide.

    :raises PermissionDenied: if the actor is neither Dijkwacht itself nor somebody who decides
    :raises rules.CannotPropose: if the term runs on
    """
    retention = _locked(retention, actor, "job:run", "retention:decide")
    rules.check_can_propose(retention, today=timezone.localdate(now))
    return _step(retention, "proposed", actor=actor, now=now, state=State.PROPOSED)


def propose_due(*, actor: Actor, now: datetime) -> int:
    """This will propose everything of the actor's party whose term has ended, and return how many."""
    due = Retention.objects.filter(
        party_id=actor.party_id or 0, state=State.RUNNING, ends_on__lte=timezone.localdate(now)
    )
    return len([propose(retention, actor=actor, now=now) for retention in due])


@transaction.atomic
def agree(retention: Retention, *, actor: Actor, now: datetime) -> Retention:
    """
    This will agree to destroy a thing: first one person, then another.

    :raises PermissionDenied: if the actor may not decide for this party
    :raises rules.CannotAgree: if it is not proposed, or the same person agrees twice
    """
    retention = _locked(retention, actor, "retention:decide")
    rules.check_can_agree(retention, by=actor.user_id)
    if retention.state == State.PROPOSED:
        first: dict[str, Any] = {"first_by_id": actor.user_id, "first_by_name": actor.name, "first_at": now}
        return _step(retention, "agreed", actor=actor, now=now, state=State.FIRST_AGREED, **first)
    second: dict[str, Any] = {"second_by_id": actor.user_id, "second_by_name": actor.name, "second_at": now}
    return _step(retention, "agreed", actor=actor, now=now, state=State.AGREED, **second)


@transaction.atomic
def extend(retention: Retention, *, reason: str, actor: Actor, now: datetime) -> Retention:
    """
    This will keep a thing for as long as an extension of its term is; it counts.

    :raises PermissionDenied: if the actor may not decide for this party
    :raises rules.CannotExtend: if it was extended as often as the term allows
    """
    retention = _locked(retention, actor, "retention:decide")
    rules.check_can_extend(retention)
    later = rules.extended_until(retention, today=timezone.localdate(now))
    changes = {"ends_on": later, "extensions": retention.extensions + 1, **_NOBODY}
    return _step(retention, "extended", reason=reason, actor=actor, now=now, state=State.RUNNING, **changes)


@transaction.atomic
def hold(retention: Retention, *, reason: str, actor: Actor, now: datetime) -> Retention:
    """
    This will keep a thing whatever its term, for instance while a court looks at it; agreements lapse.

    :raises PermissionDenied: if the actor may not decide for this party
    :raises rules.CannotHold: if it is held already, or gone
    """
    retention = _locked(retention, actor, "retention:decide")
    rules.check_can_hold(retention)
    return _step(
        retention, "held", reason=reason, actor=actor, now=now, state=State.HELD, hold_reason=reason, **_NOBODY
    )


@transaction.atomic
def release(retention: Retention, *, reason: str, actor: Actor, now: datetime) -> Retention:
    """
    This will let the term decide again about a thing that was held.

    :raises PermissionDenied: if the actor may not decide for this party
    :raises rules.CannotHold: if it is not held
    """
    retention = _locked(retention, actor, "retention:decide")
    rules.check_can_release(retention)
    return _step(retention, "released", reason=reason, actor=actor, now=now, state=State.RUNNING, hold_reason="")


@transaction.atomic
def bury(retention: Retention, *, actor: Actor, now: datetime) -> Retention:
    """
    This will make the row a tombstone; the owning room calls it in the transaction that destroys the content.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    :raises rules.CannotBury: if two people have not agreed
    """
    retention = _locked(retention, actor, "job:run")
    rules.check_can_bury(retention)
    return _step(retention, "destroyed", actor=actor, now=now, state=State.DESTROYED, destroyed_at=now)


def _locked(retention: Retention, actor: Actor, *permissions: str) -> Retention:
    locked = Retention.objects.select_for_update().filter(pk=retention.pk, party_id=actor.party_id or 0).first()
    if locked is None or not any(actor.can(permission) for permission in permissions):
        raise PermissionDenied(permissions[0])
    return locked


def _step(
    retention: Retention, kind: str, *, actor: Actor, now: datetime, reason: str = "", **changes: Any
) -> Retention:
    """Save the changes, remember who did it, and write it in the log."""
    for name, value in changes.items():
        setattr(retention, name, value)
    retention.changed_at = now
    retention.save()
    retention.steps.create(
        party_id=retention.party_id,
        at=now,
        kind=kind,
        user_id=actor.user_id,
        user_name=actor.name,
        reason=reason,
        ends_on=retention.ends_on,
    )
    record(
        f"retention:{kind}",
        subject=Thing(retention.subject_type, retention.subject_id, retention.subject_number, retention.party_id),
        actor=actor,
        now=now,
        reason=reason,
        extensions=retention.extensions,
    )
    return retention
