"""During a login nobody acts yet: what the person who comes in may become."""

from django.http import HttpRequest
from django.utils import timezone

from dijkwacht.lib.access import Actor, acting
from dijkwacht.parties import rules, sessions
from dijkwacht.parties.access import actor_for, actor_without_role
from dijkwacht.parties.models import Membership, User


def live_roles(person: User) -> list[Membership]:
    """This will return the roles that somebody holds today, whoever asks in this request."""
    with acting(actor_without_role(person)):
        mine = list(Membership.objects.filter(user_id=person.pk).select_related("party", "user"))
    return [each for each in mine if each.is_live(timezone.localdate())]


def has_waiting_roles(request: HttpRequest) -> bool:
    """This will answer whether somebody who just came in holds a role that asks a second factor of her."""
    user = request.user
    if not user.is_authenticated or sessions.has_second_factor(request):
        return False
    return any(rules.needs_second_factor(each.role) for each in live_roles(user))


def parties_of(person: User) -> list[Actor]:
    """This will return one actor for each party that somebody works for: whose log her login belongs in."""
    found = {each.party_id: each for each in live_roles(person)}
    return [actor_for(each) for each in found.values()] or [actor_without_role(person)]
