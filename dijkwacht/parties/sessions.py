"""What a session knows about its person, beside who she is."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

MEMBERSHIP = "membership"
"""The role that she chose to work in."""
SECOND_FACTOR = "second_factor"
"""Whose second factor was passed: her primary key, so that it never counts for somebody else."""
FRESH_AT = "fresh_at"
"""When she last showed who she is."""
ONLY_PARTY = "only_party"
"""The party whose own login she came through: it speaks for its own roles only."""
STEPPED_IN = "stepped_in"
"""A demo person, who has no password to ask for."""
STARTED_AT = "started_at"
SEEN_AT = "seen_at"
EXPIRED = "expired"
AFTER_FACTOR = "after_second_factor"
"""The page that she wanted when a second factor was missing."""

FRESH_FOR = timedelta(minutes=15)


def mark_second_factor(request: HttpRequest, *, user_id: int) -> None:
    """This will let the session work in every role of this person."""
    request.session[SECOND_FACTOR] = user_id


def has_second_factor(request: HttpRequest) -> bool:
    return bool(request.user.pk) and request.session.get(SECOND_FACTOR) == request.user.pk


def mark_fresh(request: HttpRequest, *, now: datetime) -> None:
    """This will remember that she showed who she is just now."""
    request.session[FRESH_AT] = now.timestamp()


def is_fresh(request: HttpRequest, *, now: datetime | None = None) -> bool:
    """This will answer whether she showed who she is in the last 15 minutes."""
    if settings.DEMO_MODE and request.session.get(STEPPED_IN) == request.user.pk:
        return True
    now = now or timezone.now()
    shown = float(request.session.get(FRESH_AT, 0))
    return now.timestamp() - shown < FRESH_FOR.total_seconds()


def is_stale(request: HttpRequest, *, now: datetime) -> bool:
    """This will answer whether the session was unused for too long, or lasts longer than a working day."""
    at = now.timestamp()
    idle = at - request.session.get(SEEN_AT, at)
    age = at - request.session.get(STARTED_AT, at)
    return bool(idle > settings.IDLE_MINUTES * 60 or age > settings.ABSOLUTE_HOURS * 3600)


def note_use(request: HttpRequest, *, now: datetime) -> None:
    """This will remember the use, at most once a minute: each change is a write."""
    at = now.timestamp()
    request.session.setdefault(STARTED_AT, at)
    if at - request.session.get(SEEN_AT, 0) > 60:
        request.session[SEEN_AT] = at
