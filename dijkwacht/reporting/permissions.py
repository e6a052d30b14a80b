"""Who may do what with a report. Outsiders reach one mailbox; officers their own party."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet

from dijkwacht.lib.access import Actor
from dijkwacht.reporting.models import IdentityRequest, Report

OUTSIDE = "outside"
"""The role of a reporter: no person, no rights, one party."""


def outsider(party_id: int, *, party_name: str = "") -> Actor:
    """This will return somebody who tells something to one party: nobody knows who."""
    return Actor(user_id=None, name="melder", party_id=party_id, party_name=party_name, role=OUTSIDE)


def visible_to(actor: Actor) -> QuerySet[Report]:
    """This will return the reports of the officer's own party; the content of each opens with the vault only."""
    if not actor.can("report:read") or actor.party_id is None:
        return Report.objects.none()
    return Report.objects.filter(party_id=actor.party_id)


def requests_visible_to(actor: Actor) -> QuerySet[IdentityRequest]:
    """This will return what was asked about names: all of the party for its custodian, her own for an officer."""
    if actor.can("report:identity") and actor.party_id is not None:
        return IdentityRequest.objects.filter(party_id=actor.party_id)
    if actor.can("report:read") and actor.party_id is not None:
        return IdentityRequest.objects.filter(party_id=actor.party_id, asked_by_id=actor.user_id or 0)
    return IdentityRequest.objects.none()


def check(actor: Actor, permission: str, *, party_id: int) -> None:
    """:raises PermissionDenied: if the actor may not do this for this party"""
    if not actor.can(permission) or actor.party_id != party_id:
        raise PermissionDenied(permission)


def in_mailbox(mailbox: bytes | None) -> None:
    """This will let the rest of the transaction reach the one mailbox with this secret id; None closes it."""
    _set("app.mailbox", mailbox.hex() if mailbox else "")


def in_draft(draft_id: str) -> None:
    """This will let the rest of the transaction reach the one interrupted report with this id."""
    _set("app.draft", draft_id)


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [name, value])
