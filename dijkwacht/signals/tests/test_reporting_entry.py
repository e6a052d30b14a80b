"""The intake enters what came by another channel."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, rules
from dijkwacht.signals.models import Receipt, Signal
from dijkwacht.signals.tests.sheet import TOLD, filled_in

pytestmark = pytest.mark.django_db
ENTER = reverse("signals:enter")


def entered(**changes):
    today = timezone.localdate().isoformat()
    came = {"entry": "1", "channel": "phone", "regime": "avg", "received_on": today, "received_time": "00:00"}
    return filled_in(**came) | changes


def test_it_becomes_a_signal_in_the_intake_of_who_entered_it(logged_in, intake_officer):
    answer = logged_in(intake_officer).post(ENTER, entered())
    with acting(intake_officer):
        signal = Signal.objects.get()
    assert answer.url == reverse("signals:detail", args=[signal.number])
    assert (signal.channel, signal.phase, signal.handler_id) == ("phone", "intake", intake_officer.user_id)
    assert signal.acknowledged_at


def test_it_asks_what_somebody_else_saw(logged_in, intake_officer):
    page = logged_in(intake_officer).get(ENTER).content.decode()
    assert "Wat is zelf gezien?" in page
    assert "Wat zag u zelf?" not in page


def test_a_tip_has_no_reporter_at_all(logged_in, intake_officer, owner):
    logged_in(intake_officer).post(ENTER, entered(channel="tip_line", regime="anonymous"))
    with owner():
        assert not Receipt.objects.exists()
    with acting(intake_officer):
        assert Signal.objects.get().regime_id == "anonymous"


def test_police_data_keep_their_regime_and_legal_basis(logged_in, intake_officer):
    form = entered(channel="police", regime="wpg", legal_basis="wpg-16")
    answer = logged_in(intake_officer).post(ENTER, form)
    assert answer.status_code == 302, answer.content.decode()
    with acting(intake_officer):
        assert Signal.objects.get().received_under_id == "wpg-16"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"channel": "police"}, "Wat van de politie komt, valt onder de Wpg."),
        ({"channel": "tip_line"}, "valt onder de regels voor anoniem"),
        ({"channel": "internal"}, "internal is geen"),
        ({"received_on": "2999-01-01"}, "Deze datum ligt in de toekomst."),
        ({"received_on": ""}, "Vul in op welke dag het binnenkwam."),
        ({"regime": ""}, "Kies onder welke regels het valt."),
    ],
)
def test_a_mistake_is_told_and_nothing_is_lost(logged_in, intake_officer, wrong, message):
    page = logged_in(intake_officer).post(ENTER, entered(**wrong)).content.decode()
    assert message in page
    assert TOLD["place"] in page


def test_the_moment_of_receipt_may_be_days_ago(logged_in, intake_officer):
    day = timezone.localdate() - timedelta(days=3)
    logged_in(intake_officer).post(ENTER, entered(received_on=day.isoformat(), received_time="09:30"))
    with acting(intake_officer):
        came = timezone.localtime(Signal.objects.get().received_at)
    assert (came.date(), came.hour, came.minute) == (day, 9, 30)


def test_pressing_twice_makes_one_signal(logged_in, intake_officer):
    client, form = logged_in(intake_officer), entered()
    assert client.post(ENTER, form).url == client.post(ENTER, form).url
    with acting(intake_officer):
        assert Signal.objects.count() == 1


def test_only_the_intake_may(logged_in, reporter, director, stranger):
    for actor in (reporter, director):
        assert logged_in(actor).get(ENTER).status_code == 404
        assert logged_in(actor).post(ENTER, entered()).status_code == 404
    assert logged_in(stranger).get(ENTER).status_code == 200


def test_an_internal_report_is_not_entered_for_a_colleague(intake_officer, now):
    report = actions.Report(title="x", object_kind="address", place="y", own_observation="z")
    arrival = actions.Arrival("internal", "avg", "", now)
    with acting(intake_officer), pytest.raises(rules.CannotReport, match="Een collega meldt zelf"):
        actions.enter_signal(report, arrival=arrival, actor=intake_officer, now=now)


def test_the_legal_basis_stands_with_the_signal(logged_in, intake_officer):
    client = logged_in(intake_officer)
    page = client.post(ENTER, entered(channel="police", regime="wpg", legal_basis="wpg-16"), follow=True)
    assert "Ontvangen op grond van" in page.content.decode()


def test_the_list_leads_the_intake_here_and_the_director_not(logged_in, intake_officer, director):
    listed = reverse("signals:list")
    assert ENTER in logged_in(intake_officer).get(listed).content.decode()
    assert ENTER not in logged_in(director).get(listed).content.decode()
