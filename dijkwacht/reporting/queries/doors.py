"""Signs with what they brought, and the links of partners."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from dijkwacht.lib.access import Actor
from dijkwacht.reporting import door_rules
from dijkwacht.reporting.models import PartnerLink, Sign

STEP = 5
LINK_STATES = {"open": "te gebruiken", "expired": "verlopen", "used": "opgebruikt", "withdrawn": "ingetrokken"}


@dataclass(frozen=True, slots=True)
class SignCounted:
    sign: Sign
    brought: str


@dataclass(slots=True)
class Campaign:
    """The signs of one campaign, with what they brought together."""

    label: str
    brought: str
    signs: list[SignCounted] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LinkShown:
    link: PartnerLink
    state: str

    @property
    def words(self) -> str:
        return LINK_STATES[self.state]

    @property
    def used(self) -> int:
        return self.link.uses - self.link.uses_left


def campaigns(actor: Actor) -> list[Campaign]:
    """
    This will return the signs of the actor's party by campaign, with how many reports they brought.

    Only in steps of five: a number that goes up by one the day after somebody looked at a poster points at her.
    """
    by_sign = _fives("select sign_id, fives from reporting_sign_fives()")
    by_label = _fives("select label, fives from reporting_campaign_fives()")
    found: dict[str, Campaign] = {}
    for sign in own_signs(actor).order_by("label", "place", "id"):
        campaign = found.setdefault(sign.label, Campaign(sign.label, in_words(by_label[sign.label])))
        campaign.signs.append(SignCounted(sign, in_words(by_sign[sign.pk])))
    return list(found.values())


def own_signs(actor: Actor) -> QuerySet[Sign]:
    """This will return the signs of the actor's party, none for who does not look after the point."""
    return Sign.objects.filter(party_id=actor.party_id or 0) if actor.can("report:point") else Sign.objects.none()


def in_words(fives: int) -> str:
    """This will say how many in steps of five: "minder dan 5", "5 tot 10"."""
    return f"{fives * STEP} tot {(fives + 1) * STEP}" if fives else f"minder dan {STEP}"


def partner_links(actor: Actor, *, now: datetime) -> list[LinkShown]:
    """This will return the links of the actor's party, the newest first."""
    found = own_links(actor).select_related("made_by")
    return [LinkShown(link, door_rules.state_of(link, now=now)) for link in found]


def own_links(actor: Actor) -> QuerySet[PartnerLink]:
    """This will return the links that the actor may see and end."""
    if not actor.can("report:read"):
        return PartnerLink.objects.none()
    return PartnerLink.objects.filter(party_id=actor.party_id or 0)


def _fives(query: str) -> defaultdict[object, int]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return defaultdict(int, cursor.fetchall())
