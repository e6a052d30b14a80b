"""The end of a report: the name first, then everything that was told, when two people agreed."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.audit import queries as audit_queries
from dijkwacht.lib.access import Actor
from dijkwacht.reporting import rules
from dijkwacht.reporting.actions.intake import forget_name
from dijkwacht.reporting.models import IdentityRequest, Mask, Message, Report, ReportFile, State

_CONTENT = (
    "mailbox", "reporter_public", "key_for_party", "key_for_reporter", "content",
    "identity", "identity_key", "identity_party_key",
)  # fmt: skip


@transaction.atomic
def destroy_agreed_reports(*, actor: Actor, now: datetime) -> int:
    """
    This will destroy what was told in the reports whose destruction two people agreed on. It returns how many.

    Text, files, messages, masked words and what was asked about the name go; the mailbox opens no more, as if it
    never was. A row without content stays for the count.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    _only_itself(actor)
    agreed = list(audit_queries.agreed_for_destruction(Report._meta.label_lower))
    for retention in agreed:
        report = Report.objects.select_for_update().filter(pk=retention.subject_id).first()
        if report is not None:
            _empty(report, now=now)
        audit.bury(retention, actor=actor, now=now)
    return len(agreed)


@transaction.atomic
def erase_names(*, before: datetime, actor: Actor, now: datetime) -> int:
    """
    This will erase who told what was closed before the moment given. It returns how many.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    _only_itself(actor)
    over = Report.objects.filter(party_id=actor.party_id or 0, closed_hour__lt=before, identity__isnull=False)
    found = list(over.select_for_update())
    for report in found:
        forget_name(report, actor=actor, now=now)
    return len(found)


@transaction.atomic
def end_grants(*, actor: Actor, now: datetime) -> int:
    """
    This will take back the names that the custodian gave for a day. It returns how many.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    _only_itself(actor)
    past = IdentityRequest.objects.filter(party_id=actor.party_id or 0, expires_at__lte=now)
    return past.filter(sealed_for_asker__isnull=False).update(sealed_for_asker=None)


def _empty(report: Report, *, now: datetime) -> None:
    for rows in (ReportFile.objects, Message.objects, Mask.objects, IdentityRequest.objects):
        rows.filter(report=report).delete()
    for name in _CONTENT:
        setattr(report, name, None)
    report.state = State.DELETED
    report.closed_hour = report.closed_hour or rules.hour_of(now)
    report.save(update_fields=[*_CONTENT, "state", "closed_hour"])


def _only_itself(actor: Actor) -> None:
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
