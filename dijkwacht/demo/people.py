"""Made-up people in every role, for every party."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from dijkwacht.lib.access import Actor, acting
from dijkwacht.parties import actions as parties
from dijkwacht.parties import queries
from dijkwacht.parties.access import actor_for

DATA = Path(__file__).parent / "data"
SIGNED = date(2024, 2, 2)

TEAM = [
    "intake_officer", "second_assessor", "director", "policy_adviser", "executive",
    "communication", "personnel", "privacy_officer", "auditor", "custodian", "reporter", "reporter", "reporter",
]  # fmt: skip
SUPPORT = {"riec-nn": ["riec_adviser", "working_group"], "rud-drenthe": ["working_group"]}
SMALL_TEAMS = {"gm1701", "ws34"}
"""Parties without a second assessor of their own: a neighbour helps."""


@dataclass
class Team:
    """Who works where: actors by role."""

    party: Any
    people: dict[str, list[Actor]] = field(default_factory=dict)

    def one(self, role: str, nth: int = 0) -> Actor:
        found = self.people[role]
        return found[nth % len(found)]


def read(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def names() -> Iterator[str]:
    """This will give every first name with every surname, each pair once, in a fixed order."""
    found = read("names")
    first, last = found["first"], found["last"]
    for shift in itertools.count():
        for index, name in enumerate(first):
            yield f"{name} {last[(index + shift) % len(last)]}"


def make_managers() -> list[tuple[Any, Any]]:
    """This will give each party its first functional manager, with a made-up name. Runs as owner."""
    fresh = names()
    moment = at_noon(SIGNED)
    return [
        (party, parties.add_first_manager(party, email=_mail(name, party), name=name, now=moment))
        for party, name in zip(queries.all_parties(), fresh, strict=False)
    ]


def make_team(party: Any, manager: Any, fresh: Iterator[str]) -> Team:
    """This will let the functional manager add everybody else of her party."""
    team = Team(party)
    chief = _actor_of(party, manager, "functional_manager")
    with acting(chief, now=at_noon(SIGNED), origin="command:demo"):
        for role in SUPPORT.get(party.code, TEAM):
            if role == "second_assessor" and party.code in SMALL_TEAMS:
                continue
            name = next(fresh)
            parties.add_person(
                email=_mail(name, party),
                name=name,
                roles=[role],
                starts_on=SIGNED,
                reason="begin van de aanpak",
                actor=chief,
                now=at_noon(SIGNED),
            )
        for membership in queries.live_memberships(chief, today=SIGNED):
            team.people.setdefault(membership.role, []).append(actor_for(membership))
    _only_reporters(team)
    return team


def _only_reporters(team: Team) -> None:
    """Everybody may report; in the demo the colleagues do who have no other role, so that others can weigh."""
    busy = {actor.user_id for role, found in team.people.items() if role != "reporter" for actor in found}
    team.people["reporter"] = [actor for actor in team.people.get("reporter", []) if actor.user_id not in busy]


def _actor_of(party: Any, person: Any, role: str) -> Actor:
    return Actor(
        user_id=person.pk,
        name=person.name,
        party_id=party.pk,
        party_name=party.name,
        role=role,
        permissions=settings.ROLES[role].permissions,
    )


def _mail(name: str, party: Any) -> str:
    return f"{name.lower().replace(' ', '.').replace(chr(39), '')}@{party.code}.example"


def at_noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def label(role: str) -> str:
    """This will return the Dutch name of a role."""
    return str(settings.ROLES[role].label)
