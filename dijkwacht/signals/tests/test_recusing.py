import pytest
from django.core.exceptions import PermissionDenied

from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, queries, rules


@pytest.fixture
def recuse(act):
    return lambda who, signal: act(who, actions.recuse, signal, reason="Familie.")


def test_who_is_involved_sees_it_no_more(at_weighing, recuse, seen, director, logged):
    recuse(director, at_weighing)
    assert seen(director, at_weighing) is None
    assert logged("signal:recused", at_weighing) == 1


def test_she_finds_it_neither_by_words_nor_by_number(at_weighing, recuse, director, now):
    recuse(director, at_weighing)
    with acting(director, now=now):
        assert queries.search("schuur", actor=director) == []
        assert queries.search(at_weighing.number, actor=director) == []


def test_she_cannot_do_anything_with_it(at_weighing, recuse, weigh, director):
    recuse(director, at_weighing)
    with pytest.raises(PermissionDenied):
        weigh(at_weighing, by=director)


def test_it_needs_a_new_handler(at_weighing, recuse, stored, intake_officer):
    recuse(intake_officer, at_weighing)
    assert stored(at_weighing).handler_id is None


def test_others_go_on(at_weighing, recuse, seen, intake_officer, director):
    recuse(director, at_weighing)
    assert seen(intake_officer, at_weighing)


def test_her_judgement_no_longer_counts(at_weighing, weigh, recuse, intake_officer, director, person, emmen):
    weigh(at_weighing, by=director, outcome="close")
    recuse(director, at_weighing)

    weigh(at_weighing, by=intake_officer, outcome="close")
    signal = weigh(at_weighing, by=person(emmen, "director"), outcome="close")
    assert signal.phase == "closed"


def test_a_disputed_signal_is_weighed_again(at_weighing, weigh, recuse, stored, intake_officer, director):
    weigh(at_weighing, by=director, outcome="close")
    weigh(at_weighing, by=intake_officer, outcome="ready")
    recuse(intake_officer, at_weighing)
    assert (stored(at_weighing).phase, stored(at_weighing).weighing_round) == ("weighing", 2)


def test_she_is_not_assigned_or_made_handler(at_weighing, recuse, act, person, emmen, director):
    involved = person(emmen, "intake_officer")
    recuse(involved, at_weighing)
    with pytest.raises(rules.CannotAssign, match="betrokken"):
        act(director, actions.hand_over, at_weighing, to=involved.user_id, reason="Vakantie.")


def test_handing_over_gives_another_handler(at_weighing, act, stored, director, logged):
    act(director, actions.hand_over, at_weighing, to=director.user_id, reason="Vertrek.")
    assert stored(at_weighing).handler_id == director.user_id
    assert logged("signal:handed_over", at_weighing) == 1


def test_only_the_director_hands_over(at_weighing, act, intake_officer, director):
    with pytest.raises(PermissionDenied):
        act(intake_officer, actions.hand_over, at_weighing, to=director.user_id, reason="Druk.")


def test_the_new_handler_is_a_colleague(at_weighing, act, director, stranger):
    with pytest.raises(rules.CannotAssign):
        act(director, actions.hand_over, at_weighing, to=stranger.user_id, reason="Buren.")
