"""Who may open which page, and which people she may see."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.parties.models import Membership

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request of somebody who is logged in; the access middleware has set the actor."""

    actor: Actor


View = Callable[Concatenate[ActorRequest, P], HttpResponse]


def needs(*permissions: str) -> Callable[[View[P]], View[P]]:
    """
    This will open the page to whoever has one of the permissions; anybody else gets 404 and leaves a trace.

    The permissions stay readable on the view as `view.needs`, for the access test and the page with rights.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not any(request.actor.can(permission) for permission in permissions):
                refuse(request, wanted=permissions[0])
            return view(request, *args, **kwargs)

        guarded.needs = permissions  # type: ignore[attr-defined]
        return guarded

    return decorate


def refuse(request: ActorRequest, *, wanted: str, **details: Any) -> None:
    """
    This will answer as if the page does not exist, and write down who tried.

    :raises Http404: always
    """
    now = timezone.now()
    audit.record(
        "access:refused",
        actor=request.actor,
        now=now,
        result="refused",
        page=request.path,
        wanted=wanted,
        **details,
    )
    raise Http404


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """This will return your own roles and, for those who may see people, all roles in your party."""
    own = Q(user_id=actor.user_id)
    if actor.can("people:read"):
        return Membership.objects.filter(own | Q(party_id=actor.party_id))
    return Membership.objects.filter(own)
