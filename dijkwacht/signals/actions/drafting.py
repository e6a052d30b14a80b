"""A report while it is being written: encrypted, for the eyes of its writer, with its attachments."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib import scanner, vault
from dijkwacht.lib.access import Actor
from dijkwacht.lib.files import CleanFile, clean_file
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.models import Attachment, Draft

Typed = Mapping[str, list[str]]


@transaction.atomic
def save_draft(key: UUID, *, typed: Typed, actor: Actor, now: datetime, is_entry: bool = False) -> Draft:
    """
    This will keep what somebody has typed so far, encrypted, for her eyes only.

    `key` is the id that the form carries; it becomes the id of the signal.

    :raises PermissionDenied: if she may not report
    :raises rules.CannotReport: if the form with this key was already sent
    """
    if not actor.can("signal:report"):
        raise PermissionDenied("signal:report")
    rules.check_not_sent(already=permissions.sent_by(actor, key))

    sealed = vault.seal(json.dumps(dict(typed)).encode(), context=f"draft:{key}")
    if not permissions.drafts_of(actor).filter(pk=key).update(sealed=sealed, saved_at=now):
        draft = Draft(pk=key, is_entry=is_entry, sealed=sealed, created_at=now, saved_at=now)
        draft.party_id, draft.user_id = actor.party_id or 0, actor.user_id or 0
        draft.save(force_insert=True)
    return permissions.drafts_of(actor).get(pk=key)


def open_draft(draft: Draft) -> Typed:
    """This will return what was typed in a draft."""
    typed: Typed = json.loads(vault.unseal(bytes(draft.sealed), context=f"draft:{draft.pk}"))
    return typed


@transaction.atomic
def discard_draft(draft: Draft, *, actor: Actor, now: datetime) -> None:
    """This will remove a draft of the actor herself and its attachments for good."""
    gone, _ = permissions.drafts_of(actor).filter(pk=draft.pk).delete()
    if gone:
        audit.record("draft:discarded", actor=actor, now=now)


@transaction.atomic
def add_attachment(draft: Draft, *, name: str, content: bytes, actor: Actor, now: datetime) -> Attachment:
    """
    This will add a photo or document to a draft: scanned, cleaned of metadata and encrypted.

    :raises PermissionDenied: if the draft is not hers
    :raises rules.CannotAttach: if the report has its ten files
    :raises files.CannotAccept: with the reason in Dutch, if the file is too large, broken, infected or of a kind
        that we do not take
    """
    mine = permissions.drafts_of(actor).select_for_update().filter(pk=draft.pk).first()
    if mine is None:
        raise PermissionDenied("draft")
    rules.check_can_attach(mine.attachments.count())

    scanner.scan(content)
    return _keep(clean_file(name, content), mine, now=now)


def _keep(clean: CleanFile, draft: Draft, *, now: datetime) -> Attachment:
    attachment = Attachment(
        draft=draft,
        party_id=draft.party_id,
        name=clean.name,
        media_type=clean.media_type,
        size=len(clean.content),
        removed=clean.removed,
        added_at=now,
    )
    # Bound to the party and not to the row: it moves from the draft to the signal without being opened.
    attachment.sealed = vault.seal(clean.content, context=f"attachment:{attachment.party_id}")
    attachment.save(force_insert=True)
    return attachment


@transaction.atomic
def remove_attachment(attachment: Attachment, *, actor: Actor) -> None:
    """This will take an attachment out of a draft of the actor herself."""
    permissions.draft_attachments_of(actor).filter(pk=attachment.pk).delete()


@transaction.atomic
def discard_old_drafts(*, before: datetime, actor: Actor, now: datetime) -> int:
    """
    This will remove the party's drafts that nobody touched since the moment given. It returns how many.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
    old = Draft.objects.filter(party=actor.party_id, saved_at__lt=before)
    count = old.count()
    old.delete()
    if count:
        audit.record("draft:expired", actor=actor, now=now, count=count)
    return count
