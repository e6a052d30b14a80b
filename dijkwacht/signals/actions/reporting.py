import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib import scanner, vault
from dijkwacht.lib.access import Actor
from dijkwacht.lib.files import clean_file
from dijkwacht.lib.ids import public_number
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.models import Attachment, Channel, Draft, Person, Phase, Receipt, Signal

MAX_ATTACHMENTS = 10


@dataclass(frozen=True)
class PersonGiven:
    """Somebody whom the reporter names, because it cannot be told without her."""

    name: str
    role: str
    details: str = ""


@dataclass(frozen=True)
class Report:
    """What a reporter tells: the object first, own observation, hearsay and thought apart."""

    title: str
    object_kind: str
    place: str
    locality: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phenomenon: str = ""
    indicators: list[str] = field(default_factory=list)
    observed_from: Any = None
    observed_until: Any = None
    own_observation: str = ""
    heard: str = ""
    interpretation: str = ""
    confidential: bool = False
    persons: list[PersonGiven] = field(default_factory=list)


@transaction.atomic
def save_draft(draft: Draft | None, *, data: dict[str, Any], actor: Actor, now: datetime) -> Draft:
    """
    This will keep what the reporter has typed so far, encrypted, for her eyes only.

    :raises PermissionDenied: if she may not report, or the draft is not hers
    """
    _check_may_report(actor)
    if draft is None:
        draft = Draft(party_id=actor.party_id, user_id=actor.user_id, created_at=now)
    elif draft.user_id != actor.user_id:
        raise PermissionDenied("draft")
    draft.sealed = vault.seal(json.dumps(data).encode(), context=f"draft:{draft.pk}")
    draft.saved_at = now
    draft.save()
    return draft


def report_draft(draft: Draft) -> dict[str, Any]:
    """This will return what was typed in a draft."""
    found: dict[str, Any] = json.loads(vault.unseal(bytes(draft.sealed), context=f"draft:{draft.pk}"))
    return found


@transaction.atomic
def discard_draft(draft: Draft, *, actor: Actor, now: datetime) -> None:
    """This will remove a draft and its attachments for good."""
    permissions.drafts_of(actor).filter(pk=draft.pk).delete()
    audit.record("draft:discarded", actor=actor, now=now)


@transaction.atomic
def add_attachment(draft: Draft, *, name: str, content: bytes, actor: Actor, now: datetime) -> Attachment:
    """
    This will add a photo or document to a draft: scanned, cleaned of metadata and encrypted.

    :raises files.CannotAccept: with the reason in Dutch, if the file is too large, broken, infected or of a kind
        that we do not take
    """
    _check_may_report(actor)
    scanner.scan(content)
    clean = clean_file(name, content)
    attachment = Attachment(
        draft=draft,
        party_id=actor.party_id,
        name=clean.name,
        media_type=clean.media_type,
        size=len(clean.content),
        removed=clean.removed,
        added_at=now,
    )
    attachment.sealed = vault.seal(clean.content, context=f"attachment:{attachment.party_id}")
    attachment.save(force_insert=True)
    return attachment


@transaction.atomic
def remove_attachment(attachment: Attachment, *, actor: Actor) -> None:
    """This will take an attachment out of a draft of the actor herself."""
    Attachment.objects.filter(pk=attachment.pk, draft__in=permissions.drafts_of(actor)).delete()


@transaction.atomic
def report_signal(
    report: Report,
    *,
    actor: Actor,
    now: datetime,
    draft: Draft | None = None,
    channel: str = Channel.INTERNAL,
    regime: str = "avg",
) -> Receipt:
    """
    This will register a report as a signal of the actor's party and return the receipt for the reporter.

    Persons are stored apart and encrypted. The reporter cannot read the signal back: the receipt is all she keeps.

    :raises PermissionDenied: if the actor may not report
    :raises rules.CannotReport: if the matter belongs in another channel (staff integrity)
    """
    _check_may_report(actor)
    phenomenon = knowledge.phenomenon(report.phenomenon) if report.phenomenon else None
    if phenomenon is not None:
        rules.check_can_report(phenomenon_separate=phenomenon.separate_channel, instead=phenomenon.instead)

    signal = _new_signal(report, actor=actor, now=now, channel=channel, regime=regime)
    signal.save(force_insert=True)
    _add_persons(signal, report.persons, now=now)
    if draft is not None:
        _move_attachments(draft, signal)
        permissions.drafts_of(actor).filter(pk=draft.pk).delete()
    receipt = _give_receipt(signal, actor=actor, now=now)

    # Who reported confidentially must not be found in the log by those who read about the signal.
    told_by = Actor(user_id=None, name="vertrouwelijke melder", party_id=actor.party_id, role=actor.role)
    audit.record("signal:reported", subject=signal, actor=told_by if report.confidential else actor, now=now)
    return receipt


def _check_may_report(actor: Actor) -> None:
    if not actor.can("signal:report"):
        raise PermissionDenied("signal:report")


def place_key(place: str) -> str:
    """This will return the place as it is compared: lower case, letters and digits only."""
    return "".join(sign for sign in place.lower() if sign.isalnum())[:300]


def _new_signal(report: Report, *, actor: Actor, now: datetime, channel: str, regime: str) -> Signal:
    today = now.date()
    return Signal(
        number=public_number("S"),
        party_id=actor.party_id,
        channel=channel,
        regime_id=regime,
        phase=Phase.RECEIVED,
        title=report.title,
        object_kind=report.object_kind,
        place=report.place,
        place_key=place_key(report.place),
        locality=report.locality,
        latitude=report.latitude,
        longitude=report.longitude,
        phenomenon_id=report.phenomenon or None,
        indicators=report.indicators,
        observed_from=report.observed_from,
        observed_until=report.observed_until,
        own_observation=report.own_observation,
        heard=report.heard,
        interpretation=report.interpretation,
        confidential=report.confidential,
        received_at=now,
        due_on=rules.due_on(Phase.RECEIVED, since=today, terms=knowledge.service_terms()),
    )


def _add_persons(signal: Signal, persons: list[PersonGiven], *, now: datetime) -> None:
    for given in persons:
        person = Person(signal=signal, party_id=signal.party_id, added_at=now)
        content = json.dumps({"name": given.name, "role": given.role, "details": given.details})
        person.sealed = vault.seal(content.encode(), context=f"person:{person.pk}")
        person.save(force_insert=True)


def _move_attachments(draft: Draft, signal: Signal) -> None:
    """Copies, because the reporter may not see rows of the signal and so may not change hers into one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into signals_attachment"
            " (id, signal_id, party_id, name, media_type, size, removed, sealed, added_at)"
            " select gen_random_uuid(), %s, party_id, name, media_type, size, removed, sealed, added_at"
            " from signals_attachment where draft_id = %s",
            [signal.pk, draft.pk],
        )


def _give_receipt(signal: Signal, *, actor: Actor, now: datetime) -> Receipt:
    receipt = Receipt(
        signal=signal,
        party_id=signal.party_id,
        user_id=actor.user_id,
        number=signal.number,
        label=signal.title,
        confidential=signal.confidential,
        submitted_at=now,
    )
    receipt.save(force_insert=True)
    return receipt
