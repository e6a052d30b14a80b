"""Links with which a partner hands in something without seeing anything."""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.reporting import door_rules as rules
from dijkwacht.reporting.models import PartnerLink

_BYTES = 24


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A new link, with the token that is shown once and kept nowhere."""

    link: PartnerLink
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invited:
    """What somebody with the token learns: whose link it is, and whether it still works."""

    party_id: int
    label: str
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == "open"


@transaction.atomic
def make_partner_link(*, label: str, uses: int, days: int, actor: Actor, now: datetime) -> MadeLink:
    """
    This will make a link for one organisation, for so many reports and so many days.

    :raises PermissionDenied: if the actor does not read reports
    :raises rules.CannotMakeLink: if it would work too often or too long
    """
    if not actor.can("report:read"):
        raise PermissionDenied("report:read")
    rules.check_link(uses=uses, days=days)

    token = secrets.token_urlsafe(_BYTES)
    link = PartnerLink(token_hash=_hash(token), label=label.strip(), uses=uses, uses_left=uses, made_at=now)
    link.expires_at = now + timedelta(days=days)
    link.party_id, link.made_by_id = actor.party_id or 0, actor.user_id or 0
    link.save(force_insert=True)

    audit.record("reporting:link_made", subject=link, actor=actor, now=now, uses=uses, days=days)
    return MadeLink(link, token)


@transaction.atomic
def withdraw_partner_link(link: PartnerLink, *, actor: Actor, now: datetime) -> None:
    """
    This will end a link at once.

    :raises PermissionDenied: if the actor does not read the reports of that party
    """
    if not actor.can("report:read") or link.party_id != actor.party_id:
        raise PermissionDenied("report:read")
    if PartnerLink.objects.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=now):
        audit.record("reporting:link_withdrawn", subject=link, actor=actor, now=now)


def look_up_partner_link(token: str) -> Invited | None:
    """This will return whose link this is, None when there is no such link."""
    with connection.cursor() as cursor:
        cursor.execute("select party_id, label, state from reporting_partner_link(%s)", [_hash(token)])
        row = cursor.fetchone()
    return Invited(*row) if row else None


def use_partner_link(token: str) -> str:
    """
    This will use a link once and return the name of the organisation; together with what is sent, or not at all.

    :raises rules.LinkGone: if it no longer works
    """
    with connection.cursor() as cursor:
        cursor.execute("select reporting_use_partner_link(%s)", [_hash(token)])
        label: str | None = cursor.fetchone()[0]
    if label is None:
        found = look_up_partner_link(token)
        raise rules.LinkGone(rules.WHY_CLOSED[found.state if found and not found.is_open else "unknown"])
    return label


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
