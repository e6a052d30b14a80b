"""
What happens at the door, in the log: the one place that listens to allauth.

allauth tells its events only by Django signals. Nobody acts yet during a login, so each event is written to the
log of every party that the person works for.
"""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import ANONYMOUS, Actor
from dijkwacht.parties import sessions
from dijkwacht.parties.login.roles import parties_of
from dijkwacht.parties.models import User


def listen() -> None:
    """This will connect the listeners, once, when Django starts."""
    user_login_failed.connect(_failed)
    user_logged_out.connect(_left)
    account.authentication_step_completed.connect(_showed_herself)
    account.user_logged_in.connect(_came_in)
    account.password_changed.connect(_changed_password)
    account.password_reset.connect(_changed_password)
    mfa.authentication_failed.connect(_failed_second_factor)
    mfa.authenticator_removed.connect(_removed_factor)


def record(action: str, person: User, *, known: bool = True, result: str = "ok", **details: Any) -> None:
    """
    This will log what somebody did at the door, for each party she works for.

    Until she is known the event has no actor: it is about her, not by her.
    """
    for actor in parties_of(person):
        by = actor if known else Actor(user_id=None, party_id=actor.party_id)
        audit.record(action, subject=person, actor=by, now=timezone.now(), result=result, **details)


def _came_in(request: HttpRequest, user: User, **_: Any) -> None:
    request.session.pop(sessions.EXPIRED, None)
    ways = [step.get("type") or step["method"] for step in get_authentication_records(request, user)]
    record("login:ok", user, ways=ways)


def _failed(credentials: dict[str, Any], **_: Any) -> None:
    person = User.objects.filter(email__iexact=credentials.get("email", "")).first()
    if person:
        record("login:failed", person, known=False, result="refused", way="password")
    else:
        audit.record("login:failed", actor=ANONYMOUS, now=timezone.now(), result="refused", way="password")


def _left(user: User | None, **_: Any) -> None:
    if user:
        record("login:ended", user)


def _showed_herself(request: HttpRequest, user: User, method: str, **details: Any) -> None:
    sessions.mark_fresh(request, now=timezone.now())
    if method == "mfa":
        sessions.mark_second_factor(request, user_id=user.pk)
        record("login:second_factor", user, way=details.get("type"))


def _failed_second_factor(user: User, **_: Any) -> None:
    record("login:second_factor", user, known=False, result="refused")


def _removed_factor(user: User, authenticator: Any, **_: Any) -> None:
    record("login:factor_removed", user, way=authenticator.type)


def _changed_password(user: User, **_: Any) -> None:
    record("login:password_changed", user)
