"""
Logging in at your own organisation, by OpenID Connect.

A provider speaks for the people of one party. It opens the account that this party's functional manager made,
never another, and only the roles at that party. Its settings are read in config/settings/oidc.py.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.parties import sessions
from dijkwacht.parties.login.roles import live_roles
from dijkwacht.parties.models import Party, User


def configured() -> dict[str, dict[str, Any]]:
    """This will return the settings of each provider by its id."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return {app["provider_id"]: app for app in apps}


def admit(request: HttpRequest, login: SocialLogin) -> None:
    """
    This will connect somebody who comes from her organisation to her account here, or turn her away.

    :raises ImmediateHttpResponse: with the page that says she cannot come in
    """
    rules = configured()[login.account.provider]["settings"]
    claims = _claims(login)
    party = Party.objects.get(code=rules["party"])

    person = login.user if login.is_existing else _person_by_email(claims, rules)
    if person is None:
        turn_away(request, why="unknown", party=party)
    elif not person.is_active or not any(each.party_id == party.pk for each in live_roles(person)):
        turn_away(request, why="no_role", party=party)
    else:
        # In the state, because a question for a second factor may come between here and the session.
        login.state |= {"party": party.pk, "second_factor": has_second_factor(claims, rules)}
        _connect(login, person)


def mark_session(request: HttpRequest, login: SocialLogin, person: User) -> None:
    """This will keep the session of somebody who came from her organisation to the roles of that organisation."""
    request.session[sessions.ONLY_PARTY] = login.state["party"]
    if login.state["second_factor"]:
        record_authentication(request, person, "mfa", type="own_provider")


def turn_away(request: HttpRequest, *, why: str, party: Party | None = None) -> None:
    """
    This will say the same to everybody who cannot come in, and log the reason.

    :raises ImmediateHttpResponse: always
    """
    nobody = Actor(user_id=None, party_id=party.pk if party else None)
    audit.record("login:failed", actor=nobody, now=timezone.now(), result="refused", way="own_provider", why=why)
    raise ImmediateHttpResponse(render(request, "socialaccount/no_access.html", status=403))


def has_second_factor(claims: dict[str, Any], rules: dict[str, Any]) -> bool:
    """This will answer whether the organisation vouches for a second factor, by a claim named in the settings."""
    for name, accepted in rules.get("second_factor", {}).items():
        given = claims.get(name)
        values = given if isinstance(given, list) else [given]
        if any(value in accepted for value in values):
            return True
    return False


def _claims(login: SocialLogin) -> dict[str, Any]:
    """What the organisation says; the identity token is signed, so it wins from the rest."""
    given = login.account.extra_data
    return {**given.get("userinfo", {}), **given.get("id_token", {})}


def _person_by_email(claims: dict[str, Any], rules: dict[str, Any]) -> User | None:
    email = str(claims.get("email", "")).lower()
    verified = claims.get("email_verified") is True or rules.get("trust_email", False)
    if not verified or email.rpartition("@")[2] not in rules["domains"]:
        return None
    return User.objects.filter(email__iexact=email, is_system=False).first()


def _connect(login: SocialLogin, person: User) -> None:
    """Keeps who it is, not what else the organisation told about her."""
    login.user = person
    login.account.user = person
    login.account.extra_data = {}
    login.account.save()
