"""What Dijkwacht does by itself at night: each task runs here for real."""

from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from dijkwacht.audit import actions as audit
from dijkwacht.audit import queries as audit_queries
from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, queries, tasks
from dijkwacht.signals.models import Attachment, Draft, Forwarding, Person, Receipt, Signal
from dijkwacht.signals.tests.sheet import content_of_log, filled_in

pytestmark = pytest.mark.django_db
ALL = (tasks.destroy, tasks.erase_reporters, tasks.discard_drafts, tasks.flag_forwardings, tasks.tell_people)


def run(task, moment: datetime) -> None:
    task(timestamp=int(moment.timestamp()))


@pytest.fixture
def closed(at_intake, set_aside):
    return set_aside(at_intake)


@pytest.fixture
def agreed(closed, director, privacy_officer, now):
    """A closed signal that two people agreed to destroy, long after."""
    later = now + timedelta(days=3000)
    with acting(director, now=now):
        audit.propose(audit_queries.retention_of(closed), actor=director, now=later)
    for somebody in (director, privacy_officer):
        with acting(somebody, now=now):
            audit.agree(audit_queries.retention_of(closed), actor=somebody, now=later)
    return closed


def rows_of(owner, signal):
    with owner():
        found = {model: model.objects.filter(signal_id=signal.pk).count() for model in (Receipt, Person, Attachment)}
        return found, Signal.objects.filter(pk=signal.pk).exists()


def test_nothing_to_do_is_fine(emmen, now):
    for task in ALL:
        run(task, now)


def test_what_two_people_agreed_on_is_destroyed_with_all_that_hangs_on_it(agreed, owner, now, director):
    run(tasks.destroy, now)
    assert rows_of(owner, agreed) == ({Receipt: 0, Person: 0, Attachment: 0}, False)
    with acting(director):
        assert audit_queries.retention_of(agreed).state == "destroyed"


def test_what_was_destroyed_still_counts_for_the_agreement(agreed, now, policy_adviser):
    def counted():
        with acting(policy_adviser, now=now):
            return queries.figures(as_of=now.date() + timedelta(days=40))[policy_adviser.party_id]

    before = counted()
    run(tasks.destroy, now)
    assert counted() == before
    assert (before.received, before.elsewhere_done, before.decisions) == (1, 1, 1)


def test_nobody_reads_what_a_destroyed_signal_left_for_the_figures(agreed, now, director):
    run(tasks.destroy, now)
    with acting(director), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select * from signals_past")


def test_what_one_person_agreed_on_stays(closed, director, owner, now):
    with acting(director, now=now):
        later = now + timedelta(days=3000)
        audit.propose(audit_queries.retention_of(closed), actor=director, now=later)
        audit.agree(audit_queries.retention_of(closed), actor=director, now=later)
    run(tasks.destroy, now + timedelta(days=3001))
    assert rows_of(owner, closed)[1]


def test_the_tombstone_keeps_no_content(agreed, owner, now):
    run(tasks.destroy, now)
    assert agreed.place not in content_of_log(owner)


def test_who_reported_is_forgotten_three_months_after_the_end(closed, owner, now, reporter):
    run(tasks.erase_reporters, now + timedelta(days=90))
    with owner():
        assert Receipt.objects.get().user_id == reporter.user_id
    run(tasks.erase_reporters, now + timedelta(days=93))
    with owner():
        assert Receipt.objects.get().user_id is None
    with acting(reporter):
        assert not Receipt.objects.exists()


def test_who_reported_something_that_runs_is_not_forgotten(at_intake, owner, now, reporter):
    run(tasks.erase_reporters, now + timedelta(days=4000))
    with owner():
        assert Receipt.objects.get().user_id == reporter.user_id


def test_who_reported_something_merged_is_forgotten_with_the_other(
    reported, set_aside, act, director, intake_officer, owner, now
):
    one, other = reported(), reported()
    for each in (one, other):
        act(intake_officer, actions.acknowledge_signal, each)
    act(director, actions.merge_signal, one, into=other, reason="Zelfde schuur")
    set_aside(other)
    run(tasks.erase_reporters, now + timedelta(days=93))
    with owner():
        assert not Receipt.objects.filter(user__isnull=False).exists()


