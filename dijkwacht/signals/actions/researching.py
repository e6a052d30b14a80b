from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib import vault
from dijkwacht.lib.access import Actor
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.actions.moving import locked
from dijkwacht.signals.models import Signal, SourceRequest


@transaction.atomic
def request_source(
    signal: Signal, *, source: str, legal_basis: str, purpose: str, necessity: str, actor: Actor, now: datetime
) -> SourceRequest:
    """
    This will ask the privacy officer whether a source may be consulted for this signal (privacy check 1).

    The privacy officer reads purpose and necessity, never the signal.

    :raises PermissionDenied: if the actor does no source research for this party
    :raises rules.CannotResearch: if the signal is not in source research
    """
    signal = locked(signal, actor=actor)
    permissions.check(actor, "signal:research", signal)
    rules.check_can_research(signal)

    request = signal.source_requests.create(
        number=signal.number,
        party_id=signal.party_id,
        source_id=source,
        legal_basis_id=legal_basis,
        purpose=purpose,
        necessity=necessity,
        requested_by_id=permissions.who(actor),
        requested_at=now,
    )
    audit.record("source:requested", subject=signal, actor=actor, now=now, source=source, legal_basis=legal_basis)
    return request


def _locked_request(request: SourceRequest) -> SourceRequest:
    return SourceRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


@transaction.atomic
def check_source(request: SourceRequest, *, allowed: bool, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will record the privacy officer's answer for one source.

    :raises PermissionDenied: if the actor does not check sources for this party
    :raises rules.CannotResearch: if it was answered, or she asked herself
    """
    if not permissions.source_checks_of(actor).filter(pk=request.pk).exists():
        raise PermissionDenied("source:check")
    request = _locked_request(request)
    rules.check_can_check(request, by=actor.user_id)

    request.allowed = allowed
    request.check_reason = reason
    request.checked_by_id = actor.user_id
    request.checked_at = now
    request.save()

    audit.record("source:checked", subject=request, actor=actor, now=now, allowed=allowed, source=request.source_id)


@transaction.atomic
def record_hit(request: SourceRequest, *, hit: bool, actor: Actor, now: datetime) -> None:
    """
    This will record whether the source knows the object: hit or no hit, before any content.

    :raises PermissionDenied: if the actor does no source research for this party
    :raises rules.CannotResearch: if the privacy check does not allow it
    """
    permissions.check(actor, "signal:research", locked(request.signal, actor=actor))
    request = _locked_request(request)
    rules.check_can_record_hit(request)

    request.hit = hit
    request.hit_at = now
    request.save()

    audit.record("source:hit", subject=request.signal, actor=actor, now=now, hit=hit, source=request.source_id)


@transaction.atomic
def record_content(request: SourceRequest, *, content: str, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will store, encrypted, what the source says, with the reason why hit alone is not enough.

    :raises PermissionDenied: if the actor does no source research for this party
    :raises rules.CannotResearch: if there was no hit, or this source gives only hit or no hit
    """
    permissions.check(actor, "signal:research", locked(request.signal, actor=actor))
    request = _locked_request(request)
    rules.check_can_record_content(request, hit_only=knowledge.source(request.source_id).hit_only)

    request.sealed = vault.seal(content.encode(), context=f"source:{request.pk}")
    request.content_reason = reason
    request.content_at = now
    request.save()

    audit.record("source:content", subject=request.signal, actor=actor, now=now, source=request.source_id)
