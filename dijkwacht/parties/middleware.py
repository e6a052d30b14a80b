"""Every request runs inside the access context of whoever is logged in."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from dijkwacht.lib.access import ANONYMOUS, Actor, acting
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
            actor = _in_role(request, now=now)
            with acting(actor):
                request.actor = actor  # type: ignore[attr-defined]
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
    """The role in the session, if the person still holds it; else the only role or the first one."""
    if not request.user.is_authenticated:
        return ANONYMOUS
    mine = Membership.objects.filter(user=request.user).select_related("party", "user")
    live = [each for each in mine if each.is_live(timezone.localdate(now))]
    chosen = next((each for each in live if each.pk == request.session.get("membership")), None)
    if chosen is None:
        chosen = live[0] if live else None
    request.roles = live  # type: ignore[attr-defined]
    return actor_for(chosen) if chosen else actor_without_role(request.user)


def _end_stale_session(request: HttpRequest, *, now: datetime) -> None:
    """Logs out after a time without use, and after a working day whatever happens."""
    if not request.user.is_authenticated:
        return
    session = request.session
    started = session.setdefault("started_at", now.timestamp())
    seen = session.get("seen_at", now.timestamp())
    idle = timedelta(seconds=now.timestamp() - seen)
    age = timedelta(seconds=now.timestamp() - started)
    if idle > timedelta(minutes=settings.IDLE_MINUTES) or age > timedelta(hours=settings.ABSOLUTE_HOURS):
        logout(request)
        request.session["expired"] = True
    elif now.timestamp() - seen > 60 or "seen_at" not in session:
        session["seen_at"] = now.timestamp()