def test_a_draft_of_a_month_ago_is_thrown_away_with_its_files(logged_in, reporter, owner):
    logged_in(reporter).post(reverse("signals:draft"), filled_in())
    with acting(reporter):
        saved = Draft.objects.get().saved_at
    run(tasks.discard_drafts, saved + timedelta(days=29))
    with acting(reporter):
        assert Draft.objects.exists()
    run(tasks.discard_drafts, saved + timedelta(days=31))
    with owner():
        assert not Draft.objects.exists()
        assert not Attachment.objects.exists()


@pytest.fixture
def sent(to_forward, act, intake_officer):
    """Something that was forwarded to the police and not confirmed."""
    given = {
        "authority": "politie",
        "legal_basis": "awb-2-3",
        "subject": "Schuur",
        "place": "Verzonnenweg 12",
        "message": "Ramen afgeplakt.",
        "stays_behind": "Wie meldde.",
        "reporter_told": False,
        "recipient_id": None,
    }
    forwarding = act(intake_officer, actions.prepare_forwarding, to_forward, **given)
    act(intake_officer, actions.send_forwarding, forwarding)
    return forwarding


def test_a_forwarding_that_nobody_confirmed_is_flagged_once(sent, owner, now):
    for days in (2, 30, 31):
        run(tasks.flag_forwardings, now + timedelta(days=days))
    with owner():
        assert Forwarding.objects.get().late_since == (now + timedelta(days=30)).date()
    assert content_of_log(owner).count("forwarding:late") == 1


def test_somebody_for_whom_something_waits_hears_that_and_not_what(received, intake_officer, now, mailoutbox, owner):
    run(tasks.tell_people, now)
    (message,) = mailoutbox
    assert message.to == [f"p{message.to[0][1:].split('@')[0]}@gm0114.example"]
    assert "er staat iets voor u klaar" in message.subject
    for secret in (received.title, received.place, received.number):
        assert secret not in message.body + message.subject


def test_who_has_nothing_to_do_hears_nothing(reporter, intake_officer, director, stranger, now, mailoutbox):
    run(tasks.tell_people, now)
    assert mailoutbox == []


def test_the_neighbours_hear_nothing_of_it(received, stranger, intake_officer, now, mailoutbox):
    run(tasks.tell_people, now)
    assert [message.to[0].split("@")[1] for message in mailoutbox] == ["gm0114.example"]


def test_an_assigned_assessor_hears_until_she_weighed(
    at_weighing, act, weigh, intake_officer, second_assessor, emmen, now, mailoutbox
):
    act(
        intake_officer,
        actions.assign_assessor,
        at_weighing,
        user_id=second_assessor.user_id,
        party_id=emmen.pk,
        reason="Kent het gebied",
    )
    run(tasks.tell_people, now)
    assert "Beste second_assessor" in " ".join(message.body for message in mailoutbox)
    mailoutbox.clear()
    weigh(at_weighing, by=second_assessor)
    run(tasks.tell_people, now)
    assert "Beste second_assessor" not in " ".join(message.body for message in mailoutbox)


def test_on_a_free_day_nobody_is_told(received, intake_officer, now, mailoutbox):
    run(tasks.tell_people, now.replace(day=22))
    assert mailoutbox == []


def test_without_a_mail_server_nobody_is_told(received, intake_officer, now, mailoutbox, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    run(tasks.tell_people, now)
    assert mailoutbox == []


@pytest.mark.parametrize("action", ["destroy_agreed", "erase_reporters", "tell_people", "flag_late_forwardings"])
def test_nobody_can_do_this_by_hand(action, director, now):
    given = {"before": now} if action == "erase_reporters" else {}
    with acting(director), pytest.raises(Exception, match="job:run"):
        getattr(actions, action)(actor=director, now=now, **given)
