"""The log itself is not kept for ever either: each month has a term, and two people who agree."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q

from dijkwacht.audit import queries, rules, sealing
from dijkwacht.audit.actions.recording import Thing
from dijkwacht.audit.actions.retention import bury, schedule
from dijkwacht.audit.models import Retention, State
from dijkwacht.lib import merkle
from dijkwacht.lib.access import Actor

MONTH = "audit.month"
TERM = "access_log"


@transaction.atomic
def start_month_terms(*, duration: str, term_name: str, actor: Actor, now: datetime) -> int:
    """
    This will start the term of each month of the log that is over, and start it again when the reference data give
    another duration. It returns how many. The party that the actor works for keeps the log.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    _check_is_job(actor)
    with connection.cursor() as cursor:
        cursor.execute("select month from audit_months()")
        months = [month for (month,) in cursor.fetchall()]
    known = Retention.objects.filter(subject_type=MONTH)
    done = set(known.filter(~Q(state=State.RUNNING) | Q(duration=duration)).values_list("subject_id", flat=True))
    fresh = [month for month in months if f"{month:%Y-%m}" not in done]
    for month in fresh:
        thing = Thing(MONTH, f"{month:%Y-%m}", f"logboek {month:%Y-%m}", actor.party_id)
        schedule(
            thing,
            term_code=TERM,
            term_name=term_name,
            duration=duration,
            event_on=_last_day(month),
            actor=actor,
            now=now,
        )
    return len(fresh)


def destroy_agreed_months(*, actor: Actor, now: datetime) -> int:
    """
    This will destroy the months of the log on which two people agreed, and return how many.

    What stays of a month are the leaves of its rows, under a signature: all seals can still be checked.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    _check_is_job(actor)
    return len([_destroy(each, actor=actor, now=now) for each in list(queries.agreed_for_destruction(MONTH))])


@transaction.atomic
def _destroy(retention: Retention, *, actor: Actor, now: datetime) -> Retention:
    month = date.fromisoformat(f"{retention.subject_id}-01")
    with connection.cursor() as cursor:
        cursor.execute("select seq, leaf from audit_month_leaves(%s)", [month])
        rows = [(seq, bytes(leaf)) for seq, leaf in cursor.fetchall()]
        leaves = [leaf for _, leaf in rows]
        gone = sealing.destroyed(
            month=retention.subject_id, now=now, rows=[seq for seq, _ in rows], root=merkle.root(leaves)
        )
        cursor.execute("select audit_drop_month(%s, %s, %s)", [month, gone.statement, gone.signature])
    return bury(retention, actor=actor, now=now)


def _last_day(month: date) -> date:
    return rules.ends_on(month, "P1M") - timedelta(days=1)


def _check_is_job(actor: Actor) -> None:
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
