"""A real vault, opened in the browser of the officer."""

import pytest
from django.utils import timezone

from dijkwacht.reporting.tests.vault import open_vault, set_up


@pytest.fixture
def now():
    """The pages look at the clock themselves."""
    return timezone.now()


@pytest.fixture
def party_pair(intake_officer, now):
    return set_up(intake_officer, now=now)


@pytest.fixture
def identity_pair(custodian, now):
    return set_up(custodian, now=now)


@pytest.fixture
def officer(logged_in, intake_officer, party_pair):
    """The browser of the intake, with the vault open."""
    client = logged_in(intake_officer)
    open_vault(client)
    return client


@pytest.fixture
def keeper(logged_in, custodian, identity_pair):
    """The browser of the custodian, with her vault open."""
    client = logged_in(custodian)
    open_vault(client)
    return client


@pytest.fixture
def at(report):
    """`at(report, "samenvatting/")` is an address of one report."""
    return lambda report, page="": f"/meldingen/melding/{report.number}/{page}"
