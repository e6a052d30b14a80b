import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from nacl.signing import SigningKey

from dijkwacht.audit import actions, sealing, verification
from dijkwacht.audit.models import Event, Seal
from dijkwacht.lib.access import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(itself, now):
    """`check()` is what the check of the log says is wrong, None when nothing is."""

    def run():
        with acting(itself):
            return actions.check_log(actor=itself, now=now).problem

    return run


@pytest.fixture
def tamper(owner):
    """`tamper(sql)` does what only the owner of the database can: the guards are switched off first."""

    def do(sql, *values):
        with owner(), connection.cursor() as cursor:
            cursor.execute("alter table audit_event disable trigger user; alter table audit_seal disable trigger user")
            cursor.execute(sql, values)
            cursor.execute("alter table audit_event enable trigger user; alter table audit_seal enable trigger user")

    return do


@pytest.fixture
def rows(happen, seal, owner):
    """Two seals over three rows each; the numbers of those rows."""
    happen(3)
    seal()
    happen(3)
    seal()
    with owner():
        return list(Event.objects.order_by("seq").values_list("seq", flat=True))


def test_each_seal_names_the_one_before(rows, itself):
    with acting(itself):
        first, second = Seal.objects.order_by("number")

    assert json.loads(second.statement)["previous"] == bytes(first.hash).hex()
    assert (first.size, second.size) == (3, 3)


def test_when_nothing_waits_there_is_no_seal(rows, seal):
    assert seal() is None


def test_the_seals_stand_in_the_file_too(rows, seal_file, itself):
    lines = seal_file.read_text().splitlines()

    with acting(itself):
        assert [sealing.read_line(line)[0].statement for line in lines] == [
            seal.statement for seal in Seal.objects.order_by("number")
        ]
    assert seal_file.stat().st_mode & 0o777 == 0o600


def test_all_is_right(rows, check):
    assert check() is None


def test_rows_that_wait_for_a_seal_are_no_problem(rows, happen, check):
    happen(2)

    assert check() is None


def test_a_seal_tells_nothing_about_anybody(rows, seal_file):
    assert "intake" not in seal_file.read_text()


def test_only_a_job_seals_and_checks(privacy_officer, now):
    with acting(privacy_officer), pytest.raises(PermissionDenied):
        actions.seal_events(actor=privacy_officer, now=now)
    with acting(privacy_officer), pytest.raises(PermissionDenied):
        actions.check_log(actor=privacy_officer, now=now)


@pytest.mark.parametrize(
    "sql", ["select * from audit_take_queue()", "select * from audit_leaves(0, 10)", "select * from audit_queue"]
)
def test_the_database_gives_the_waiting_rows_to_jobs_only(privacy_officer, sql):
    with acting(privacy_officer), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "update audit_event set reason = 'x'",
        "delete from audit_event",
        "truncate audit_event",
        "update audit_seal set size = 1",
        "delete from audit_seal",
        "select * from audit_event_202611",
    ],
)
def test_nobody_in_the_application_changes_the_log(rows, privacy_officer, sql):
    with acting(privacy_officer), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql)
                assert cursor.rowcount == 0
        except DatabaseError:
            pass


@pytest.mark.parametrize(
    ("sql", "wrong", "row"),
    [
        ("update audit_event set user_name = 'Iemand anders' where seq = %s", "row-changed", 2),
        ("update audit_event set at = at - interval '1 hour' where seq = %s", "row-changed", 4),
        ("update audit_event set details = '{}', reason = '{}' where seq = %s", "row-changed", 0),
        ("delete from audit_event where seq = %s", "row-deleted", 1),
        ("delete from audit_event where seq >= %s", "row-deleted", 3),
        ("insert into audit_event select * from audit_event where seq = %s", "row-twice", 2),
    ],
)
def test_the_wrong_row_is_named(rows, tamper, check, sql, wrong, row):
    if wrong == "row-twice":
        sql = """
        insert into audit_event select (e).* from (
          select jsonb_populate_record(a, jsonb_build_object('recorded_at', a.recorded_at + interval '1 second')) e
          from audit_event a where seq = %s) x
        """
    tamper(sql, rows[row])

    problem = check()

    assert (problem.what, problem.seq) == (wrong, rows[row])


def test_a_row_changed_with_its_hash_is_named_by_the_file(rows, tamper, check):
    tamper("update audit_event set user_name = 'Iemand anders' where seq = %s", rows[4])
    tamper("update audit_event e set leaf = audit_leaf(e) where seq = %s", rows[4])

    problem = check()

    assert (problem.what, problem.seq) == ("row-changed", rows[4])
    assert str(problem).startswith("Regel ")


