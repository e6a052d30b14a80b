"""The name of a reporter: asked with a motive, given by the custodian for a day, and erased in time."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib import envelopes
from dijkwacht.lib.access import Actor
from dijkwacht.reporting import desk_rules, permissions
from dijkwacht.reporting.actions.intake import locked
from dijkwacht.reporting.models import IdentityRequest, KeyHolder, Report, Way
from dijkwacht.reporting.unlocked import Keys


@dataclass(frozen=True, slots=True)
class Name:
    """Who told, readable for one page."""

    name: str
    phone: str = ""
    email: str = ""
    best_time: str = ""
    organisation: str = ""

    @classmethod
    def of(cls, told: dict[str, str]) -> "Name":
        return cls(*(str(told.get(part) or "") for part in ("name", "phone", "email", "best_time", "organisation")))


@transaction.atomic
def open_known_name(report: Report, *, reason: str, keys: Keys, actor: Actor, now: datetime) -> Name:
    """
    This will show who told, of a report with a name, to the intake, with a reason that is logged.

    :raises PermissionDenied: if the actor may not read reports of this party, or it is confidential
    :raises CannotOpen: if the name was erased
    """
    report = locked(report, actor)
    if report.way != Way.KNOWN:
        raise PermissionDenied("report:identity")
    name = Name.of(keys.identity(report))
    audit.record("reporting:name_opened", subject=report, actor=actor, now=now, reason=reason, way=report.way)
    return name


@transaction.atomic
def request_identity(report: Report, *, motive: str, actor: Actor, now: datetime) -> IdentityRequest:
    """
    This will ask the custodian for the name of a confidential reporter.

    :raises PermissionDenied: if the actor may not read reports of this party
    :raises desk_rules.CannotRequest: if there is no name, or the actor waits for an answer already
    """
    report = locked(report, actor)
    waiting = report.identity_requests.filter(asked_by_id=actor.user_id or 0, granted=None).exists()
    desk_rules.check_can_request(report, waiting=waiting)
    asked = IdentityRequest.objects.create(
        party_id=report.party_id, report=report, asked_by_id=actor.user_id or 0, asked_at=now, motive=motive
    )
    audit.record("reporting:name_asked", subject=report, actor=actor, now=now, reason=motive)
    return asked


@transaction.atomic
def grant_identity(request: IdentityRequest, *, answer: str, keys: Keys, actor: Actor, now: datetime) -> None:
    """
    This will close the name again for the one who asked, who can open it for a day. The custodian sees it nowhere.

    :raises PermissionDenied: if the actor is no custodian of this party
    :raises desk_rules.CannotGrant: if it was answered, she asked it herself, or the asker has no key any more
    :raises CannotOpen: if the name was erased
    """
    request = _to_answer(request, actor)
    asker = KeyHolder.objects.filter(party_id=request.party_id, user_id=request.asked_by_id, left_at=None).first()
    if asker is None:
        raise desk_rules.CannotGrant("Wie dit vroeg, heeft geen sleutel van de kluis meer.")
    told = keys.identity(request.report)
    request.sealed_for_asker = envelopes.seal_to(bytes(asker.public), json.dumps(told).encode())
    request.expires_at = now + timedelta(hours=desk_rules.GRANT_HOURS)
    _answer(request, granted=True, answer=answer, actor=actor, now=now)


@transaction.atomic
def refuse_identity(request: IdentityRequest, *, answer: str, actor: Actor, now: datetime) -> None:
    """
    This will say no, with a reason for the one who asked.

    :raises PermissionDenied: if the actor is no custodian of this party
    :raises desk_rules.CannotGrant: if it was answered, or she asked it herself
    """
    _answer(_to_answer(request, actor), granted=False, answer=answer, actor=actor, now=now)


@transaction.atomic
def open_granted_name(request: IdentityRequest, *, keys: Keys, actor: Actor, now: datetime) -> Name:
    """
    This will show a name to the one who asked and got it, as long as the grant lasts.

    :raises PermissionDenied: if the actor may not read reports of this party
    :raises desk_rules.CannotGrant: if it was not given to her, or too long ago
    """
    permissions.check(actor, "report:read", party_id=request.party_id)
    desk_rules.check_can_open_name(request, by=actor.user_id, now=now)
    told = json.loads(envelopes.open_sealed(keys.own, bytes(request.sealed_for_asker or b"")))
    audit.record("reporting:name_opened", subject=request.report, actor=actor, now=now, reason=request.motive)
    return Name.of(told)


def _to_answer(request: IdentityRequest, actor: Actor) -> IdentityRequest:
    if not actor.can("report:identity"):
        raise PermissionDenied("report:identity")
    rows = permissions.requests_visible_to(actor).select_for_update(of=("self",)).select_related("report")
    found = rows.filter(pk=request.pk).first()
    if found is None:
        raise PermissionDenied("report:identity")
    desk_rules.check_can_answer(found, by=actor.user_id)
    return found


def _answer(request: IdentityRequest, *, granted: bool, answer: str, actor: Actor, now: datetime) -> None:
    request.granted, request.answer = granted, answer
    request.answered_by_id, request.answered_at = actor.user_id, now
    request.save(update_fields=["granted", "answer", "answered_by", "answered_at", "sealed_for_asker", "expires_at"])
    action = "reporting:name_granted" if granted else "reporting:name_refused"
    audit.record(action, subject=request.report, actor=actor, now=now, reason=answer)
