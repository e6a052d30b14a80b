from datetime import UTC, date, datetime

import pytest

from dijkwacht.signals import rules
from dijkwacht.signals.models import Decision, Outcome, Phase, Signal, SourceRequest, Weighing

STEPS_FROM = {phase: [step for step in rules.STEPS if phase in step.before] for phase in Phase}
TERMS = {"intake": (5, True), "meeting": (42, False)}
ALL = [(phase, outcome) for phase in Phase for outcome in Outcome]


@pytest.mark.parametrize(("phase", "outcome"), ALL)
def test_a_decision_is_possible_exactly_where_the_table_says(phase, outcome):
    signal = Signal(phase=phase)
    known = outcome in rules.OUTCOMES.get(phase, ()) and phase != Phase.WEIGHING
    if known:
        rules.check_can_decide(signal, outcome, waiting=None)
    else:
        with pytest.raises(rules.CannotDecide):
            rules.check_can_decide(signal, outcome, waiting=None)


@pytest.mark.parametrize(("phase", "outcomes"), rules.OUTCOMES.items())
def test_every_outcome_leads_where_the_state_machine_allows(phase, outcomes):
    reachable = {after for step in STEPS_FROM[phase] for after in step.after}
    assert {rules.NEXT_PHASE[outcome] for outcome in outcomes} <= reachable


@pytest.mark.parametrize("phase", Phase)
def test_no_phase_is_a_dead_end(phase):
    assert STEPS_FROM[phase]


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if rules.NEXT_PHASE[outcome] in {"closed", "kept"}])
def test_everything_that_stops_has_a_retention_term(outcome):
    assert outcome in rules.RETENTION


@pytest.mark.parametrize(
    ("phase", "outcome", "second"),
    [
        ("intake", "not_undermining", True),
        ("ready", "close", True),
        ("kept", "keep", True),
        ("ready", "single", False),
        ("disputed", "close", False),
        ("single", "handled", False),
    ],
)
def test_stopping_needs_a_second_person(phase, outcome, second):
    assert rules.needs_second(Signal(phase=phase), outcome) is second


@pytest.mark.parametrize(
    ("phase", "due"),
    [("intake", date(2026, 11, 24)), ("ready", date(2026, 12, 29)), ("closed", None), ("research", None)],
)
def test_terms_run_in_working_days_or_calendar_days(phase, due):
    assert rules.due_on(phase, since=date(2026, 11, 17), terms=TERMS) == due


@pytest.mark.parametrize(
    ("outcome", "until", "fits"),
    [
        ("ready", None, True),
        ("keep", None, False),
        ("keep", date(2026, 11, 17), False),
        ("keep", date(2026, 11, 18), True),
        ("keep", date(2027, 11, 17), True),
        ("keep", date(2027, 11, 19), False),
    ],
)
def test_keeping_has_a_date_within_a_year(outcome, until, fits):
    if fits:
        rules.check_keep_until(outcome, until, today=date(2026, 11, 17), at_most=date(2027, 11, 17))
    else:
        with pytest.raises(rules.CannotDecide):
            rules.check_keep_until(outcome, until, today=date(2026, 11, 17), at_most=date(2027, 11, 17))


@pytest.mark.parametrize(("one", "other", "agreed"), [("ready", "ready", "ready"), ("ready", "close", None)])
def test_two_assessors_agree_or_differ(one, other, agreed):
    assert rules.outcome_of([Weighing(outcome=one), Weighing(outcome=other)]) == agreed


@pytest.mark.parametrize(
    ("decision", "by", "fits"),
    [
        ({"needs_second": True, "made_by_id": 1}, 2, True),
        ({"needs_second": True, "made_by_id": 1}, 1, False),
        ({"needs_second": False, "made_by_id": 1}, 2, False),
        ({"needs_second": True, "made_by_id": 1, "second_id": 3}, 2, False),
        ({"needs_second": True, "made_by_id": 1, "from_phase": "single"}, 2, False),
    ],
)
def test_the_second_person_is_another_and_in_time(decision, by, fits):
    decision = Decision(**({"from_phase": "ready"} | decision))
    if fits:
        rules.check_can_second(decision, phase="ready", by=by)
    else:
        with pytest.raises(rules.CannotDecide):
            rules.check_can_second(decision, phase="ready", by=by)


@pytest.mark.parametrize(
    ("request_", "hit_only", "fits"),
    [
        ({"allowed": True, "hit": True}, False, True),
        ({"allowed": True, "hit": True}, True, False),
        ({"allowed": True, "hit": False}, False, False),
        ({"allowed": True}, False, False),
        ({}, False, False),
    ],
)
def test_content_comes_only_after_a_hit(request_, hit_only, fits):
    request = SourceRequest(**request_)
    if fits:
        rules.check_can_record_content(request, hit_only=hit_only)
    else:
        with pytest.raises(rules.CannotResearch):
            rules.check_can_record_content(request, hit_only=hit_only)


def test_what_moved_on_while_the_form_was_open_says_so():
    rules.check_still_in("ready", None)
    rules.check_still_in("ready", "ready")
    with pytest.raises(rules.CannotDecide, match="voor"):
        rules.check_still_in("single", "ready")


def test_nothing_is_forwarded_under_a_regime_that_forbids_it():
    with pytest.raises(rules.CannotForward, match="geheim"):
        rules.check_can_forward(Signal(phase="to_forward"), regime_allows=False, why_not="Dit is geheim.")


def test_a_late_answer_is_refused():
    from dijkwacht.signals.models import Forwarding

    answered = Forwarding(sent_at=datetime(2026, 1, 1, tzinfo=UTC), returned_at=datetime(2026, 1, 2, tzinfo=UTC))
    with pytest.raises(rules.CannotForward, match="al geantwoord"):
        rules.check_can_confirm(answered)
