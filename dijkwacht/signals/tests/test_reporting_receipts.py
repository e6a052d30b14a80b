"""What the reporter keeps, and how far she may see."""

import pytest
from django.urls import reverse

from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, queries
from dijkwacht.signals.models import Signal
from dijkwacht.signals.tests.sheet import TOLD, filled_in

pytestmark = pytest.mark.django_db
PAGE = reverse("signals:report")
MINE = reverse("signals:receipts")


@pytest.fixture
def number(logged_in, reporter):
    """The number of something that the reporter reported."""
    return logged_in(reporter).post(PAGE, filled_in()).url.split("/")[-2]


def at(number, officer):
    with acting(officer):
        return Signal.objects.get(number=number)


def status_for(reporter, number):
    with acting(reporter):
        found = queries.receipt(reporter, number)
        return found and found.words


def test_without_reports_the_list_says_what_to_do(logged_in, reporter):
    page = logged_in(reporter).get(MINE).content.decode()
    assert "U hebt nog niets gemeld" in page


def test_the_list_shows_her_own_words_and_the_status(logged_in, reporter, number):
    page = logged_in(reporter).get(MINE).content.decode()
    assert TOLD["title"] in page
    assert number in page
    assert "ontvangen" in page


def test_the_status_follows_the_signal_and_no_further(reporter, intake_officer, number, now):
    assert status_for(reporter, number) == "ontvangen"
    with acting(intake_officer):
        actions.acknowledge_signal(at(number, intake_officer), actor=intake_officer, now=now)
    assert status_for(reporter, number) == "ontvangst bevestigd"
    for outcome, words in [("continue", "in behandeling")]:
        with acting(intake_officer):
            signal = at(number, intake_officer)
            actions.decide_signal(signal, outcome=outcome, reason="Past bij ons", actor=intake_officer, now=now)
        assert status_for(reporter, number) == words


def test_when_it_is_over_she_hears_that_and_not_why(logged_in, reporter, intake_officer, director, number, now):
    with acting(intake_officer):
        signal = at(number, intake_officer)
        actions.acknowledge_signal(signal, actor=intake_officer, now=now)
        waiting = actions.decide_signal(
            signal, outcome="not_undermining", reason="Een feestje", actor=intake_officer, now=now
        )
    with acting(director):
        actions.answer_decision(waiting, agrees=True, reason="Eens", actor=director, now=now)
    page = logged_in(reporter).get(reverse("signals:receipt", args=[number])).content.decode()
    assert status_for(reporter, number) == "afgerond"
    assert "feestje" not in page
    assert "geen ondermijning" not in page


def test_the_receipt_says_when_it_was_read(logged_in, reporter, intake_officer, number, now):
    with acting(intake_officer):
        actions.acknowledge_signal(at(number, intake_officer), actor=intake_officer, now=now)
    page = logged_in(reporter).get(reverse("signals:receipt", args=[number])).content.decode()
    assert "gelezen op 17 november 2026" in page


def test_the_receipt_of_somebody_else_is_not_found(logged_in, person, emmen, number, intake_officer):
    for other in (person(emmen, "reporter"), intake_officer):
        assert logged_in(other).get(reverse("signals:receipt", args=[number])).status_code == 404


def test_a_merged_report_goes_on_as_the_other(logged_in, reporter, intake_officer, director, number, now):
    second = logged_in(reporter).post(PAGE, filled_in()).url.split("/")[-2]
    for each in (number, second):
        with acting(intake_officer):
            actions.acknowledge_signal(at(each, intake_officer), actor=intake_officer, now=now)
    with acting(director):
        one, other = at(number, director), at(second, director)
        actions.merge_signal(one, into=other, reason="Zelfde schuur", actor=director, now=now)
    assert status_for(reporter, number) == "ontvangst bevestigd"


def test_the_list_asks_the_database_little(logged_in, reporter, number, django_assert_max_num_queries):
    client = logged_in(reporter)
    for _ in range(5):
        client.post(PAGE, filled_in())
    with django_assert_max_num_queries(14):
        client.get(MINE)
