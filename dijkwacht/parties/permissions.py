"""Who may open which page, and which people she may see."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.parties import freshness, sessions
from dijkwacht.parties.models import Membership, RightsReview, User

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request of somebody who is logged in; the access middleware has set the actor."""

    actor: Actor
    roles: list[Membership]
    waiting_roles: list[Membership]


View = Callable[Concatenate[ActorRequest, P], HttpResponse]


def needs(*permissions: str) -> Callable[[View[P]], View[P]]:
    """
    This will open the page to whoever has one of the permissions, or without any: to all who are logged in.

    Who is not logged in is led to the login and back; who has the right in a role that waits for a second
    factor is led there; anybody else gets 404 and leaves a trace. The permissions stay readable on the view as
    `view.needs`, for the access test and the page with rights.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.actor.user_id is None:
                return ask_login(request)
            if permissions and not any(request.actor.can(permission) for permission in permissions):
                if _waits_for_second_factor(request, permissions):
                    return redirect(f"{reverse('parties:second_factor')}?{urlencode({'next': request.path})}")
                refuse(request, wanted=permissions[0])
            return view(request, *args, **kwargs)

        guarded.needs = permissions  # type: ignore[attr-defined]
        return guarded

    return decorate


def ask_login(request: HttpRequest) -> HttpResponse:
    """This will lead to the login and back here; what was being sent cannot be sent again by itself, so say so."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    return render(request, "parties/expired.html", {"back": request.path}, status=401)


def fresh_login_required(view: View[P]) -> View[P]:
    """
    This will ask who showed herself more than 15 minutes ago to do so again, before the page opens.

    Put it under `needs`, on sharing, export and changes of roles. A form that comes too late keeps its fields.
    """

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if sessions.is_fresh(request):
            return view(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('account_reauthenticate')}?{query}")
        return freshness.ask_on_late_form(request) or view(request, *args, **kwargs)

    return guarded


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


def at_party_of(actor: Actor) -> Q:
    """This will return the condition that a row is of the party that somebody works for."""
    return Q(party_id=actor.party_id)


def memberships_visible_to(actor: Actor) -> QuerySet[Membership]:
    """This will return your own roles and, for those who may see people, all roles in your party."""
    own = Q(user_id=actor.user_id)
    if actor.can("people:read"):
        return Membership.objects.filter(own | at_party_of(actor))
    return Membership.objects.filter(own)


def people_visible_to(actor: Actor) -> QuerySet[User]:
    """This will return the people who have or had a role in your party, for those who may see people."""
    if not actor.can("people:read"):
        return User.objects.none()
    here = Membership.objects.filter(at_party_of(actor)).exclude(role="system")
    return User.objects.filter(pk__in=here.values("user_id"))


def reviews_visible_to(actor: Actor) -> QuerySet[RightsReview]:
    """This will return the signed reviews of your party, for those who may see people."""
    if not actor.can("people:read"):
        return RightsReview.objects.none()
    return RightsReview.objects.filter(at_party_of(actor)).select_related("signed_by", "party")


def _waits_for_second_factor(request: ActorRequest, permissions: tuple[str, ...]) -> bool:
    return any(
        permission in settings.ROLES[each.role].permissions
        for each in request.waiting_roles
        for permission in permissions
    )
