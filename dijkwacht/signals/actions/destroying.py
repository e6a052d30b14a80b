"""The end of a signal: destroyed when two people agreed; the reporter's name goes first."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q

from dijkwacht.audit import actions as audit
from dijkwacht.audit import queries as audit_queries
from dijkwacht.lib.access import Actor
from dijkwacht.signals.models import Receipt, Signal


@transaction.atomic
def destroy_agreed(*, actor: Actor, now: datetime) -> int:
    """
    This will destroy the signals of the actor's party whose destruction two people agreed on, with all that hangs
    on them (the database cascades), and leave a tombstone each. It returns how many.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
    agreed = list(audit_queries.agreed_for_destruction(Signal._meta.label_lower))
    for retention in agreed:
        with connection.cursor() as cursor:
            cursor.execute("delete from signals_signal where id = %s", [retention.subject_id])
        audit.bury(retention, actor=actor, now=now)
    return len(agreed)


@transaction.atomic
def erase_reporters(*, before: datetime, actor: Actor, now: datetime) -> int:
    """
    This will erase who reported from receipts of signals closed before the moment given. It returns how many.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
    # A merged signal is over when the one that it became part of is.
    over = Q(signal__closed_at__lt=before) | Q(signal__merged_into__closed_at__lt=before)
    done = Receipt.objects.filter(over, party=actor.party_id, erased_at=None, user__isnull=False)
    count = done.update(user=None, erased_at=now)
    if count:
        audit.record("reporter:erased", actor=actor, now=now, count=count)
    return count