def test_without_marks_in_the_file_the_seal_still_knows(rows, tamper, check, seal_file):
    lines = [json.loads(line) | {"leaves": ""} for line in seal_file.read_text().splitlines()]
    seal_file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    tamper("update audit_event set user_name = 'Iemand anders' where seq = %s", rows[4])
    tamper("update audit_event e set leaf = audit_leaf(e) where seq = %s", rows[4])

    problem = check()

    assert (problem.what, problem.seq, problem.seal) == ("rows-differ", rows[3], 2)


def test_two_rows_that_changed_places_are_noticed(rows, tamper, check):
    tamper("update audit_event set seq = -1 where seq = %s", rows[1])
    tamper("update audit_event set seq = %s where seq = %s", rows[1], rows[2])
    tamper("update audit_event set seq = %s where seq = -1", rows[2])

    assert check().seq == rows[1]


def test_a_row_put_in_later_is_noticed(rows, tamper, check):
    tamper(
        """
        insert into audit_event select (e).* from (
          select jsonb_populate_record(a, jsonb_build_object('seq', %s)) e from audit_event a where seq = %s) x
        """,
        rows[-1] + 50,
        rows[0],
    )
    tamper("update audit_event e set leaf = audit_leaf(e) where seq = %s", rows[-1] + 50)

    problem = check()

    assert (problem.what, problem.seq) == ("row-inserted", rows[-1] + 50)


def test_a_seal_made_with_another_key_is_noticed(rows, tamper, check, itself):
    forger = SigningKey.generate()
    with acting(itself):
        statement = Seal.objects.get(number=2).statement.replace('"size":3', '"size":2')
    tamper(
        "update audit_seal set statement = %s, signature = %s where number = 2",
        statement,
        forger.sign(statement.encode()).signature,
    )

    assert (check().what, check().seal) == ("seal-forged", 2)


def test_a_seal_that_was_signed_twice_is_noticed(rows, tamper, check, now):
    other = sealing.seal(number=1, now=now, rows=rows[:2], root=b"r" * 32, previous=b"")
    tamper("update audit_seal set statement = %s, signature = %s where number = 1", other.statement, other.signature)

    assert check().what in {"seal-replaced", "chain-broken"}


def test_a_seal_that_is_gone_is_noticed(rows, tamper, check):
    tamper("delete from audit_seal where number = 2")

    assert (check().what, check().seal) == ("seal-missing", 2)


def test_a_file_cut_short_is_noticed(rows, check, seal_file):
    seal_file.write_text(seal_file.read_text().splitlines()[0] + "\n")

    assert check() is None, "the last seal may be on its way for a minute"

    seal_file.write_text("")
    assert (check().what, check().seal) == ("file-short", 1)


def test_a_changed_or_missing_file_is_noticed(rows, check, seal_file):
    seal_file.write_text(seal_file.read_text().replace('"signature":"', '"signature":"00', 1))
    assert check().what == "file-changed"

    seal_file.unlink()
    assert check().what == "file-missing"


def test_an_older_key_is_trusted_when_settings_name_it(rows, check, settings):
    old = SigningKey(settings.DIJKWACHT_SEAL_KEY).verify_key
    settings.DIJKWACHT_SEAL_KEY = b"n" * 32
    assert check().what == "file-changed"

    settings.DIJKWACHT_SEAL_OLD_KEYS = [bytes(old).hex()]
    assert check() is None


def test_what_was_wrong_is_remembered_and_logged(rows, tamper, check, privacy_officer):
    tamper("delete from audit_event where seq = %s", rows[1])
    check()

    with acting(privacy_officer):
        assert "verwijderd" in str(actions.sealing.Check.objects.first())
        assert Event.objects.filter(action="log:broken").exists()


def test_ranges_are_short():
    assert sealing.ranges([1, 2, 3, 7, 9, 10]) == [[1, 3], [7, 7], [9, 10]]
    assert list(verification._expected_rows([])) == []


def test_a_seal_that_missed_the_file_is_added_the_next_minute(rows, happen, seal, seal_file, check):
    seal_file.write_text(seal_file.read_text().splitlines()[0] + "\n")
    happen(1)
    seal()

    assert len(seal_file.read_text().splitlines()) == 3
    assert check() is None


def test_more_missing_seals_wait_for_a_person(rows, happen, seal, seal_file, check, itself):
    seal_file.write_text("")
    happen(1)
    seal()
    assert check().what in {"file-short", "file-changed"}

    seal_file.unlink()
    with acting(itself):
        assert actions.write_missing_seals(actor=itself) == 3
    assert check() is None
