"""
Fixtures for all rooms: people with a role, on the real PostgreSQL, under the application role.

The owner makes the test database and loads our own reference data; from then on every connection works as the
application role, so that row-level security holds in every test.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

# A property that is slow on a busy machine is no bug.
hypothesis.settings.register_profile("dijkwacht", deadline=None)
hypothesis.settings.load_profile("dijkwacht")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with our own reference data in it, and every later connection as the application role."""
    with django_db_blocker.unblock():
        call_command("load_agreement", verbosity=0)
        call_command("load_reference", verbosity=0)
        connection.close()
        connection.settings_dict["OPTIONS"]["assume_role"] = settings.DATABASE_APP_ROLE
    yield
    with django_db_blocker.unblock():
        connection.close()
        del connection.settings_dict["OPTIONS"]["assume_role"]  # only the owner can drop the test database


@contextmanager
def as_owner() -> Iterator[None]:
    """For what no user of Dijkwacht can do: setting the stage, or tampering."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        try:
            yield
        finally:
            cursor.execute(f"set role {settings.DATABASE_APP_ROLE}")


@pytest.fixture
def owner(db):
    """`with owner():` does a thing as the owner of the database."""
    return as_owner


@pytest.fixture
def now() -> datetime:
    """A Tuesday in working hours, in the half-year that the demo is in."""
    return datetime(2026, 11, 17, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture
def party(db) -> Callable:
    """`party("gm0114")` is a party by its code."""
    from dijkwacht.parties.models import Party

    return lambda code: Party.objects.get(code=code)


@pytest.fixture
def emmen(party):
    return party("gm0114")


@pytest.fixture
def assen(party):
    return party("gm0106")


@pytest.fixture
def person(db) -> Callable:
    """`person(emmen, "director", name="Dirk")` is an actor: somebody with that role for that party."""
    from dijkwacht.parties.access import actor_for
    from dijkwacht.parties.models import Membership, User

    made = iter(range(1, 10_000))

    def make(at, role, *, name=None, user=None, starts_on=date(2024, 2, 2), ends_on=None):
        number = next(made)
        with as_owner():
            if user is None:
                name = name or f"{role} {number}"
                user = User.objects.create(email=f"p{number}@{at.code}.example", name=name, password="!")
            membership = Membership.objects.create(user=user, party=at, role=role, starts_on=starts_on, ends_on=ends_on)
        return actor_for(membership)

    return make


@pytest.fixture
def logged_in(db) -> Callable:
    """`logged_in(actor)` is a browser of that person, working in that role, second factor passed."""
    from dijkwacht.parties.models import User

    def login(actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.user_id))
        session = client.session
        session["membership"] = actor.membership_id
        session["second_factor"] = actor.user_id
        session["fresh_at"] = time.time()
        session.save()
        return client

    return login


def _in_emmen(role: str):
    @pytest.fixture(name=role)
    def somebody(person, emmen):
        return person(emmen, role)

    return somebody


reporter = _in_emmen("reporter")
intake_officer = _in_emmen("intake_officer")
second_assessor = _in_emmen("second_assessor")
director = _in_emmen("director")
policy_adviser = _in_emmen("policy_adviser")
executive = _in_emmen("executive")
communication = _in_emmen("communication")
personnel = _in_emmen("personnel")
custodian = _in_emmen("custodian")
privacy_officer = _in_emmen("privacy_officer")
auditor = _in_emmen("auditor")
functional_manager = _in_emmen("functional_manager")


@pytest.fixture
def working_group(person, party):
    return person(party("riec-nn"), "working_group")


@pytest.fixture
def riec_adviser(person, party):
    return person(party("riec-nn"), "riec_adviser")


@pytest.fixture
def stranger(person, assen):
    """The same work, another party."""
    return person(assen, "intake_officer")
