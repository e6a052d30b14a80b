"""A month of the log that is past its term goes when two people agree, and the rest is still proved."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from dijkwacht.audit import actions, tasks
from dijkwacht.audit.models import Event, Retention, State
from dijkwacht.knowledge import tasks as knowledge
from dijkwacht.lib.access import acting

pytestmark = pytest.mark.django_db

LONG_AGO = """
select audit_make_partition('2021-10-01');
alter table audit_event disable trigger user;
insert into audit_event (seq, at, recorded_at, trace, origin, user_name, role, action, subject_type, subject_id,
                         subject_number, reason, result, details)
select nextval('audit_event_seq'), t, t, 'x', 'web', 'Iemand', 'director', 'signal:read', '', '', '', '', 'ok', '{}'
from unnest(array['2021-10-12 10:00+02', '2021-10-13 10:00+02']::timestamptz[]) t;
update audit_event e set leaf = audit_leaf(e) where leaf is null;
insert into audit_queue select seq, leaf from audit_event where recorded_at < '2022-01-01';
alter table audit_event enable trigger user;
"""


@pytest.fixture
def by_hand(owner):
    """`by_hand(sql)` does what only the owner of the database can."""

    def do(sql):
        with owner(), connection.cursor() as cursor:
            cursor.execute(sql)

    return do


@pytest.fixture
def old(by_hand, happen, seal):
    """Two rows of five years ago and two of now, under one seal."""
    by_hand(LONG_AGO)
    happen(2)
    seal()


@pytest.fixture
def month(old, itself, now):
    """The term of that month, proposed to the two people."""
    with acting(itself):
        assert actions.start_month_terms(duration="P5Y", term_name="Logboek", actor=itself, now=now) == 1
        assert actions.propose_due(actor=itself, now=now) == 1
        return Retention.objects.get(subject_type="audit.month")


@pytest.fixture
def agree(now):
    def each(retention, *actors):
        for actor in actors:
            with acting(actor):
                actions.agree(retention, actor=actor, now=now)

    return each


@pytest.fixture
def destroy(itself, now):
    def run():
        with acting(itself):
            return actions.destroy_agreed_months(actor=itself, now=now)

    return run


@pytest.fixture
def check(itself, now):
    def run():
        with acting(itself):
            return actions.check_log(actor=itself, now=now)

    return run


def numbers_of_old_rows(owner):
    with owner():
        return list(Event.objects.filter(recorded_at__year=2021).values_list("seq", flat=True))


def test_its_term_begins_when_the_month_is_over(month):
    assert (month.subject_id, month.name, month.state) == ("2021-10", "logboek 2021-10", State.PROPOSED)
    assert month.ends_on.isoformat() == "2026-10-31"


def test_the_term_begins_once_and_again_when_it_gets_another_length(old, itself, now):
    with acting(itself):
        lengths = ["P5Y", "P5Y", "P6Y"]
        begun = [
            actions.start_month_terms(duration=each, term_name="Logboek", actor=itself, now=now) for each in lengths
        ]
    assert begun == [1, 0, 1]


def test_two_people_agree_and_the_rest_is_still_proved(
    month, agree, destroy, check, director, privacy_officer, owner, happen, seal
):
    agree(month, director, privacy_officer)

    assert destroy() == 1
    assert numbers_of_old_rows(owner) == []
    with owner():
        assert Retention.objects.get(pk=month.pk).state == State.DESTROYED
    happen(1)
    seal()
    outcome = check()
    assert (outcome.problem, outcome.destroyed) == (None, 2)


def test_one_person_is_not_enough(month, agree, destroy, director, owner):
    agree(month, director)
    assert destroy() == 0
    assert len(numbers_of_old_rows(owner)) == 2


def drop(month="2021-10-01"):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select audit_drop_month(%s, '', '')", [month])


def test_the_database_itself_asks_for_two_people(month, agree, director, itself):
    agree(month, director)
    with acting(itself), pytest.raises(DatabaseError, match="two people must agree"):
        drop()
    with acting(director), pytest.raises(DatabaseError, match="only a job"):
        drop()


def test_agreeing_on_a_young_month_does_not_make_it_old(
    old, by_hand, agree, director, privacy_officer, itself, now, seal
):
    by_hand("update knowledge_retentionterm set duration = 'P9Y' where code = 'access_log'")
    with acting(itself):
        actions.start_month_terms(duration="P1M", term_name="Verzonnen", actor=itself, now=now)
        actions.propose_due(actor=itself, now=now)
        young = Retention.objects.get(subject_type="audit.month")
    agree(young, director, privacy_officer)
    with acting(itself), pytest.raises(DatabaseError, match="not over"):
        drop()


def test_a_month_that_somebody_threw_away_is_missed(old, by_hand, check):
    by_hand("drop table audit_event_202110")
    assert check().problem.what == "row-deleted"


CHANGED = [
    "update audit_month set leaves = sha256('x') || substring(leaves from 33)",
    "update audit_month set leaves = substring(leaves from 33)",
    "update audit_month set statement = replace(statement, '2021-10', '2021-11')",
    "update audit_month set month = '2021-09'",
]


@pytest.mark.parametrize("change", CHANGED)
def test_changing_what_stayed_behind_shows(month, agree, destroy, check, by_hand, director, privacy_officer, change):
    agree(month, director, privacy_officer)
    destroy()
    by_hand(f"alter table audit_month disable trigger user; {change}; alter table audit_month enable trigger user")
    assert check().problem.what == "month-forged"


def test_a_row_of_now_under_the_same_seal_is_still_guarded(
    month, agree, destroy, check, by_hand, director, privacy_officer
):
    agree(month, director, privacy_officer)
    destroy()
    by_hand(
        "alter table audit_event disable trigger user;"
        "update audit_event e set user_name = 'Een ander' where seq = (select min(seq) from audit_event);"
        "update audit_event e set leaf = audit_leaf(e);"
        "alter table audit_event enable trigger user"
    )
    assert check().problem.what == "row-changed"


def test_a_lost_file_of_seals_can_be_written_again(
    month, agree, destroy, check, director, privacy_officer, seal_file, itself
):
    agree(month, director, privacy_officer)
    destroy()
    seal_file.unlink()
    with acting(itself):
        actions.write_missing_seals(actor=itself)
    assert check().problem is None


def test_only_dijkwacht_itself_begins_and_destroys(director, now):
    with acting(director):
        with pytest.raises(PermissionDenied):
            actions.start_month_terms(duration="P5Y", term_name="x", actor=director, now=now)
        with pytest.raises(PermissionDenied):
            actions.destroy_agreed_months(actor=director, now=now)


def test_the_jobs_of_each_night(old, owner, now):
    moment = int(now.timestamp())
    knowledge.start_log_terms(moment)
    tasks.propose_destruction(moment)
    tasks.destroy_months(moment)
    with owner():
        found = Retention.objects.get(subject_type="audit.month")
    assert (found.state, found.term_code, found.duration) == (State.PROPOSED, "access_log", "P5Y")
