"""The name of a confidential reporter: one custodian, one motive, one day."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dijkwacht.lib.access import acting
from dijkwacht.lib.envelopes import CannotOpen
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions, desk_rules
from dijkwacht.reporting.models import IdentityRequest, Report
from dijkwacht.reporting.tests.desk.conftest import WHO

MOTIVE = "De rechter-commissaris vraagt het."


@pytest.fixture
def asked(act, confidential, intake_officer, keys):
    return act(intake_officer, actions.request_identity, confidential, motive=MOTIVE)


@pytest.fixture
def granted(act, asked, custodian, custodian_keys, stored_request):
    act(custodian, actions.grant_identity, asked, answer="Terecht gevraagd.", keys=custodian_keys)
    return stored_request(asked)


@pytest.fixture
def stored_request(owner):
    def read(row):
        with owner():
            return IdentityRequest.objects.select_related("report").get(pk=row.pk)

    return read


def test_the_intake_cannot_open_it_alone(confidential, act, intake_officer, keys):
    with pytest.raises(PermissionDenied):
        act(intake_officer, actions.open_known_name, confidential, reason="zomaar", keys=keys)
    with acting(intake_officer), pytest.raises(CannotOpen):
        keys.identity(confidential)


def test_the_intake_opens_who_is_known_with_a_reason(send, act, intake_officer, keys, logged):
    report = send("known")
    name = act(intake_officer, actions.open_known_name, report, reason="terugbellen", keys=keys)
    assert name.name == WHO["name"]
    assert logged("reporting:name_opened", report) == 1


def test_the_custodian_gives_it_and_the_asker_opens_it(granted, act, intake_officer, keys, logged, confidential):
    assert act(intake_officer, actions.open_granted_name, granted, keys=keys).name == WHO["name"]
    for action in ("name_asked", "name_granted", "name_opened"):
        assert logged(f"reporting:{action}", confidential) == 1


def test_another_officer_opens_nothing_with_it(granted, act, person, emmen, holds, party_pair):
    colleague = person(emmen, "intake_officer")
    theirs = holds(colleague, "intake", party_pair)
    with pytest.raises(desk_rules.CannotGrant):
        act(colleague, actions.open_granted_name, granted, keys=theirs)


def test_after_a_day_it_is_closed_again(granted, act, intake_officer, keys, emmen, now, stored_request):
    later = now + timedelta(hours=24)
    with pytest.raises(desk_rules.CannotGrant, match="voorbij"):
        act(intake_officer, actions.open_granted_name, granted, keys=keys, at=later)
    with acting(system_actor(emmen), now=later) as itself:
        assert actions.end_grants(actor=itself, now=later) == 1
    assert stored_request(granted).sealed_for_asker is None


def test_no_is_an_answer_too(asked, act, custodian, stored_request, intake_officer, keys):
    act(custodian, actions.refuse_identity, asked, answer="Niet nodig voor dit doel.")
    found = stored_request(asked)
    assert (found.granted, found.answer) == (False, "Niet nodig voor dit doel.")
    with pytest.raises(desk_rules.CannotGrant):
        act(intake_officer, actions.open_granted_name, found, keys=keys)


def test_it_is_answered_once(granted, act, custodian):
    with pytest.raises(desk_rules.CannotGrant, match="al geantwoord"):
        act(custodian, actions.refuse_identity, granted, answer="Toch niet.")


def test_nobody_but_the_custodian_answers(asked, act, intake_officer, director, keys):
    for somebody in (intake_officer, director):
        with pytest.raises(PermissionDenied):
            act(somebody, actions.grant_identity, asked, answer="ja", keys=keys)


def test_the_database_lets_nobody_answer_herself(asked, owner):
    with owner(), pytest.raises(IntegrityError), transaction.atomic():
        IdentityRequest.objects.update(answered_by_id=asked.asked_by_id)


def test_it_is_not_asked_twice_at_once(asked, act, confidential, intake_officer):
    with pytest.raises(desk_rules.CannotRequest):
        act(intake_officer, actions.request_identity, confidential, motive=MOTIVE)


def test_of_an_anonymous_report_there_is_no_name(report, act, intake_officer):
    with pytest.raises(desk_rules.CannotRequest):
        act(intake_officer, actions.request_identity, report, motive=MOTIVE)


def test_the_custodian_sees_only_reports_that_were_asked_about(confidential, send, act, custodian, asked, now):
    send()
    with acting(custodian, now=now):
        assert set(Report.objects.values_list("pk", flat=True)) == {confidential.pk}


def test_the_custodian_cannot_read_what_was_told(confidential, asked, custodian, custodian_keys, now):
    with acting(custodian, now=now), pytest.raises(CannotOpen):
        custodian_keys.content_key(confidential)


def test_closing_takes_back_a_name_that_was_given(granted, confidential, act, intake_officer, keys, stored_request):
    act(intake_officer, actions.close_report, confidential, erase_identity=True, keys=keys)
    assert stored_request(granted).sealed_for_asker is None
