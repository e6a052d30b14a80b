"""What waits for whom, on the home page."""

import pytest
from django.utils import timezone

from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, queries


@pytest.fixture
def work(now):
    """`work(actor)` are the titles of what waits for her."""

    def titles(actor, *, at=None):
        moment = at or now
        with acting(actor, now=moment):
            return [item.title for item in queries.work_of(actor, today=timezone.localdate(moment))]

    return titles


def test_a_new_signal_waits_for_the_intake(work, received, intake_officer, director):
    assert work(intake_officer) == ["Nieuw: bevestig de ontvangst: Leegstaande schuur"]
    assert work(director) == []


def test_a_weighing_waits_until_she_judged(work, at_weighing, weigh, intake_officer, director):
    assert work(intake_officer) == ["Weging: Leegstaande schuur"]
    weigh(at_weighing, by=intake_officer)
    assert work(intake_officer) == []
    assert work(director) == ["Weging: Leegstaande schuur"]


def test_a_difference_waits_for_the_director(work, at_weighing, weigh, intake_officer, director, person, emmen):
    weigh(at_weighing, by=intake_officer)
    weigh(at_weighing, by=person(emmen, "intake_officer"), outcome="close")
    assert work(director) == ["Oordeel verschilt: Leegstaande schuur"]


def test_a_decision_waits_for_another(work, weighed, decide, intake_officer, director):
    decide(weighed("ready"), "close", by=director)
    assert "Tweede persoon nodig: Leegstaande schuur" in work(intake_officer)
    assert "Tweede persoon nodig: Leegstaande schuur" not in work(director)


def test_an_assignment_waits_for_the_assessor(work, at_weighing, act, person, assen, intake_officer):
    neighbour = person(assen, "second_assessor")
    given = {"user_id": neighbour.user_id, "party_id": assen.pk, "reason": "Klein team."}
    act(intake_officer, actions.assign_assessor, at_weighing, **given)
    assert work(neighbour) == ["Tweede beoordeling: Leegstaande schuur"]


def test_nothing_waits_for_a_stranger(work, received, stranger, reporter):
    assert work(stranger) == []
    assert work(reporter) == []
