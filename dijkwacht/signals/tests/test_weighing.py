from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from dijkwacht.lib.access import acting
from dijkwacht.lib.ids import uuid7
from dijkwacht.signals import actions, queries, rules


def test_two_who_agree_move_it_on(weighed, logged, owner):
    signal = weighed("research")

    assert signal.phase == "research"
    assert signal.assessed_at is not None
    assert logged("signal:weighed", signal) == 2
    with owner():
        decision = signal.decisions.get(kind="weigh")
        assert decision.made_by_id != decision.second_id


def test_one_judgement_is_not_enough(at_weighing, weigh, intake_officer):
    assert weigh(at_weighing, by=intake_officer).phase == "weighing"


def test_nobody_weighs_twice(at_weighing, weigh, intake_officer):
    weigh(at_weighing, by=intake_officer)
    with pytest.raises(rules.CannotWeigh, match="vier ogen"):
        weigh(at_weighing, by=intake_officer)


def test_a_third_judgement_is_too_many(weighed, weigh, director):
    signal = weighed("ready")
    with pytest.raises(rules.CannotWeigh):
        weigh(signal, by=director)


def test_who_reported_it_does_not_weigh_it(reported, act, intake_officer, decide, weigh, stored, person, emmen):
    handler = person(emmen, "director")
    signal = reported(by=handler)
    act(intake_officer, actions.acknowledge_signal, signal)
    decide(stored(signal), "continue")
    with pytest.raises(rules.CannotWeigh, match="zelf gemeld"):
        weigh(signal, by=handler)


def test_a_difference_goes_to_the_director(at_weighing, weigh, decide, intake_officer, director, person, emmen):
    weigh(at_weighing, by=intake_officer, outcome="ready")
    signal = weigh(at_weighing, by=person(emmen, "intake_officer"), outcome="close")
    assert signal.phase == "disputed"

    with pytest.raises(PermissionDenied):
        decide(signal, "ready", by=intake_officer)
    assert decide(signal, "close", by=director).phase == "closed"


def test_the_second_judgement_is_independent(at_weighing, weigh, intake_officer, director, now):
    weigh(at_weighing, by=intake_officer)
    with acting(director, now=now):
        before = queries.seen_by(director, at_weighing)
    assert (before.weighings, before.hidden) == ([], 1)

    signal = weigh(at_weighing, by=director)
    with acting(director, now=now):
        assert len(queries.seen_by(director, signal).weighings) == 2


def test_an_assessor_without_assignment_cannot(at_weighing, weigh, second_assessor):
    with pytest.raises(PermissionDenied):
        weigh(at_weighing, by=second_assessor)


def test_a_stranger_cannot(at_weighing, weigh, stranger):
    with pytest.raises(PermissionDenied):
        weigh(at_weighing, by=stranger)


@pytest.fixture
def assign(act, intake_officer):
    def give(signal, to, *, by=None, at=None):
        given = {"user_id": to.user_id, "party_id": to.party_id, "reason": "Klein team."}
        return act(by or intake_officer, actions.assign_assessor, signal, at=at, **given)

    return give


@pytest.fixture
def neighbour(person, assen):
    """A second assessor of another municipality."""
    return person(assen, "second_assessor")


def test_an_assigned_colleague_weighs_and_then_sees_it_no_more(
    at_weighing, assign, weigh, seen, intake_officer, second_assessor
):
    weigh(at_weighing, by=intake_officer)
    assign(at_weighing, second_assessor)
    assert seen(second_assessor, at_weighing)

    assert weigh(at_weighing, by=second_assessor).phase == "ready"
    assert seen(second_assessor, at_weighing) is None


@pytest.mark.parametrize("outcome", ["ready", "close", "single", "elsewhere"])
def test_an_assigned_neighbour_weighs_second(at_weighing, assign, weigh, intake_officer, neighbour, outcome):
    weigh(at_weighing, by=intake_officer, outcome=outcome)
    assign(at_weighing, neighbour)

    signal = weigh(at_weighing, by=neighbour, outcome=outcome)
    assert signal.phase == rules.NEXT_PHASE[outcome]
    assert signal.party_id == intake_officer.party_id


def test_a_neighbour_who_closes_starts_the_term_at_the_owner(
    at_weighing, assign, weigh, intake_officer, neighbour, owner
):
    from dijkwacht.audit.models import Retention

    weigh(at_weighing, by=intake_officer, outcome="close")
    assign(at_weighing, neighbour)
    weigh(at_weighing, by=neighbour, outcome="close")

    with owner():
        assert Retention.objects.get(subject_id=str(at_weighing.pk)).party_id == intake_officer.party_id


def test_an_assignment_expires(at_weighing, assign, seen, neighbour, now):
    assign(at_weighing, neighbour)
    later = rules.assignment_ends_at(now, workdays=15) + timedelta(minutes=1)
    assert seen(neighbour, at_weighing)
    assert seen(neighbour, at_weighing, at=later) is None


def test_an_assignment_is_taken_back(at_weighing, assign, act, seen, intake_officer, neighbour):
    assignment = assign(at_weighing, neighbour)
    act(intake_officer, actions.revoke_assignment, assignment)
    assert seen(neighbour, at_weighing) is None


def test_a_new_assignment_replaces_the_old_one(at_weighing, assign, seen, neighbour, second_assessor):
    assign(at_weighing, neighbour)
    assign(at_weighing, second_assessor)
    assert seen(neighbour, at_weighing) is None
    assert seen(second_assessor, at_weighing)


def test_the_first_assessor_is_not_also_the_second(at_weighing, assign, weigh, person, emmen, assen, director):
    first = person(emmen, "intake_officer")
    weigh(at_weighing, by=first)
    also = person(assen, "second_assessor", user=_user(first))
    with pytest.raises(rules.CannotAssign, match="een ander"):
        assign(at_weighing, also, by=director)


def _user(actor):
    from dijkwacht.parties.models import User

    return User.objects.get(pk=actor.user_id)


def test_somebody_without_the_role_is_not_assigned(at_weighing, assign, stranger):
    with pytest.raises(rules.CannotAssign, match="geen tweede beoordelaar"):
        assign(at_weighing, stranger)


def test_nobody_is_assigned_to_what_only_own_handlers_may_see(entered, assign, neighbour):
    with pytest.raises(rules.CannotAssign, match="alleen de"):
        assign(entered(regime="wgs", channel="partner"), neighbour)


def test_the_database_refuses_a_judgement_in_the_name_of_another(at_weighing, intake_officer, director, now):
    columns = "id, signal_id, party_id, assessor_id, round, severity, concreteness, recency, fits_trend, outcome"
    row = [uuid7(), at_weighing.pk, at_weighing.party_id, director.user_id, 1, "low", "vague", "older", False, "close"]
    insert = f"insert into signals_weighing ({columns}, reason, at) values ({', '.join(['%s'] * 12)})"

    refused = pytest.raises(DatabaseError, match="row-level security")
    with acting(intake_officer, now=now), connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute(insert, [*row, "Namens een ander.", now])
