"""What waits at the desk, and what stands ready to be sent."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import yaml
from django.utils import timezone

from dijkwacht.lib.access import acting
from dijkwacht.reporting import actions, queries, replies
from dijkwacht.reporting.texts import LANGUAGES

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def row(intake_officer, now):
    """`row(report)` is its line in the list, some days later."""

    def look(report, *, at=None, shown="open"):
        moment = at or now
        with acting(intake_officer, now=moment):
            found = queries.desk(intake_officer, shown=shown).get(pk=report.pk)
            return queries.row_of(found, today=timezone.localdate(moment), days=queries.confirm_days())

    return look


def test_a_new_report_is_read_within_a_working_day(send, row):
    friday = datetime(2026, 11, 20, 16, 30, tzinfo=AMSTERDAM)
    report = send(at=friday)
    assert (row(report, at=friday).term, row(report, at=friday).days) == ("Lezen", 1)
    assert row(report, at=friday + timedelta(days=4)).days == -1


@pytest.mark.parametrize("way", ["known", "confidential"])
def test_who_gave_a_name_hears_from_us_within_it(send, row, act, intake_officer, keys, identity_pair, way):
    report = send(way)
    act(intake_officer, actions.read_report, report, keys=keys)
    assert row(report).term == "Bevestigen"
    act(intake_officer, actions.ask, report, text="Gelezen.", keys=keys)
    assert row(report).term == ""


def test_an_anonymous_report_that_was_read_has_no_term(taken_in, row):
    assert row(taken_in).term == ""


def test_home_counts_what_waits_most_urgent_first(send, act, intake_officer, keys, answered, now, identity_pair):
    report = send("known")
    send()
    act(intake_officer, actions.read_report, report, keys=keys)
    answered(report, "Nog iets.")
    with acting(intake_officer, now=now):
        titles = [each.title for each in queries.work_of(intake_officer, today=timezone.localdate(now), now=now)]
    assert titles == ["1 nieuwe melding van buiten", "1 melder wacht op bericht", "1 melder gaf antwoord"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_and_the_last_word_stand_ready_in_every_language(language):
    said = yaml.safe_load(replies.DATA.read_text())[language]
    assert set(said) == {"confirm", "name", "last"}
    assert said["name"].strip() in replies.confirmation(language=language, way="known")
    assert said["name"].strip() not in replies.confirmation(language=language, way="anonymous")


def test_an_unknown_language_gets_dutch():
    assert replies.farewell(language="xx") == replies.farewell(language="nl")
