from datetime import timedelta

import pytest
from django.core import mail

from dijkwacht.audit.models import Event
from dijkwacht.lib.access import acting
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions
from dijkwacht.reporting.tests.desk.conftest import WHO


@pytest.fixture
def collect(emmen, now):
    def run(*, at=None):
        with acting(system_actor(emmen), now=at or now) as itself:
            return actions.collect(actor=itself, now=at or now)

    return run


def test_arriving_itself_leaves_no_trace_in_the_log(report, owner):
    with owner():
        assert not Event.objects.filter(action__startswith="reporting:").exists()
        assert not Event.objects.filter(subject_id=str(report.pk)).exists()


def test_once_an_hour_the_log_says_how_many(send, collect, owner):
    for _ in range(3):
        send()
    assert collect() == 3
    with owner():
        event = Event.objects.get(action="reporting:arrived")
    assert (event.details, event.subject_id, event.user_name) == ({"count": 3}, "", "Dijkwacht")


def test_an_hour_without_reports_is_silent(report, collect, intake_officer):
    collect()
    mail.outbox.clear()
    assert collect() == 0
    assert mail.outbox == []


def test_an_answer_is_noticed_too(act, report, intake_officer, keys, answered, collect, logged):
    collect()
    act(intake_officer, actions.ask, report, text="Welke kleur?", keys=keys)
    answered(report, "Blauw.")
    assert collect() == 1
    assert logged("reporting:answered") == 1


def test_the_notice_says_that_something_waits_and_never_what(send, identity_pair, intake_officer, reporter, collect):
    report = send("confidential")
    collect()
    (letter,) = mail.outbox
    assert "er staat iets voor u klaar" in letter.subject
    assert not any(word in letter.body for word in [report.number, "Bolwijk", WHO["name"], "vertrouwelijk", "melding"])


def test_the_custodian_hears_that_somebody_asked(act, confidential, intake_officer, custodian, emmen, now):
    act(intake_officer, actions.request_identity, confidential, motive="nodig")
    with acting(system_actor(emmen), now=now) as itself:
        told = actions.tell_custodians(since=now - timedelta(hours=1), actor=itself, now=now)
    assert (told, len(mail.outbox)) == (1, 1)
