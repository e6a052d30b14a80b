"""From a membership to an actor: the only place where rights are looked up."""

from django.conf import settings

from dijkwacht.lib.access import Actor
from dijkwacht.parties.models import Membership, Party, User


def actor_for(membership: Membership) -> Actor:
    """This will return the actor that this person is while working in this role for this party."""
    rights = settings.ROLES.get(membership.role)
    return Actor(
        user_id=membership.user_id,
        name=membership.user.name,
        party_id=membership.party_id,
        party_name=membership.party.name,
        role=membership.role,
        membership_id=membership.pk,
        permissions=rights.permissions if rights else frozenset(),
        is_system=membership.user.is_system,
    )


def actor_without_role(user: User) -> Actor:
    """This will return somebody who is logged in but does not work for a party yet: she sees her own rows only."""
    return Actor(user_id=user.pk, name=user.name)


def system_actor(party: Party) -> Actor:
    """This will return Dijkwacht itself, working for one party in a background job."""
    system = User.objects.get(is_system=True)
    return Actor(
        user_id=system.pk,
        name=system.name,
        party_id=party.pk,
        party_name=party.name,
        role="system",
        permissions=settings.ROLES["system"].permissions,
        is_system=True,
    )
