"""Who is competent: what the routing table says about a phenomenon, and which parties that can be."""

from dataclasses import dataclass

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.parties import queries as parties
from dijkwacht.signals.models import Signal


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of the routing table, ready to choose."""

    authority: str
    name: str
    hint: str
    legal_basis: str
    asks_consent: bool


def proposals_for(signal: Signal) -> list[Proposal]:
    """This will return whom the routing table proposes: who leads first, then who is informed, then with consent."""
    if not signal.phenomenon_id:
        return []
    order = ["lead", "informed", "consent"]
    routes = sorted(knowledge.routes_of(signal.phenomenon_id), key=lambda each: order.index(each.part))
    return [
        Proposal(
            authority=route.authority_id,
            name=route.authority.name,
            hint=". ".join(filter(None, [route.get_part_display().capitalize(), route.note])),
            legal_basis=route.legal_basis_id or "",
            asks_consent=route.part == "consent",
        )
        for route in routes
    ]


def recipients_for(signal: Signal, authority: str) -> list[tuple[int, str]]:
    """This will return the parties that can be this authority, empty if it takes no part in Dijkwacht."""
    kind = knowledge.authority(authority).party_kind
    if not kind:
        return []
    found = parties.all_parties().filter(kind=kind).exclude(pk=signal.party_id)
    return [(party.pk, party.name) for party in found]
