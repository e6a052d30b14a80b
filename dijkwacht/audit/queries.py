"""Reads of the log and of the terms."""

from datetime import date, datetime, time

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from dijkwacht.audit.models import Check, Event, Retention, Seal, State, Threshold
from dijkwacht.audit.unusual import Thresholds, unusual_reading
from dijkwacht.lib.access import Actor, current_actor
from dijkwacht.lib.compiled import Compiled, slot

__all__ = [
    "Thresholds",
    "agreed_for_destruction",
    "events_of",
    "last_check",
    "last_seal",
    "reads_today",
    "retention_of",
    "thresholds",
    "unusual_reading",
    "waiting_for",
    "waiting_for_seal",
]


def events_of(subject: Model) -> QuerySet[Event]:
    """This will return what was done with one thing, newest first, as far as the reader may see."""
    return Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def reads_today(subject: Model, *, today: date) -> int:
    """This will count how often a thing was opened today, for whoever works on it; not by whom."""
    since = timezone.make_aware(datetime.combine(today, time()))
    with connection.cursor() as cursor:
        cursor.execute("select audit_times_read(%s, %s, %s)", [subject._meta.label_lower, str(subject.pk), since])
        return int(cursor.fetchone()[0])


def retention_of(subject: Model) -> Retention | None:
    """This will return how long a thing is kept, or None when no term runs or the reader may not know."""
    return _RETENTION.first(type=subject._meta.label_lower, id=str(subject.pk))


_RETENTION = Compiled(lambda: Retention.objects.filter(subject_type=slot("type"), subject_id=slot("id")))


def agreed_for_destruction(label: str) -> QuerySet[Retention]:
    """
    This will return the terms of one kind of thing, of the acting party, on which two people agreed.

    The room that owns the thing destroys its content and calls `actions.bury`, in one transaction.
    """
    party = current_actor().party_id or 0
    return Retention.objects.filter(subject_type=label, state=State.AGREED, party_id=party).order_by("id")


def waiting_for(actor: Actor) -> QuerySet[Retention]:
    """This will return what waits for this person's agreement to destroy it: not what she agreed to already."""
    if not actor.can("retention:decide"):
        return Retention.objects.none()
    waiting = Retention.objects.filter(party_id=actor.party_id or 0, state__in=[State.PROPOSED, State.FIRST_AGREED])
    return waiting.exclude(state=State.FIRST_AGREED, first_by_id=actor.user_id)


def last_seal() -> Seal | None:
    return Seal.objects.first()


def last_check() -> Check | None:
    return Check.objects.first()


def waiting_for_seal() -> int:
    """This will count the rows that no seal covers yet."""
    with connection.cursor() as cursor:
        cursor.execute("select audit_waiting()")
        return int(cursor.fetchone()[0])


def thresholds() -> Thresholds:
    """This will return from where reading is called unusual."""
    return Thresholds(**{each.code.replace("-", "_"): each.value for each in Threshold.objects.all()})
