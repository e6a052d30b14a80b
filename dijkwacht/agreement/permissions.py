"""Who may see and declare what. Says the same as the row-level security of migration 0002."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from dijkwacht.agreement.models import Declaration, Document, Norm, Report
from dijkwacht.lib.access import Actor


def declarations_visible_to(actor: Actor) -> QuerySet[Declaration]:
    """This will return what all parties declared; the documents behind it are another matter."""
    return Declaration.objects.all() if actor.can("agreement:read") else Declaration.objects.none()


def documents_visible_to(actor: Actor) -> QuerySet[Document]:
    """This will return the documents of the own party only."""
    if not actor.can("agreement:read"):
        return Document.objects.none()
    return Document.objects.filter(Q(party_id=actor.party_id))


def norms_visible_to(actor: Actor) -> QuerySet[Norm]:
    """This will return all norms, also those of the past."""
    return Norm.objects.all() if actor.can("agreement:read") else Norm.objects.none()


def reports_visible_to(actor: Actor) -> QuerySet[Report]:
    """This will return the reports on the whole province, on the own party, and those made by the own party."""
    if not actor.can("agreement:report"):
        return Report.objects.none()
    ours = Q(party=None) | Q(party_id=actor.party_id) | Q(made_for_id=actor.party_id)
    return Report.objects.filter(ours)


def can_declare(actor: Actor, party_id: int | None) -> bool:
    """This will tell whether she may declare for this party: her own, and no other."""
    return actor.can("agreement:declare") and party_id is not None and actor.party_id == party_id


def check_can_declare(actor: Actor, party_id: int) -> int:
    """
    This will return who declares.

    :raises PermissionDenied: if she may not declare for this party
    """
    if not can_declare(actor, party_id):
        raise PermissionDenied
    return check_can(actor, "agreement:declare")[0]


def check_can(actor: Actor, permission: str) -> tuple[int, int]:
    """
    This will return who acts and for which party.

    :raises PermissionDenied: if she does not have the right, or works for nobody
    """
    if not actor.can(permission) or actor.user_id is None or actor.party_id is None:
        raise PermissionDenied
    return actor.user_id, actor.party_id
