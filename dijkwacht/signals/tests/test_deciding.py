from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dijkwacht.audit.models import Retention
from dijkwacht.signals import actions, rules


def days(now, number):
    return timezone.localdate(now) + timedelta(days=number)


def test_the_intake_sends_it_to_the_weighing(at_intake, decide, logged):
    signal = decide(at_intake, "continue")

    assert (signal.phase, signal.own_task) == ("weighing", True)
    assert signal.due_on is not None
    assert logged("signal:decided", signal) == 1


def test_somebody_elses_task_is_to_be_forwarded(at_intake, decide):
    assert decide(at_intake, "elsewhere").phase == "to_forward"


def test_what_is_no_undermining_waits_for_a_second_person(at_intake, decide):
    assert decide(at_intake, "not_undermining").phase == "intake"


def test_what_is_no_undermining_is_then_closed_and_gets_an_end_date(at_intake, set_aside, owner):
    signal = set_aside(at_intake)

    assert signal.phase == "closed"
    with owner():
        assert Retention.objects.get(subject_id=str(signal.pk)).term_code == "not_undermining"


def test_a_stranger_cannot_decide(at_intake, decide, stranger):
    with pytest.raises(PermissionDenied):
        decide(at_intake, "continue", by=stranger)


def test_the_reporter_cannot_decide(at_intake, decide, reporter):
    with pytest.raises(PermissionDenied):
        decide(at_intake, "continue", by=reporter)


def test_an_outcome_of_another_phase_is_refused(at_intake, decide):
    with pytest.raises(rules.CannotDecide):
        decide(at_intake, "keep")


def test_closing_waits_for_a_second_person(weighed, decide, director):
    signal = decide(weighed("ready"), "close", by=director)

    assert signal.phase == "ready"


@pytest.fixture
def waiting(weighed, decide, director, owner):
    """A decision to close that waits for its second person."""
    signal = decide(weighed("ready"), "close", by=director)
    with owner():
        return signal.decisions.get(second=None, needs_second=True)


def test_the_second_person_makes_it_count(act, waiting, intake_officer, stored, logged):
    act(intake_officer, actions.answer_decision, waiting, agrees=True, reason="Eens.")

    assert stored(waiting.signal).phase == "closed"
    assert logged("signal:seconded", waiting.signal) == 1


def test_the_second_person_can_make_it_fall(act, waiting, intake_officer, stored):
    act(intake_officer, actions.answer_decision, waiting, agrees=False, reason="Er is meer bekend.")

    assert stored(waiting.signal).phase == "ready"
    assert stored(waiting).refused


def test_nobody_is_her_own_second(act, waiting, director):
    with pytest.raises(rules.CannotDecide, match="vier ogen"):
        act(director, actions.answer_decision, waiting, agrees=True, reason="Ik.")


def test_a_second_person_of_another_party_is_none(act, waiting, stranger):
    with pytest.raises(PermissionDenied):
        act(stranger, actions.answer_decision, waiting, agrees=True, reason="Wij.")


def test_no_second_decision_while_one_waits(waiting, decide, director):
    with pytest.raises(rules.CannotDecide, match="wacht al"):
        decide(waiting.signal, "single", by=director)


def test_an_answer_comes_too_late_when_the_signal_moved_on(act, waiting, intake_officer, owner, stored):
    with owner():
        type(waiting.signal).objects.filter(pk=waiting.signal_id).update(phase="single")

    with pytest.raises(rules.CannotDecide):
        act(intake_officer, actions.answer_decision, waiting, agrees=True, reason="Eens.")


def test_keeping_asks_a_date(weighed, decide, director):
    with pytest.raises(rules.CannotDecide, match="datum"):
        decide(weighed("ready"), "keep", by=director)


def test_keeping_is_for_a_year_at_most(weighed, decide, director, now):
    with pytest.raises(rules.CannotDecide, match="ten hoogste tot"):
        decide(weighed("ready"), "keep", by=director, keep_until=days(now, 400))


@pytest.fixture
def kept(weighed, now):
    """Two people weighed it and keep it for a while."""
    return weighed("keep", keep_until=days(now, 60))


def test_keeping_starts_a_term(kept, now, owner):
    assert (kept.phase, kept.keep_until, kept.due_on) == ("kept", days(now, 60), days(now, 60))
    with owner():
        assert Retention.objects.get(subject_id=str(kept.pk)).term_code == "kept_for_pattern"


def test_reopening_stops_the_term_and_starts_a_new_round(act, kept, director, stored, owner):
    act(director, actions.reopen_signal, kept, reason="Nieuwe melding.")

    signal = stored(kept)
    assert (signal.phase, signal.weighing_round, signal.outcome) == ("intake", 2, "")
    with owner():
        assert Retention.objects.get(subject_id=str(kept.pk)).ends_on is None


def test_reopening_lets_a_waiting_decision_fall(act, kept, decide, director, stored, owner, weigh, intake_officer):
    decide(kept, "close", by=director)
    act(director, actions.reopen_signal, kept, reason="Nieuwe melding.")

    again = decide(stored(kept), "continue")
    weigh(again, by=intake_officer)
    assert weigh(again, by=director).phase == "ready"


def test_only_the_director_reopens(act, kept, intake_officer):
    with pytest.raises(PermissionDenied):
        act(intake_officer, actions.reopen_signal, kept, reason="Nieuws.")


def test_what_is_open_cannot_be_reopened(act, at_intake, director):
    with pytest.raises(rules.CannotReopen):
        act(director, actions.reopen_signal, at_intake, reason="Nieuws.")
