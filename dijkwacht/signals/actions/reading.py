"""Reads that leave a trace. Nobody looks at a dossier unseen."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib import vault
from dijkwacht.lib.access import Actor
from dijkwacht.signals import permissions
from dijkwacht.signals.models import Attachment, Forwarding, Signal, SourceRequest


@dataclass(frozen=True)
class PersonOpened:
    """A person as told, readable for one page."""

    name: str
    role: str
    details: str


def open_signal(signal: Signal, *, actor: Actor, now: datetime) -> None:
    """This will write down that the actor reads this signal."""
    audit.record("signal:read", subject=signal, actor=actor, now=now)


@transaction.atomic
def open_persons(signal: Signal, *, reason: str, actor: Actor, now: datetime) -> list[PersonOpened]:
    """
    This will show the persons of a signal to somebody who gives a reason; the reason is logged.

    :raises PermissionDenied: if the actor may not open persons of this signal
    """
    if not permissions.may_open_persons(actor, signal):
        raise PermissionDenied("signal:persons")
    found = [
        PersonOpened(**json.loads(vault.unseal(bytes(person.sealed), context=f"person:{person.pk}")))
        for person in signal.persons.all()
    ]
    audit.record("signal:persons_opened", subject=signal, actor=actor, now=now, reason=reason, count=len(found))
    return found


@transaction.atomic
def open_reporter(signal: Signal, *, reason: str, actor: Actor, now: datetime) -> str:
    """
    This will show who reported; for a confidential report only to the intake, with a reason that is logged.

    :raises PermissionDenied: if the actor may not see the reporter
    """
    permissions.check(actor, "signal:reporter", signal)
    receipt = signal.receipts.select_related("user").first()
    audit.record("signal:reporter_opened", subject=signal, actor=actor, now=now, reason=reason)
    return receipt.user.name if receipt and receipt.user else ""


@transaction.atomic
def open_attachment(attachment: Attachment, *, actor: Actor, now: datetime) -> bytes:
    """This will decrypt an attachment for download, and write down who took it."""
    content = vault.unseal(bytes(attachment.sealed), context=f"attachment:{attachment.party_id}")
    if attachment.signal is not None:
        audit.record("signal:attachment_opened", subject=attachment.signal, actor=actor, now=now, file=attachment.pk)
    return content


def open_incoming(forwarding: Forwarding, *, actor: Actor, now: datetime) -> None:
    """This will write down that the actor reads what another party forwarded."""
    audit.record("forwarding:read", subject=forwarding, actor=actor, now=now)


@transaction.atomic
def open_letter(forwarding: Forwarding, *, actor: Actor, now: datetime) -> bytes:
    """This will decrypt the letter of a forwarding, and write down who took it."""
    content = vault.unseal(bytes(forwarding.letter or b""), context=f"letter:{forwarding.pk}")
    audit.record("forwarding:letter_opened", subject=forwarding, actor=actor, now=now)
    return content


@transaction.atomic
def open_source_content(request: SourceRequest, *, actor: Actor, now: datetime) -> str:
    """
    This will decrypt what a source said, for handlers of the party.

    :raises PermissionDenied: if the actor does no source research for this party
    """
    permissions.check(actor, "signal:research", request.signal)
    audit.record("source:content_opened", subject=request.signal, actor=actor, now=now, source=request.source_id)
    return vault.unseal(bytes(request.sealed or b""), context=f"source:{request.pk}").decode()


def record_search(*, found: int, actor: Actor, now: datetime) -> None:
    """This will write down that somebody searched and how much it gave; the words stay out of the log."""
    audit.record("signal:searched", actor=actor, now=now, found=found)
