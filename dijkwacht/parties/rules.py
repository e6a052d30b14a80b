"""What may happen to roles, whoever asks."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from dijkwacht.parties.models import Membership, Party, User

APART = [frozenset({"custodian", "intake_officer"})]
"""Roles that one person never holds at the same party at the same time."""


class CannotGrant(Exception):
    """The text tells the user why."""


class CannotEnd(Exception):
    """The text tells the user why."""


class CannotReview(Exception):
    """The text tells the user why."""


def needs_second_factor(role: str) -> bool:
    """This will answer whether a session must have passed a second factor to work in this role."""
    rights = settings.ROLES.get(role)
    return rights is None or rights.needs_second_factor


def roles_for(party: Party) -> list[str]:
    """This will return the roles that somebody can hold at this kind of party, in the order of the table."""
    supporting = not party.is_signatory
    always = ["functional_manager", "privacy_officer", "auditor"] if supporting else []
    return [
        role
        for role, rights in settings.ROLES.items()
        if role != "system" and (rights.supporting == supporting or role in always)
    ]


def check_can_grant(
    person: User, *, role: str, party: Party, by: int | None, starts_on: date, ends_on: date | None
) -> None:
    """
    This will refuse a role to yourself, a role that is not for this party, and a period that ends before it starts.

    :raises CannotGrant: with the reason
    """
    if person.pk == by:
        raise CannotGrant("U kunt uzelf geen rol geven. Vraag een andere functioneel beheerder.")
    if role not in roles_for(party):
        raise CannotGrant("Deze rol is niet voor uw organisatie.")
    if ends_on and ends_on <= starts_on:
        raise CannotGrant("De einddatum moet na de begindatum liggen.")


def check_not_held(held: Iterable[Membership], *, role: str, starts_on: date, ends_on: date | None) -> None:
    """
    This will refuse a role that the person holds already in (a part of) the same period.

    :raises CannotGrant: with the reason
    """
    if role in _held_in(held, starts_on=starts_on, ends_on=ends_on):
        raise CannotGrant("Deze persoon heeft deze rol al in deze periode.")


def check_apart(held: Iterable[Membership], *, role: str, starts_on: date, ends_on: date | None) -> None:
    """
    This will refuse a role to who already holds one that must be another person's: who reads what is told never
    opens the name of a confidential reporter.

    :raises CannotGrant: with the reason
    """
    for pair in APART:
        if role in pair and (pair - {role}) & _held_in(held, starts_on=starts_on, ends_on=ends_on):
            raise CannotGrant("Wie meldingen leest, bewaart niet ook de namen van melders. Kies een ander.")


def _held_in(held: Iterable[Membership], *, starts_on: date, ends_on: date | None) -> set[str]:
    """The roles that somebody holds in a part of this period."""
    return {
        each.role
        for each in held
        if (ends_on is None or each.starts_on < ends_on) and (each.ends_on is None or each.ends_on > starts_on)
    }


def check_can_end(membership: Membership, *, by: int | None, on: date) -> None:
    """
    This will refuse to end your own role, one of Dijkwacht itself, one that ended, and a day before it began.

    :raises CannotEnd: with the reason
    """
    if membership.user_id == by:
        raise CannotEnd("U kunt uw eigen rol niet beëindigen. Vraag een andere functioneel beheerder.")
    if membership.role == "system":
        raise CannotEnd("Deze rol is van Dijkwacht zelf.")
    if membership.ends_on and membership.ends_on <= on:
        raise CannotEnd("Deze rol is al beëindigd.")
    if on < membership.starts_on:
        raise CannotEnd("Deze rol is dan nog niet begonnen.")


def check_can_review(live: Iterable[Membership], decisions: dict[int, str], *, by: int | None) -> None:
    """
    This will refuse to sign before there is a decision about every role of somebody else.

    :raises CannotReview: with the number that is missing
    """
    missing = [each for each in live if each.user_id != by and decisions.get(each.pk) not in ("keep", "end")]
    if missing:
        raise CannotReview(f"Kies bij elke rol: houden of beëindigen. U mist er nog {len(missing)}.")
