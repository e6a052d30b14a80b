"""The second lock: what the database itself lets through at the desk."""

import pytest
from django.db import DatabaseError, connection, transaction

from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.reporting import actions, permissions

TABLES = ["report", "message", "reportfile", "mask", "identityrequest"]


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from reporting_{table}")
        return cursor.fetchone()[0]


def rows_changed(statement):
    """How many rows an attack reaches: none, whether it is refused or finds nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount
    except DatabaseError:
        return 0


@pytest.fixture
def full(act, taken_in, confidential, intake_officer, keys):
    """A row in every table of the desk."""
    act(intake_officer, actions.ask, taken_in, text="Welke kleur?", keys=keys)
    act(intake_officer, actions.mask_words, taken_in, words=["Kees"], is_final=False, reason="x", keys=keys)
    return act(intake_officer, actions.request_identity, confidential, motive="nodig")


@pytest.mark.parametrize("table", TABLES)
def test_the_intake_sees_her_rows_and_nobody_else(full, table, intake_officer, stranger, reporter, director, now):
    with acting(intake_officer, now=now):
        assert count(table) > 0
    # A test is one transaction; in a browser the mailbox that was open is closed again after each page.
    permissions.in_mailbox(None)
    for somebody in (stranger, reporter, director, ANONYMOUS, permissions.outsider(intake_officer.party_id)):
        with acting(somebody, now=now):
            assert count(table) == 0, somebody
    assert count(table) == 0


def test_the_custodian_sees_requests_and_the_report_asked_about_only(full, custodian, now):
    with acting(custodian, now=now):
        assert [count(table) for table in TABLES] == [1, 0, 0, 0, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "update reporting_identityrequest set motive = 'Anders.'",
        "update reporting_identityrequest set asked_by_id = asked_by_id + 1",
        "delete from reporting_identityrequest",
        "update reporting_mask set reason = 'Anders.'",
        "update reporting_message set sealed = ''",
        "update reporting_report set party_id = party_id + 1",
        "delete from reporting_report",
    ],
)
def test_an_officer_cannot_wipe_or_move_what_is_there(full, intake_officer, now, statement):
    with acting(intake_officer, now=now):
        assert rows_changed(statement) == 0


def test_nobody_answers_herself_in_the_database(full, intake_officer, now):
    with acting(intake_officer, now=now):
        claim = f"update reporting_identityrequest set granted = true, answered_by_id = {intake_officer.user_id}"
        assert rows_changed(claim) == 0


def test_a_custodian_cannot_change_a_report(full, custodian, now):
    with acting(custodian, now=now):
        assert rows_changed("update reporting_report set state = 'closed'") == 0


def test_an_outsider_cannot_take_words_out_or_ask_for_a_name(full, emmen, now):
    with acting(permissions.outsider(emmen.pk), now=now):
        assert rows_changed("delete from reporting_mask") == 0
        assert rows_changed("update reporting_identityrequest set granted = true") == 0
