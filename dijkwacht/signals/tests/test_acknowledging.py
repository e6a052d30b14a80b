import pytest
from django.core.exceptions import PermissionDenied

from dijkwacht.signals import actions, rules


def test_the_intake_confirms_and_becomes_handler(act, received, stored, intake_officer, logged):
    act(intake_officer, actions.acknowledge_signal, received)

    signal = stored(received)
    assert signal.phase == "intake"
    assert signal.handler_id == intake_officer.user_id
    assert signal.acknowledged_at is not None
    assert logged("signal:acknowledged", received) == 1


def test_nobody_confirms_twice(act, at_intake, intake_officer):
    with pytest.raises(rules.CannotAcknowledge):
        act(intake_officer, actions.acknowledge_signal, at_intake)


def test_the_intake_of_another_party_cannot(act, received, stranger):
    with pytest.raises(PermissionDenied):
        act(stranger, actions.acknowledge_signal, received)


def test_the_reporter_cannot(act, received, reporter):
    with pytest.raises(PermissionDenied):
        act(reporter, actions.acknowledge_signal, received)


def test_the_director_leaves_it_to_the_intake(act, received, director):
    with pytest.raises(PermissionDenied):
        act(director, actions.acknowledge_signal, received)
