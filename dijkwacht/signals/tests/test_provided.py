"""What a provider asks with what it gives: a number, a last day, and not to pass it on."""

from datetime import date, timedelta

import pytest

from dijkwacht.audit import queries as audit
from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, rules
from dijkwacht.signals.models import Signal
from dijkwacht.signals.tests.conftest import SHED

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(act, intake_officer, now):
    """`police(keep_at_most=...)` is a signal from a report of the police."""

    def enter(*, regime="wpg", received_at=None, **given):
        provided = actions.Provided(number="PL0100-2026-1", dated_on=date(2026, 11, 10), **given)
        arrival = actions.Arrival("police", regime, "wpg-16", received_at or now, provided)
        return act(intake_officer, actions.enter_signal, actions.Report(**SHED), arrival=arrival)

    return enter


@pytest.fixture
def term(intake_officer, now):
    """`term(signal)` is (code, last day) of the term that runs, None if none does."""

    def look(signal):
        with acting(intake_officer, now=now):
            found = audit.retention_of(signal)
        return (found.term_code, found.ends_on) if found and found.ends_on else None

    return look


def test_the_term_of_the_police_runs_from_the_first_day(police, term):
    signal = police(keep_at_most=date(2027, 2, 1))
    assert (signal.source_number, signal.source_on) == ("PL0100-2026-1", date(2026, 11, 10))
    assert term(signal) == ("police_data", date(2027, 2, 1))


def test_without_a_day_it_is_a_year_from_receipt(police, term):
    assert term(police()) == ("police_data", date(2027, 11, 17))


def test_a_day_after_the_year_is_refused(police):
    with pytest.raises(rules.CannotReport, match="ten hoogste bewaren tot en met 17 november 2027"):
        police(keep_at_most=date(2027, 11, 18))


def test_a_day_that_is_past_is_refused(police, now):
    with pytest.raises(rules.CannotReport, match="al voorbij"):
        police(keep_at_most=now.date())


def test_another_provider_may_name_any_day(police, term):
    assert term(police(regime="avg", keep_at_most=date(2029, 1, 1))) == ("police_data", date(2029, 1, 1))


def test_what_names_no_day_has_no_term_yet(police, term):
    assert term(police(regime="avg")) is None


def test_a_step_does_not_stop_the_term(police, decide, term):
    signal = decide(police(keep_at_most=date(2027, 2, 1)), "continue")
    assert signal.phase == "weighing"
    assert term(signal) == ("police_data", date(2027, 2, 1))


def test_closing_does_not_lengthen_it(police, set_aside, term):
    near = set_aside(police(keep_at_most=date(2026, 11, 20)))
    assert term(near) == ("police_data", date(2026, 11, 20))
    far = set_aside(police(keep_at_most=date(2027, 11, 1)))
    assert term(far)[0] == "not_undermining"


def test_it_cannot_be_kept_past_its_last_day(police, decide):
    signal = police(keep_at_most=date(2027, 2, 1))
    decide(signal, "continue")
    with pytest.raises(rules.CannotDecide, match="1 februari 2027"):
        keep_until(signal, date(2027, 2, 2))


def keep_until(signal, day):
    from dijkwacht.signals.actions.moving import check_keeping

    check_keeping(signal, "keep", day, now=signal.received_at)


def test_what_may_not_be_passed_on_is_not_forwarded(police, decide, act, intake_officer):
    signal = decide(police(regime="avg", no_forward=True), "elsewhere")
    with pytest.raises(rules.CannotForward, match="wil niet dat het wordt doorgegeven"):
        rules.check_can_forward(signal, regime_allows=True, why_not="")


def test_nobody_of_another_party_is_asked_to_weigh_it(police, act, intake_officer, person, assen):
    neighbour = person(assen, "second_assessor")
    with pytest.raises(rules.CannotAssign, match="eigen organisatie"):
        act(
            intake_officer,
            actions.assign_assessor,
            police(no_forward=True),
            user_id=neighbour.user_id,
            party_id=assen.pk,
            reason="Kleine ploeg.",
        )


def test_it_stays_apart_from_what_may_be_passed_on(police, act, director):
    one, other = police(no_forward=True), police()
    with pytest.raises(rules.CannotMerge, match="mag niet worden doorgegeven"):
        act(director, actions.merge_signal, one, into=other, reason="Zelfde schuur.")


def test_the_page_shows_what_was_asked(police, logged_in, intake_officer):
    signal = police(no_forward=True, keep_at_most=date(2027, 2, 1))
    page = logged_in(intake_officer).get(f"/signalen/{signal.number}/").content.decode()
    assert "PL0100-2026-1" in page
    assert "tot en met 1 februari 2027" in page
    assert "niet doorgeven" in page


def test_a_part_that_is_split_off_keeps_the_conditions(police, act, director, stored):
    part = act(director, actions.split_signal, police(no_forward=True), title="a", place="b", own_observation="c")
    assert stored(Signal(pk=part.pk)).no_forward
    assert stored(Signal(pk=part.pk)).keep_at_most == date(2027, 11, 17)


def test_old_police_data_are_up_for_destruction_at_once(police, term, now):
    assert term(police(received_at=now - timedelta(days=400)))[1] < now.date()
