"""The first page says what it leaves out, and leads to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dijkwacht.config.home import FEW
from dijkwacht.lib.access import acting
from dijkwacht.reporting.tests.vault import set_up
from dijkwacht.signals import actions
from dijkwacht.signals.queries import lists


@pytest.fixture
def tell(reporter, intake_officer):
    """`tell(14)` reports so many signals. The vault is there, so that it asks for nothing."""
    set_up(intake_officer, now=timezone.now())

    def report(times):
        now = timezone.now()
        with acting(reporter):
            for number in range(times):
                told = {"title": f"Schuur {number}", "object_kind": "address", "place": "x", "own_observation": "y"}
                actions.report_signal(actions.Report(**told), actor=reporter, now=now)

    return report


def test_twelve_things_are_all_there_is(tell, logged_in, intake_officer):
    tell(FEW)
    page = logged_in(intake_officer).get("/").content.decode()
    assert page.count("Nieuw: bevestig de ontvangst") == FEW
    assert "?alles=1" not in page


def test_more_than_twelve_leads_to_all_of_them(tell, logged_in, intake_officer):
    tell(FEW + 3)
    client = logged_in(intake_officer)
    assert '<a href="?alles=1">en 3 meer</a>' in client.get("/").content.decode()

    everything = client.get("/?alles=1").content.decode()
    assert everything.count("Nieuw: bevestig de ontvangst") == FEW + 3
    assert "1 tot 15 van 15" in everything


def test_all_of_them_stand_fifty_a_page(tell, logged_in, intake_officer):
    tell(51)
    second = logged_in(intake_officer).get("/?alles=1&page=2").content.decode()
    assert second.count("Nieuw: bevestig de ontvangst") == 1
    assert "51 tot 51 van 51" in second


def test_the_first_page_takes_as_many_queries_for_fifty_as_for_thirteen(
    tell, logged_in, intake_officer, django_assert_num_queries, django_assert_max_num_queries
):
    client = logged_in(intake_officer)
    tell(FEW + 1)
    client.get("/")
    with django_assert_max_num_queries(46) as asked:
        client.get("/")
    tell(37)
    with django_assert_num_queries(len(asked)):
        client.get("/")


def test_the_dikes_of_home_may_be_a_minute_old(logged_in, executive, settings):
    settings.CACHES = settings.CACHES | {"moment": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    client = logged_in(executive)
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert "Aandeel gehaalde ambities" in client.get("/").text
        asked.append(any("signals_figures" in query["sql"] for query in queries))
    assert asked == [True, False]


def test_what_is_not_counted_further_says_so(tell, logged_in, intake_officer, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    tell(3)
    assert '<b class="num">2+</b> open signalen' in logged_in(intake_officer).get("/").content.decode()
