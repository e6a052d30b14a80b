"""The access context and the lock on tables, with a table of their own."""

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.migrations.state import ProjectState

from dijkwacht.lib.access import ANONYMOUS, Actor, acting, current_actor, current_origin, current_trace, go_on_as
from dijkwacht.lib.protect import Protect

ANNA = Actor(user_id=1, name="Anna", party_id=10, role="director")
BEN = Actor(user_id=2, name="Ben", party_id=20, role="reporter")


def sql(query, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def who():
    return sql("select app_user(), app_party(), app_role()")[0]


def test_inside_the_database_knows_who_acts_and_outside_it_does_not(db):
    with acting(ANNA):
        assert who() == (1, 10, "director")
        assert current_actor() == ANNA
    assert who() == (None, None, None)
    assert current_actor() == ANONYMOUS


def test_a_nested_context_gives_the_outer_one_back(db):
    with acting(ANNA):
        with acting(BEN):
            assert who() == (2, 20, "reporter")
        assert who() == (1, 10, "director")


def test_also_after_an_error(db):
    with acting(ANNA):
        with pytest.raises(ValueError, match="mis"), acting(BEN):
            raise ValueError("mis")
        assert who() == (1, 10, "director")
        assert current_actor() == ANNA


def test_also_after_an_error_of_the_database(db):
    with acting(ANNA):
        with pytest.raises(Error), acting(BEN):
            sql("select 1 / 0")
        assert who() == (1, 10, "director")


def test_somebody_goes_on_in_a_role_and_the_outer_one_comes_back(db):
    with acting(ANNA):
        with acting(BEN, origin="web"):
            go_on_as(ANNA)
            assert (who(), current_actor(), current_origin()) == ((1, 10, "director"), ANNA, "web")
            go_on_as(BEN)
        assert (who(), current_actor()) == ((1, 10, "director"), ANNA)
    assert who() == (None, None, None)


def test_a_nested_nobody_is_really_nobody(db):
    with acting(ANNA), acting(ANONYMOUS):
        assert who() == (None, None, None)


def test_what_is_done_together_has_one_trace_and_the_next_another(db):
    with acting(ANNA, origin="web"):
        first = current_trace()
        with acting(BEN):
            assert (current_trace(), current_origin()) == (first, "web")
    with acting(ANNA):
        assert current_trace() != first
    assert current_trace() == ""


def test_the_clock_of_rights_can_be_set_and_is_inherited(db, now):
    with acting(ANNA, now=now), acting(BEN):
        assert sql("select app_now(), app_today()") == [(now, now.date())]


def test_a_day_begins_at_midnight_in_amsterdam(db, now):
    just_after = now.replace(hour=0, minute=30)
    with acting(ANNA, now=just_after):
        assert sql("select app_today()") == [(now.date(),)]


def test_a_context_that_fails_leaves_nothing_behind(db, owner):
    with owner():
        sql("create temp table note (text text)")
        sql(f"grant insert, select on note to {settings.DATABASE_APP_ROLE}")

    def fail_halfway():
        with acting(ANNA):
            sql("insert into note values ('half')")
            raise ValueError("mis")

    with pytest.raises(ValueError, match="mis"):
        fail_halfway()
    assert sql("select count(*) from note") == [(0,)]


@pytest.fixture
def notes(owner):
    """`notes(**rules)` makes a table of notes with a row of Anna's party and one of Ben's, protected."""

    def make(**rules):
        with owner():
            sql("create table notes (id serial primary key, party_id bigint, text text)")
            with connection.schema_editor() as editor:
                Protect("notes", **rules).database_forwards("lib", editor, ProjectState(), ProjectState())
            sql("insert into notes (party_id, text) values (10, 'van Anna'), (20, 'van Ben')")

    return make


HERE = "party_id = (select app_party())"


def test_a_protected_table_shows_the_rows_of_the_rule(notes):
    notes(read=HERE)
    with acting(ANNA):
        assert sql("select text from notes") == [("van Anna",)]
    assert sql("select text from notes") == []


def test_what_has_no_rule_is_not_allowed_at_all(notes):
    notes(read=HERE)
    with acting(ANNA):
        for attempt in ["insert into notes (party_id) values (10)", "update notes set text = ''", "delete from notes"]:
            with pytest.raises(Error, match="permission denied"):
                sql(attempt)


def test_a_row_of_another_cannot_be_written_changed_or_given_away(notes):
    notes(read="true", write=HERE)
    with acting(ANNA):
        with pytest.raises(Error, match="row-level security"):
            sql("insert into notes (party_id, text) values (20, 'namens Ben')")
        with pytest.raises(Error, match="row-level security"):
            sql("update notes set party_id = 20 where party_id = 10")
        assert sql("update notes set text = 'x' where party_id = 20") == 0
        assert sql("delete from notes where party_id = 20") == 0
        assert sql("insert into notes (party_id, text) values (10, 'erbij')") == 1


def test_a_change_can_have_a_rule_for_before_and_one_for_after(notes):
    notes(read="true", update=(HERE, f"{HERE} and text = 'klaar'"))
    with acting(ANNA):
        assert sql("update notes set text = 'klaar' where party_id = 10") == 1
        with pytest.raises(Error, match="row-level security"):
            sql("update notes set text = 'anders' where party_id = 10")


def test_protecting_again_replaces_the_rules_and_undoing_takes_them_away(notes, owner):
    notes(read="true")
    with owner(), connection.schema_editor() as editor:
        again = Protect("notes", read=HERE)
        again.database_forwards("lib", editor, ProjectState(), ProjectState())
    with acting(ANNA):
        assert sql("select count(*) from notes") == [(1,)]
    with owner(), connection.schema_editor() as editor:
        again.database_backwards("lib", editor, ProjectState(), ProjectState())
    with acting(ANNA):
        assert sql("select count(*) from notes") == [(0,)]


def test_the_lock_can_be_read_back_in_a_migration():
    operation = Protect("notes", read="true", write=HERE)
    name, values, rules = operation.deconstruct()
    assert (name, values) == ("Protect", ["notes"])
    assert Protect(*values, **rules).rules == operation.rules
    assert "notes" in operation.describe()


def test_every_table_with_rows_of_people_or_parties_is_protected(owner):
    """A new table without a lock fails here, not in production."""
    with owner():
        found = sql(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity"
            " and not c.relispartition and exists (select 1 from pg_attribute a where a.attrelid = c.oid"
            " and a.attname in ('party_id', 'user_id', 'owner_id') and not a.attisdropped) order by 1"
        )
    assert [name for (name,) in found] == []
