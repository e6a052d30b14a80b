import pytest
from django.core.exceptions import PermissionDenied

from dijkwacht.lib.access import acting
from dijkwacht.lib.envelopes import CannotOpen
from dijkwacht.reporting import actions, desk_rules, permissions
from dijkwacht.reporting.models import Report, ReportFile
from dijkwacht.reporting.tests.desk.conftest import PHOTO, STORY
from dijkwacht.reporting.unlocked import Keys


def test_the_intake_reads_what_was_told(act, report, intake_officer, keys):
    reading = act(intake_officer, actions.read_report, report, keys=keys)
    assert (reading.told.own, reading.told.heard) == (STORY["own"], STORY["heard"])
    assert [each.label.name for each in reading.files] == [PHOTO.name]


def test_reading_is_logged_each_time_and_once_changes_the_state(act, report, intake_officer, keys, logged, stored):
    for _ in range(2):
        act(intake_officer, actions.read_report, report, keys=keys)
    assert logged("reporting:read", report) == 2
    found = stored(report)
    assert (found.state, found.handler_id, found.read_hour.minute) == ("read", intake_officer.user_id, 0)


def test_a_key_of_another_opens_nothing(act, report, intake_officer, keys, logged):
    stolen = Keys(holder=keys.holder, own=keys.own)
    with pytest.raises(CannotOpen):
        act(intake_officer, actions.read_report, report, keys=stolen)
    assert logged("reporting:read", report) == 0


@pytest.mark.parametrize("role", ["director", "privacy_officer", "custodian", "functional_manager", "reporter"])
def test_nobody_else_at_the_party_reads_it(act, report, person, emmen, keys, role):
    with pytest.raises(PermissionDenied):
        act(person(emmen, role), actions.read_report, report, keys=keys)


def test_a_stranger_does_not_even_see_the_row(act, report, stranger, keys):
    with pytest.raises(PermissionDenied):
        act(stranger, actions.read_report, report, keys=keys)
    with acting(stranger):
        assert not permissions.visible_to(stranger).exists()
        assert not Report.objects.exists()


def test_code_and_database_agree_on_who_sees_a_report(report, person, emmen, assen, now):
    from dijkwacht.config.roles import ROLES

    for role in ROLES:
        for party in (emmen, assen):
            if role == "system":
                continue
            actor = person(party, role)
            with acting(actor, now=now):
                said = set(permissions.visible_to(actor).values_list("pk", flat=True))
                assert said == set(Report.objects.values_list("pk", flat=True)), actor


def test_a_file_is_taken_by_name_and_logged(act, report, intake_officer, keys, owner, logged):
    with owner():
        file = ReportFile.objects.get()
    label, content = act(intake_officer, actions.open_file, report, file_id=file.pk, keys=keys)
    assert (label.name, content) == (PHOTO.name, PHOTO.content)
    assert logged("reporting:file_opened", report) == 1


def test_a_file_that_was_taken_back_is_gone(act, report, intake_officer, keys, owner):
    with owner():
        file = ReportFile.objects.get()
        ReportFile.objects.update(withdrawn=True)
    with pytest.raises(ReportFile.DoesNotExist):
        act(intake_officer, actions.open_file, report, file_id=file.pk, keys=keys)


def test_a_question_goes_into_the_mailbox_and_an_answer_comes_back(
    act, taken_in, intake_officer, keys, in_mailbox, answered
):
    act(intake_officer, actions.ask, taken_in, text="Welke kleur hadden de vaten?", keys=keys)
    assert in_mailbox(taken_in) == ["Welke kleur hadden de vaten?"]

    answered(taken_in, "Blauw.")
    reading = act(intake_officer, actions.read_report, taken_in, keys=keys)
    asked, answer = reading.conversation
    assert asked.read_hour is not None
    assert (answer.text, answer.is_new) == ("Blauw.", True)
    again = act(intake_officer, actions.read_report, taken_in, keys=keys)
    assert not again.conversation[1].is_new


def test_nothing_is_asked_where_nobody_can_read_it(act, intake_officer, party_pair, keys):
    heard = act(intake_officer, actions.send_report, {"own": "x"}, receipt=None, door="phone")
    with pytest.raises(desk_rules.CannotAsk, match="geen postvak"):
        act(intake_officer, actions.ask, heard, text="Hallo?", keys=keys)


def test_an_empty_question_is_none(act, report, intake_officer, keys):
    with pytest.raises(desk_rules.CannotAsk):
        act(intake_officer, actions.ask, report, text="  ", keys=keys)
