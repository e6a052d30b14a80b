"""Reads about parties and people."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from dijkwacht.parties.models import Party, PartyKind


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role now; the name and nothing more."""

    user_id: int
    name: str
    party_id: int
    role: str


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


def all_parties() -> QuerySet[Party]:
    """This will return every party and supporting organisation, in the order of the agreement."""
    return Party.objects.all()


def signatories() -> QuerySet[Party]:
    """This will return the parties that signed the agreement, in its order."""
    return Party.objects.exclude(kind=PartyKind.SUPPORTING)
