"""Need-to-know twice: what `visible_to` says and what the database itself lets through."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from dijkwacht.config.roles import ROLES
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.signals import actions, permissions
from dijkwacht.signals.models import Signal

TABLES = [
    "signals_signal",
    "signals_assignment",
    "signals_attachment",
    "signals_decision",
    "signals_draft",
    "signals_forwarding",
    "signals_person",
    "signals_receipt",
    "signals_recusal",
    "signals_reportingpoint",
    "signals_sourcerequest",
    "signals_weighing",
]


def numbers_in_database():
    with connection.cursor() as cursor:
        cursor.execute("select number from signals_signal")
        return {row[0] for row in cursor.fetchall()}


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


@pytest.fixture
def stage(at_weighing, reported, entered, weigh, act, person, emmen, assen, intake_officer, director, now):
    """Signals of two parties, one assigned to a neighbour, one too long ago, one whose handler is involved."""
    theirs = reported(by=person(assen, "reporter"))
    police = entered(regime="wpg")
    weigh(at_weighing, by=intake_officer)

    neighbour, late, involved = (person(*each) for each in [(assen, "second_assessor")] * 2 + [(emmen, "director")])
    given = {"party_id": assen.pk, "reason": "Klein team."}
    long_ago = now - timedelta(weeks=4)
    act(intake_officer, actions.assign_assessor, police, user_id=late.user_id, at=long_ago, **given)
    act(intake_officer, actions.assign_assessor, at_weighing, user_id=neighbour.user_id, **given)
    act(involved, actions.recuse, at_weighing, reason="Familie.")
    return {
        "own": at_weighing.number,
        "police": police.number,
        "theirs": theirs.number,
        "neighbour": neighbour,
        "late": late,
        "involved": involved,
    }


def test_code_and_database_agree_for_every_role(stage, person, emmen, assen, now):
    actors = [person(party, role) for role in ROLES if role != "system" for party in (emmen, assen)]
    actors += [stage["neighbour"], stage["late"], stage["involved"], ANONYMOUS]
    for actor in actors:
        with acting(actor, now=now):
            said = set(permissions.visible_to(actor).values_list("number", flat=True))
            assert said == numbers_in_database(), actor


def test_each_sees_what_she_should(stage, person, emmen, now, reporter):
    own, police, theirs = stage["own"], stage["police"], stage["theirs"]
    expected = [
        (person(emmen, "director"), {own, police}),
        (person(emmen, "second_assessor"), set()),
        (stage["neighbour"], {own}),
        (stage["late"], set()),
        (stage["involved"], {police}),
        (reporter, set()),
        (person(emmen, "privacy_officer"), set()),
        (person(emmen, "functional_manager"), set()),
    ]
    for actor, numbers in expected:
        with acting(actor, now=now):
            assert numbers_in_database() == numbers, actor
            assert theirs not in numbers


@pytest.mark.parametrize("table", TABLES)
def test_without_context_there_are_no_rows(stage, table):
    assert count(table) == 0


@pytest.mark.parametrize("table", ["signals_weighing", "signals_decision", "signals_assignment", "signals_person"])
def test_what_hangs_on_a_signal_is_hidden_with_it(stage, table, now, stranger):
    with acting(stranger, now=now):
        assert count(table) == 0


def test_a_role_named_in_the_context_without_holding_it_opens_nothing(stage, reporter, now):
    forged = type(reporter)(user_id=reporter.user_id, party_id=reporter.party_id, role="director")
    with acting(forged, now=now):
        assert numbers_in_database() == set()


def rows_changed(statement):
    """How many rows an attack reaches: none, whether it is refused or finds nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount
    except DatabaseError:
        return 0


REFUSED = [
    "delete from signals_signal",
    "delete from signals_weighing",
    "delete from signals_decision",
    "update signals_weighing set outcome = 'close'",
    "delete from signals_recusal",
    "update signals_recusal set reason = ''",
    "update signals_person set added_at = now()",
    "update signals_decision set reason = 'Anders.'",
    "update signals_decision set made_by_id = made_by_id",
    "update signals_signal set party_id = party_id + 1",
    "update signals_signal set number = 'S-0000-000'",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_a_handler_cannot_wipe_traces(stage, intake_officer, now, statement):
    with acting(intake_officer, now=now):
        assert rows_changed(statement) == 0


ADDED = {
    "signals_person": "insert into signals_person (id, signal_id, party_id, sealed, added_at)"
    " values (gen_random_uuid(), '{signal}', app_party(), 'x', now())",
    "signals_attachment": "insert into signals_attachment"
    " (id, signal_id, party_id, name, media_type, size, removed, sealed, added_at)"
    " values (gen_random_uuid(), '{signal}', app_party(), 'bewijs.pdf', 'application/pdf', 1, '{{}}', 'x', now())",
    "signals_receipt": "insert into signals_receipt"
    " (id, signal_id, party_id, user_id, number, label, confidential, submitted_at)"
    " values (gen_random_uuid(), '{signal}', app_party(), app_user(), 'S-0000-000', 'x', false, now())",
}


@pytest.mark.parametrize("statement", ADDED.values(), ids=ADDED)
def test_whoever_knows_the_id_of_a_signal_adds_nothing_to_it(reported, owner, person, emmen, now, statement):
    signal, colleague = reported(), person(emmen, "reporter")
    with acting(colleague, now=now):
        # The same statement is right in the transaction that made the signal, as a report is sent.
        assert rows_changed(statement.format(signal=signal.pk)) == 1
    forget_making(owner, signal)
    with acting(colleague, now=now):
        assert rows_changed(statement.format(signal=signal.pk)) == 0


def test_nobody_makes_an_old_signal_new(reported, owner, intake_officer, now):
    forget_making(owner, reported())
    with acting(intake_officer, now=now):
        assert rows_changed("update signals_signal set made_in = pg_current_xact_id()") == 0


def forget_making(owner, signal):
    """A test is one transaction; this is how a signal looks to every later one."""
    with owner(), connection.cursor() as cursor:
        cursor.execute("update signals_signal set made_in = null where id = %s", [signal.pk])


def test_a_neighbour_cannot_take_a_signal_with_her(stage, now):
    neighbour = stage["neighbour"]
    with acting(neighbour, now=now):
        assert rows_changed(f"update signals_signal set party_id = {neighbour.party_id}") == 0
        assert rows_changed("update signals_assignment set expires_at = now() + interval '9 years'") == 0


def test_nobody_assigns_herself_in_the_database(stage, now):
    with acting(stage["late"], now=now):
        assert rows_changed("update signals_assignment set expires_at = now() + interval '1 year'") == 0
        assert rows_changed("update signals_assignment set revoked_at = null") == 0
        assert numbers_in_database() == set()


def test_two_contexts_after_each_other_do_not_mix(stage, intake_officer, stranger, now):
    with acting(intake_officer, now=now):
        mine = numbers_in_database()
        with acting(stranger, now=now):
            theirs = numbers_in_database()
        assert numbers_in_database() == mine
    assert not mine & theirs
    assert Signal.objects.count() == 0
