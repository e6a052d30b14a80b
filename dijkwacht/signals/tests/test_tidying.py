from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dijkwacht.audit.models import Retention
from dijkwacht.signals import actions, rules


@pytest.fixture
def other(reported):
    return reported(title="Schuur met bestelbus")


@pytest.fixture
def merge(act, director, stored):
    def do(signal, into, *, by=None):
        act(by or director, actions.merge_signal, signal, into=into, reason="Zelfde schuur.")
        return stored(signal)

    return do


@pytest.fixture
def unmerge(act, director, stored):
    def do(signal):
        act(director, actions.unmerge_signal, signal, reason="Toch niet.")
        return stored(signal)

    return do


def test_a_merged_signal_stands_aside(at_intake, other, merge, logged):
    signal = merge(at_intake, other)
    assert (signal.phase, signal.merged_into_id) == ("merged", other.pk)
    assert logged("signal:merged", signal) == 1


def test_it_can_be_undone(at_intake, other, merge, unmerge):
    merge(at_intake, other)
    signal = unmerge(at_intake)
    assert (signal.phase, signal.merged_into_id) == ("intake", None)


def test_a_kept_signal_comes_back_with_its_date(weighed, other, merge, unmerge, now, owner):
    until = timezone.localdate(now) + timedelta(days=60)
    signal = merge(weighed("keep", keep_until=until), other)
    with owner():
        assert Retention.objects.get(subject_id=str(signal.pk)).ends_on is None

    signal = unmerge(signal)
    assert (signal.phase, signal.keep_until, signal.outcome) == ("kept", until, "keep")


def test_a_signal_is_not_merged_with_itself(at_intake, merge):
    with pytest.raises(rules.CannotMerge, match="zichzelf"):
        merge(at_intake, at_intake)


def test_what_is_closed_is_not_merged(at_intake, set_aside, other, merge):
    with pytest.raises(rules.CannotMerge, match="open"):
        merge(other, set_aside(at_intake))


def test_different_rules_stay_apart(at_intake, entered, merge):
    with pytest.raises(rules.CannotMerge, match="verschillende regels"):
        merge(at_intake, entered(regime="wpg"))


def test_the_signal_of_another_party_cannot_be_seen_let_alone_merged(at_intake, reported, person, assen, merge):
    theirs = reported(by=person(assen, "reporter"))
    with pytest.raises(PermissionDenied):
        merge(at_intake, theirs)


def test_only_the_director_merges(at_intake, other, merge, intake_officer):
    with pytest.raises(PermissionDenied):
        merge(at_intake, other, by=intake_officer)


def test_splitting_makes_a_second_signal(act, at_intake, director, stored, logged):
    given = {"title": "Dump in het bos", "place": "Bosrand", "own_observation": "Twaalf vaten."}
    part = act(director, actions.split_signal, at_intake, **given)

    part = stored(part)
    assert (part.split_from_id, part.phase, part.title) == (at_intake.pk, "intake", "Dump in het bos")
    assert part.number != at_intake.number
    assert part.heard == ""
    assert stored(at_intake).title == "Leegstaande schuur"
    assert logged("signal:split", at_intake) == 1


def test_splitting_before_the_intake_gives_the_part_a_handler(act, received, director, stored):
    part = act(director, actions.split_signal, received, title="Dump", place="Bos", own_observation="Vaten.")
    assert stored(part).handler_id == director.user_id
    assert stored(part).acknowledged_at is not None


def test_a_number_that_is_taken_is_tried_again(act, at_intake, director, monkeypatch, reported, person, assen, stored):
    hidden = reported(by=person(assen, "reporter"))
    numbers = iter([hidden.number, "S-NEWS-111"])
    monkeypatch.setattr("dijkwacht.lib.numbering.public_number", lambda prefix: next(numbers))

    part = act(director, actions.split_signal, at_intake, title="Dump", place="Bos", own_observation="Vaten.")
    assert stored(part).number == "S-NEWS-111"
