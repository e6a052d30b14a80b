"""Once an hour: write down how much came in, and tell the intake that something waits. Never what, nor exactly when."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.parties import queries as parties
from dijkwacht.reporting.models import Author, IdentityRequest, Message, Report, State

SUBJECT = "Dijkwacht: er staat iets voor u klaar"
TEXT = """Beste {name},

Er staat iets voor u klaar in Dijkwacht. Log in om het te zien:
{address}

Met opzet staat hier niet wat het is.
"""


@transaction.atomic
def collect(*, actor: Actor, now: datetime) -> int:
    """
    This will note in the log what came in since the last time, as counts, and send a notice. It returns how many.

    The log has exact moments. So an event of the moment itself would tell when somebody sat at a keyboard.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
    reports = Report.objects.filter(party_id=actor.party_id or 0, announced=False).exclude(state=State.DELETED)
    answers = Message.objects.filter(party_id=actor.party_id or 0, announced=False, author=Author.REPORTER)
    counts = {"reporting:arrived": _mark(reports), "reporting:answered": _mark(answers)}
    for action, count in counts.items():
        if count:
            audit.record(action, actor=actor, now=now, count=count)
    if any(counts.values()):
        _tell(["intake_officer"], actor=actor, now=now)
    return sum(counts.values())


def tell_custodians(*, since: datetime, actor: Actor, now: datetime) -> int:
    """This will tell the custodians that somebody asked for a name after the moment given."""
    asked = IdentityRequest.objects.filter(party_id=actor.party_id or 0, granted=None, asked_at__gt=since)
    return _tell(["custodian"], actor=actor, now=now) if asked.exists() else 0


def _mark(rows: QuerySet[Report] | QuerySet[Message]) -> int:
    return rows.update(announced=True)


def _tell(roles: list[str], *, actor: Actor, now: datetime) -> int:
    if settings.EMAIL_BACKEND.endswith((".console.EmailBackend", ".dummy.EmailBackend")):
        return 0
    here = {each.user_id for each in parties.role_holders(*roles) if each.party_id == actor.party_id}
    people = parties.addresses_of(here)
    for name, address in people:
        send_mail(SUBJECT, TEXT.format(name=name, address=settings.BASE_URL), None, [address])
    if people:
        audit.record("notice:sent", actor=actor, now=now, count=len(people))
    return len(people)
