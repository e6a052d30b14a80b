"""Telling people that something waits. An e-mail is read on many screens, so it never says what."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.lib.workdays import is_workday
from dijkwacht.parties import queries as parties
from dijkwacht.signals.models import Forwarding
from dijkwacht.signals.queries.waiting import people_to_tell

SUBJECT = "Dijkwacht: er staat iets voor u klaar"
TEXT = """Beste {name},

Er staat iets voor u klaar in Dijkwacht. Log in om het te zien:
{address}

Met opzet staat hier niet wat het is. U krijgt dit bericht ten hoogste één keer per dag.
"""


def tell_people(*, actor: Actor, now: datetime) -> int:
    """
    This will send an e-mail to everybody of the actor's party for whom something waits. It returns how many.

    Nothing is sent on free days, or when no e-mail is configured.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
    today = timezone.localdate(now)
    if not is_workday(today) or not _is_configured():
        return 0
    people = parties.addresses_of(people_to_tell(actor, today=today))
    for name, address in people:
        send_mail(SUBJECT, TEXT.format(name=name, address=settings.BASE_URL), None, [address])
    if people:
        audit.record("notice:sent", actor=actor, now=now, count=len(people))
    return len(people)


def _is_configured() -> bool:
    return not settings.EMAIL_BACKEND.endswith((".console.EmailBackend", ".dummy.EmailBackend"))


@transaction.atomic
def flag_late_forwardings(*, actor: Actor, now: datetime) -> int:
    """
    This will flag the party's forwardings whose confirmation is late, each once. It returns how many.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
    today = timezone.localdate(now)
    late = Forwarding.objects.filter(party=actor.party_id, sent_at__isnull=False, confirm_by__lt=today)
    late = late.filter(confirmed_at=None, returned_at=None, late_since=None).select_related("signal")
    found = list(late)
    for forwarding in found:
        forwarding.late_since = today
        forwarding.save(update_fields=["late_since"])
        audit.record("forwarding:late", subject=forwarding.signal, actor=actor, now=now, number=forwarding.number)
    return len(found)
