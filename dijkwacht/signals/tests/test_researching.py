import pytest
from django.core.exceptions import PermissionDenied

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, permissions, rules
from dijkwacht.signals.models import Signal


@pytest.fixture
def source(db):
    return knowledge.sources().filter(hit_only=False).first().code


@pytest.fixture
def hit_only(db):
    found = knowledge.sources().filter(hit_only=True).first()
    return found.code if found else None


@pytest.fixture
def ask(act, weighed, intake_officer, source):
    def request(**changes):
        given = {"source": source, "legal_basis": "awb-2-3", "purpose": "Wie huurt.", "necessity": "Niet openbaar."}
        return act(intake_officer, actions.request_source, weighed("research"), **(given | changes))

    return request


@pytest.fixture
def check(act, privacy_officer):
    return lambda asked, allowed=True: act(
        privacy_officer, actions.check_source, asked, allowed=allowed, reason="Past bij het doel."
    )


def test_first_the_privacy_check_then_a_hit_then_content(act, ask, check, stored, intake_officer, now):
    asked = ask()
    check(asked)
    act(intake_officer, actions.record_hit, asked, hit=True)
    act(intake_officer, actions.record_content, asked, content="Huurder sinds mei.", reason="Nodig voor een controle.")

    kept = stored(asked)
    assert b"Huurder" not in bytes(kept.sealed)
    with acting(intake_officer, now=now):
        assert actions.open_source_content(kept, actor=intake_officer, now=now) == "Huurder sinds mei."


def test_no_hit_before_the_check(act, ask, intake_officer):
    with pytest.raises(rules.CannotResearch, match="privacytoets"):
        act(intake_officer, actions.record_hit, ask(), hit=True)


def test_no_hit_after_a_refusal(act, ask, check, intake_officer):
    asked = ask()
    check(asked, allowed=False)
    with pytest.raises(rules.CannotResearch):
        act(intake_officer, actions.record_hit, asked, hit=True)


def test_no_content_without_a_hit(act, ask, check, intake_officer):
    asked = ask()
    check(asked)
    act(intake_officer, actions.record_hit, asked, hit=False)
    with pytest.raises(rules.CannotResearch, match="na een hit"):
        act(intake_officer, actions.record_content, asked, content="Toch.", reason="Omdat.")


def test_some_sources_give_hit_or_no_hit_only(act, ask, check, intake_officer, hit_only):
    asked = ask(source=hit_only)
    check(asked)
    act(intake_officer, actions.record_hit, asked, hit=True)
    with pytest.raises(rules.CannotResearch, match="alleen hit"):
        act(intake_officer, actions.record_content, asked, content="Toch.", reason="Omdat.")


def test_nobody_checks_twice(ask, check):
    asked = ask()
    check(asked)
    with pytest.raises(rules.CannotResearch, match="al beslist"):
        check(asked)


def test_a_handler_does_not_check_sources(act, ask, intake_officer):
    with pytest.raises(PermissionDenied):
        act(intake_officer, actions.check_source, ask(), allowed=True, reason="Mag.")


def test_the_privacy_officer_of_another_party_cannot(act, ask, person, assen):
    with pytest.raises(PermissionDenied):
        act(person(assen, "privacy_officer"), actions.check_source, ask(), allowed=True, reason="Mag.")


def test_the_privacy_officer_sees_the_request_and_not_the_signal(ask, privacy_officer, now):
    asked = ask()
    with acting(privacy_officer, now=now):
        assert permissions.source_checks_of(privacy_officer).get(pk=asked.pk).number == asked.number
        assert Signal.objects.count() == 0


def test_sources_are_asked_only_in_source_research(act, at_weighing, intake_officer, source):
    given = {"source": source, "legal_basis": "awb-2-3", "purpose": "Wie.", "necessity": "Nodig."}
    with pytest.raises(rules.CannotResearch):
        act(intake_officer, actions.request_source, at_weighing, **given)
