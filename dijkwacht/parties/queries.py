"""Reads about parties and people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.db.models.functions import Lower

from dijkwacht.lib.access import Actor
from dijkwacht.parties import permissions
from dijkwacht.parties.models import Membership, Party, PartyKind, RightsReview, User

A_YEAR = timedelta(days=365)
# Everybody reports: what else somebody does says more.
REPORTER_LAST = Case(When(role="reporter", then=1), default=0)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role now; the name and nothing more."""

    user_id: int
    name: str
    party_id: int
    role: str


@dataclass(slots=True)
class DemoPerson:
    """Somebody fictional to step in as, with the roles she can work in."""

    user_id: int
    name: str
    roles: list[tuple[int, str]] = field(default_factory=list)

    @property
    def main_roles(self) -> list[tuple[int, str]]:
        """What somebody is there for; everybody reports too."""
        return [each for each in self.roles if each[1] != "reporter"] or self.roles


def role_holders(*roles: str) -> list[Holder]:
    """
    This will return who holds these roles, in all parties, by name.

    Empty for those who handle no signals: the database function asks for signal:read.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select user_id, name, party_id, role from parties_holders(%s) order by name, user_id", [list(roles)]
        )
        return [Holder(*row) for row in cursor.fetchall()]


def own_party(actor: Actor) -> Party:
    return Party.objects.get(Q(pk=actor.party_id))


def functional_managers() -> list[str]:
    """This will return the names of those who can give roles in the actor's party, for all who work there."""
    with connection.cursor() as cursor:
        cursor.execute("select name from parties_managers()")
        return [row[0] for row in cursor.fetchall()]


def live_memberships(actor: Actor, *, today: date) -> QuerySet[Membership]:
    """This will return the roles that people hold today in the actor's party, by name."""
    return (
        permissions.memberships_visible_to(actor)
        .filter(permissions.at_party_of(actor), starts_on__lte=today)
        .filter(Q(ends_on=None) | Q(ends_on__gt=today))
        .exclude(role="system")
        .select_related("user", "party")
        .order_by(Lower("user__name"), "user_id", REPORTER_LAST, "role", "id")
    )


def people(actor: Actor, *, text: str = "", role: str = "", state: str = "", today: date) -> QuerySet[User]:
    """
    This will return the people of the actor's party, by name, with their roles here in `roles_here`.

    `state` is "live" (or empty) for those who hold a role today or later, "gone" for the others, "all" for all.
    """
    found = permissions.people_visible_to(actor)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(email__icontains=text))
    live = Membership.objects.filter(permissions.at_party_of(actor)).filter(Q(ends_on=None) | Q(ends_on__gt=today))
    if role:
        found = found.filter(pk__in=live.filter(role=role).values("user_id"))
    if state == "gone":
        found = found.exclude(pk__in=live.values("user_id"))
    elif state != "all":
        found = found.filter(pk__in=live.values("user_id"))
    here = live.order_by(REPORTER_LAST, "role", "id")
    return found.prefetch_related(Prefetch("memberships", queryset=here, to_attr="roles_here")).order_by(
        Lower("name"), "id"
    )


def memberships_of(person: User, *, actor: Actor) -> QuerySet[Membership]:
    """This will return all roles, also of the past, of a person in the actor's party, the newest first."""
    return (
        permissions.memberships_visible_to(actor)
        .filter(permissions.at_party_of(actor), user_id=person.pk)
        .select_related("granted_by", "ended_by")
        .order_by("-starts_on", REPORTER_LAST, "role", "id")
    )


def works_only_here(person: User, *, actor: Actor) -> bool:
    """This will answer whether a manager of this party may touch the login of a person."""
    with connection.cursor() as cursor:
        cursor.execute("select parties_works_only_here(%s)", [person.pk])
        row = cursor.fetchone()
    return bool(row and row[0]) and person.pk != actor.user_id


def last_review(actor: Actor) -> RightsReview | None:
    return permissions.reviews_visible_to(actor).first()


def review_is_due(actor: Actor, *, now: datetime) -> bool:
    """This will answer whether a year went by without somebody signing who holds which role."""
    last = last_review(actor)
    return last is None or now - last.signed_at > A_YEAR


def demo_people() -> list[tuple[Party, list[DemoPerson]]]:
    """This will return everybody to step in as, by party. The database has this function in demo mode only."""
    with connection.cursor() as cursor:
        cursor.execute("select membership_id, user_id, name, party_id, role from parties_demo_people()")
        rows = cursor.fetchall()
    order = {role: place for place, role in enumerate(settings.ROLES)}
    found: dict[int, dict[int, DemoPerson]] = {}
    for membership_id, user_id, name, party_id, role in sorted(rows, key=lambda row: order.get(row[4], 99)):
        person = found.setdefault(party_id, {}).setdefault(user_id, DemoPerson(user_id, name))
        person.roles.append((membership_id, role))
    return [(party, _main_roles_first(found[party.pk])) for party in Party.objects.all() if party.pk in found]


def _main_roles_first(found: dict[int, DemoPerson]) -> list[DemoPerson]:
    """Each person also reports: show the role she is there for first, and who only reports last."""
    order = list(settings.ROLES)
    for person in found.values():
        person.roles.sort(key=lambda role: (role[1] == "reporter", order.index(role[1])))
    return sorted(
        found.values(),
        key=lambda each: (each.roles[0][1] == "reporter", order.index(each.roles[0][1]), each.name),
    )


def all_parties() -> QuerySet[Party]:
    """This will return every party and supporting organisation, in the order of the agreement."""
    return Party.objects.order_by("position", "id")


def signatories() -> QuerySet[Party]:
    """This will return the parties that signed the agreement, in its order."""
    return Party.objects.exclude(kind=PartyKind.SUPPORTING)


def addresses_of(people: Iterable[int]) -> list[tuple[str, str]]:
    """This will return (name, e-mail address) of these people, for a notice from Dijkwacht itself."""
    found = User.objects.filter(pk__in=people, is_active=True, is_system=False)
    return list(found.values_list("name", "email"))
