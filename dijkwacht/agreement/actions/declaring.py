"""What a party says about its own ambitions."""

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dijkwacht.agreement import permissions, rules
from dijkwacht.agreement.models import Ambition, Declaration, Document
from dijkwacht.audit import actions as audit
from dijkwacht.lib import vault
from dijkwacht.lib.access import Actor

if TYPE_CHECKING:
    from dijkwacht.lib.files import CleanFile
    from dijkwacht.parties.models import Party


@transaction.atomic
def declare_status(
    ambition: Ambition,
    *,
    party: "Party",
    status: str,
    statement: str,
    declared_on: date,
    valid_until: date,
    document: "CleanFile | None" = None,
    actor: Actor,
    now: datetime,
) -> Declaration:
    """
    This will add what a party declares about an ambition; an earlier declaration stays in the history.

    :param document: a file that went through `lib.files.clean_file`
    :raises PermissionDenied: if she may not declare for this party
    :raises rules.CannotDeclare: if the ambition is not for this party, the dates cannot be, or proof is missing
    """
    declared_by = permissions.check_can_declare(actor, party.pk)
    rules.check_can_declare(
        ambition,
        party=party,
        status=status,
        declared_on=declared_on,
        valid_until=valid_until,
        has_document=document is not None,
        today=timezone.localdate(now),
    )

    declaration = Declaration.objects.create(
        ambition=ambition,
        party=party,
        status=status,
        statement=statement,
        declared_on=declared_on,
        valid_until=valid_until,
        declared_by_id=declared_by,
        declared_at=now,
        has_document=document is not None,
    )
    if document is not None:
        _keep(document, declaration)

    audit.record("declaration:made", subject=declaration, actor=actor, now=now, ambition=ambition.number, status=status)
    return declaration


@transaction.atomic
def withdraw_declaration(declaration: Declaration, *, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will withdraw a declaration: from now on the one before it counts again, if that still holds.

    :raises PermissionDenied: if she may not declare for this party
    :raises rules.CannotWithdraw: if it was withdrawn before
    """
    declaration = Declaration.objects.select_for_update().get(pk=declaration.pk)
    permissions.check_can_declare(actor, declaration.party_id)
    rules.check_can_withdraw(declaration)

    declaration.withdrawn_at = now
    declaration.withdrawn_by_id = actor.user_id
    declaration.withdrawal_reason = reason
    declaration.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])

    audit.record("declaration:withdrawn", subject=declaration, actor=actor, now=now, reason=reason)


def open_document(document: Document, *, actor: Actor, now: datetime) -> bytes:
    """This will return the content of a document, and write down who opened it."""
    audit.record("declaration:document_opened", subject=document.declaration, actor=actor, now=now)
    return vault.unseal(bytes(document.content), context=_context(document.declaration_id))


def _keep(document: "CleanFile", declaration: Declaration) -> None:
    Document.objects.create(
        declaration=declaration,
        party_id=declaration.party_id,
        name=document.name,
        media_type=document.media_type,
        size=len(document.content),
        sha256=hashlib.sha256(document.content).hexdigest(),
        content=vault.seal(document.content, context=_context(declaration.pk)),
    )


def _context(declaration_id: int) -> str:
    return f"agreement.document:{declaration_id}"
