from datetime import timedelta

import pytest

from dijkwacht.reporting import actions
from dijkwacht.reporting.tasks import desk


def test_each_hour_what_came_in_is_counted(report, intake_officer, now, logged, mailoutbox):
    desk.collect(int(now.timestamp()))
    assert logged("reporting:arrived") == 1
    assert len(mailoutbox) == 1


def test_each_hour_a_name_whose_day_is_over_is_taken_back(
    act, confidential, intake_officer, keys, custodian, custodian_keys, now, owner
):
    asked = act(intake_officer, actions.request_identity, confidential, motive="nodig")
    act(custodian, actions.grant_identity, asked, answer="goed", keys=custodian_keys)
    desk.collect(int((now + timedelta(days=2)).timestamp()))
    with owner():
        asked.refresh_from_db()
    assert asked.sealed_for_asker is None


def test_a_mail_server_that_is_away_leaves_no_name_open(
    act, confidential, intake_officer, keys, custodian, custodian_keys, now, owner, settings
):
    asked = act(intake_officer, actions.request_identity, confidential, motive="nodig")
    act(custodian, actions.grant_identity, asked, answer="goed", keys=custodian_keys)
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    with pytest.raises(ConnectionRefusedError):
        desk.collect(int((now + timedelta(days=2)).timestamp()))
    with owner():
        asked.refresh_from_db()
    assert asked.sealed_for_asker is None


def test_each_night_names_go_after_their_term(act, send, intake_officer, keys, stored, now):
    report = send("known")
    act(intake_officer, actions.close_report, report, erase_identity=False, keys=keys)
    desk.erase_names(int((now + timedelta(days=80)).timestamp()))
    assert stored(report).identity is not None
    desk.erase_names(int((now + timedelta(days=100)).timestamp()))
    assert stored(report).identity is None


def test_each_night_nothing_goes_that_nobody_agreed_to(report, stored, now):
    desk.destroy(int(now.timestamp()))
    assert stored(report).content is not None
