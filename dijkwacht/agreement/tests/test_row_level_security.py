"""The two locks say the same: `visible_to` and the database, for every role and another party."""

import pytest
from django.conf import settings
from django.db import connection

from dijkwacht.agreement import actions, permissions
from dijkwacht.agreement.tests.conftest import TODAY
from dijkwacht.lib.access import ANONYMOUS, acting

DOORS = {
    "agreement_declaration": permissions.declarations_visible_to,
    "agreement_document": permissions.documents_visible_to,
    "agreement_norm": permissions.norms_visible_to,
    "agreement_report": permissions.reports_visible_to,
}
ROLES = [role for role in settings.ROLES if role != "system"]


@pytest.fixture
def things(declared, act, person, emmen, assen, executive):
    """Declarations of two parties with documents, and reports on the province and on either."""
    adviser = person(assen, "policy_adviser")
    declared("1.5")
    declared("1.6", by=adviser, party=assen)
    for party in (None, emmen, assen):
        act(executive, actions.make_report, party, as_of=TODAY)
    act(adviser, actions.make_report, emmen, as_of=TODAY)


def in_the_database(table):
    with connection.cursor() as cursor:
        cursor.execute(f"select id from {table}")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("code", ["gm0114", "gm0106", "riec-nn"])
def test_the_application_and_the_database_show_the_same_rows(things, person, party, now, role, code):
    actor = person(party(code), role)
    with acting(actor, now=now):
        for table, visible_to in DOORS.items():
            assert in_the_database(table) == set(visible_to(actor).values_list("id", flat=True)), table


def test_without_a_context_there_is_nothing(things):
    assert not any(in_the_database(table) for table in DOORS)


def test_without_logging_in_there_is_nothing(things, now):
    with acting(ANONYMOUS, now=now):
        assert not any(in_the_database(table) for table in DOORS)


def test_a_role_that_one_does_not_hold_opens_nothing(things, reporter, now):
    with acting(reporter, now=now), connection.cursor() as cursor:
        cursor.execute("select set_config('app.role', 'executive', true)")
        assert in_the_database("agreement_declaration") == set()
