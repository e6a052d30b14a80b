"""People who log in for real, and views that answer in a way that only tests need."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.urls import reverse

from dijkwacht.parties.models import User

PASSWORD = "een lange zin van Drenthe"


@pytest.fixture(autouse=True)
def _no_attempts_yet(db):
    cache.clear()


@pytest.fixture
def with_password(owner):
    """`with_password(actor)` gives somebody a password, as her invitation would."""

    def give(actor) -> User:
        user = User.objects.get(pk=actor.user_id)
        user.set_password(PASSWORD)
        with owner():
            user.save()
        return user

    return give


@pytest.fixture
def log_in(client):
    """`log_in(user)` sends the form of the login page."""

    def send(user, password=PASSWORD, **data):
        return client.post(reverse("account_login"), {"login": user.email, "password": password, **data})

    return send


@pytest.fixture
def set_up_app(client):
    """`set_up_app()` sets up an app with codes for who is logged in; it returns the app's secret."""

    def go() -> str:
        page = client.get(reverse("mfa_activate_totp"))
        secret = page.context["form"].secret
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
        assert answer.status_code == 302
        cache.clear()  # the same half minute: the code counts as used
        return secret

    return go


def code_of(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def link_in(text: str) -> str:
    """The path of the first link in a mail."""
    return re.search(r"https?://[^/\s]+(\S+)", text).group(1)


@pytest.fixture
def events(owner):
    """`events("login:ok")` are the rows of the log with that action, for all parties."""
    from dijkwacht.audit.models import Event

    def find(action):
        with owner():
            return list(Event.objects.filter(action=action).order_by("seq"))

    return find
