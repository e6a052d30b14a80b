"""Pages stay as fast with many rows as with few: the number of queries does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dijkwacht.signals import actions


@pytest.fixture
def now():
    """Pages live in the real time."""
    return timezone.now()


@pytest.fixture
def queries_of(logged_in, intake_officer):
    client = logged_in(intake_officer)

    def count(url):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


@pytest.mark.parametrize(
    "url", ["/signalen/", "/signalen/?phase=all&channel=internal", "/signalen/zoeken/?words=schuur"]
)
def test_a_list_takes_the_same_queries_for_one_row_and_for_many(queries_of, reported, url):
    reported()
    few = queries_of(url)
    for number in range(12):
        reported(title=f"Schuur {number}", phenomenon="drugsafval")
    assert queries_of(url) == few


def test_a_signal_takes_the_same_queries_with_much_on_it(
    queries_of, reported, act, decide, weigh, intake_officer, director, stored
):
    signal = reported(phenomenon="drugsafval")
    url = f"/signalen/{signal.number}/"
    act(intake_officer, actions.acknowledge_signal, signal)
    decide(stored(signal), "continue")
    few = queries_of(url)

    person = actions.PersonGiven(name="Jan Verzonnen", role="huurder")
    for number in range(8):
        reported(title=f"Schuur {number}", persons=[person])
    weigh(signal, by=intake_officer)
    weigh(signal, by=director, outcome="close")
    assert queries_of(url) <= few


def test_no_page_takes_too_many(queries_of, reported):
    signal = reported()
    found = {url: queries_of(url) for url in ["/signalen/", f"/signalen/{signal.number}/"]}
    assert found["/signalen/"] <= 18
    assert found[f"/signalen/{signal.number}/"] <= 24
