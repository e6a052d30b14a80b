import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from dijkwacht.parties.models import User

PASSWORD = "een lange zin van Drenthe"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def with_password(owner):
    """`with_password(actor)` gives somebody a password, as her invitation would."""

    def give(actor, password=PASSWORD) -> User:
        user = User.objects.get(pk=actor.user_id)
        user.set_password(password)
        with owner():
            user.save()
        return user

    return give


def log_in(client, user, password=PASSWORD, **data):
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **data})


def test_somebody_logs_in_with_her_password(client, with_password, reporter):
    answer = log_in(client, with_password(reporter))
    assert answer.status_code == 302
    assert client.get(reverse("parties:work_as")).status_code == 200
