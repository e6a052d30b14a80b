"""Every request runs inside the access context of whoever is logged in."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from dijkwacht.lib.access import ANONYMOUS, Actor, acting, go_on_as
from dijkwacht.lib.compiled import Compiled, slot
from dijkwacht.parties import rules, sessions
from dijkwacht.parties.access import actor_for, actor_without_role
from dijkwacht.parties.models import Membership

GetResponse = Callable[[HttpRequest], HttpResponse]


def access(get_response: GetResponse) -> Callable[[HttpRequest], HttpResponseBase]:
    """
    This will answer the request as the person who is logged in, in one transaction.

    An answer of 500 and higher rolls back whole. A streamed answer would run outside the context, so it is
    refused: a view must make its answer before it returns.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        _end_stale_session(request, now=now)

        with acting(_person(request), origin="web"):
            actor = request.actor = _in_role(request, now=now)  # type: ignore[attr-defined]
            go_on_as(actor)
            response = get_response(request)
            if response.streaming:
                raise TypeError("a streamed answer would run outside the access context")
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware


def _person(request: HttpRequest) -> Actor:
    return actor_without_role(request.user) if request.user.is_authenticated else ANONYMOUS


def _in_role(request: HttpRequest, *, now: datetime) -> Actor:
    """
    The role in the session, if the person still holds it; else the one with the most rights.

    A role that needs a second factor waits until this session has passed one.
    """
    roles = _live_roles(request, now=now) if request.user.is_authenticated else []
    passed = bool(roles) and sessions.has_second_factor(request)
    open_roles = [each for each in roles if passed or not rules.needs_second_factor(each.role)]
    request.roles = roles  # type: ignore[attr-defined]
    request.waiting_roles = [each for each in roles if each not in open_roles]  # type: ignore[attr-defined]

    chosen = request.session.get(sessions.MEMBERSHIP)
    open_roles.sort(key=lambda each: (each.pk != chosen, not rules.needs_second_factor(each.role)))
    return actor_for(open_roles[0]) if open_roles else _person(request)


def _live_roles(request: HttpRequest, *, now: datetime) -> list[Membership]:
    mine = _MEMBERSHIPS(user=request.user.pk)
    only = request.session.get(sessions.ONLY_PARTY)
    today = timezone.localdate(now)
    live = [each for each in mine if each.is_live(today) and only in (None, each.party_id)]
    return sorted(live, key=lambda each: (each.party.position, not rules.needs_second_factor(each.role), each.role))


_MEMBERSHIPS = Compiled(lambda: Membership.objects.filter(user_id=slot("user")).select_related("party", "user"))


def _end_stale_session(request: HttpRequest, *, now: datetime) -> None:
    """Logs out after a time without use, and after a working day whatever happens; the chosen role is kept."""
    if not request.user.is_authenticated:
        return
    if not sessions.is_stale(request, now=now):
        sessions.note_use(request, now=now)
        return
    chosen = request.session.get(sessions.MEMBERSHIP)
    logout(request)
    request.session[sessions.EXPIRED] = True
    request.session[sessions.MEMBERSHIP] = chosen
