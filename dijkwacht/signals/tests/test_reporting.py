"""An employee reports: what must be told, what she keeps, and what she never sees."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from dijkwacht.lib import vault
from dijkwacht.lib.access import acting
from dijkwacht.lib.ids import uuid7
from dijkwacht.signals.models import Draft, Person, Receipt, Signal
from dijkwacht.signals.tests.sheet import TOLD, content_of_log, filled_in

pytestmark = pytest.mark.django_db
PAGE = reverse("signals:report")


def the_signal(officer):
    with acting(officer):
        return Signal.objects.get()


def test_it_begins_with_whom_to_call_in_danger(logged_in, reporter):
    page = logged_in(reporter).get(PAGE).content.decode()
    assert page.index("Bel 112") < page.index("0900-8844") < page.index("0800-7000") < page.index("<form id")


def test_a_report_becomes_a_signal_of_her_party(logged_in, reporter, intake_officer, emmen):
    answer = logged_in(reporter).post(PAGE, filled_in())
    signal = the_signal(intake_officer)
    assert answer.url == reverse("signals:receipt", args=[signal.number])
    assert (signal.party, signal.phase, signal.channel, signal.regime_id) == (emmen, "received", "internal", "avg")
    assert signal.own_observation == TOLD["own_observation"]


def test_the_receipt_tells_what_happens_next(logged_in, reporter):
    client = logged_in(reporter)
    page = client.post(PAGE, filled_in(), follow=True).content.decode()
    assert "Dank u wel. Uw melding is ontvangen" in page
    assert "leest de informatiecoördinator uw melding" in page
    assert "Wat u niet hoort" in page


def test_what_was_seen_heard_and_thought_stay_apart(logged_in, reporter, intake_officer):
    logged_in(reporter).post(PAGE, filled_in(heard="Buurman zegt het", interpretation="Misschien opslag"))
    signal = the_signal(intake_officer)
    assert (signal.heard, signal.interpretation) == ("Buurman zegt het", "Misschien opslag")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": ""}, "Vertel in één regel wat u meldt."),
        ({"object_kind": ""}, "Kies waar het over gaat."),
        ({"place": ""}, "Vul in waar het is of wat het is."),
        ({"own_observation": "", "heard": ""}, "Vertel wat u zag of wat u hoorde."),
        ({"title": "x" * 143}, "Het zijn nu 143 tekens; er passen er 120."),
        ({"observed_from": "2999-01-01"}, "Deze datum ligt in de toekomst."),
        ({"observed_from": "2026-03-02", "observed_until": "2026-03-01"}, "ligt vóór de eerste datum"),
        ({"point": "ergens"}, "Schrijf twee getallen met een komma ertussen"),
        ({"point": "6.89, 52.78"}, "Dit punt ligt niet in Nederland"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_lost(logged_in, reporter, intake_officer, wrong, message):
    page = logged_in(reporter).post(PAGE, filled_in(heard="Gehoord van een ander") | wrong).content.decode()
    assert message in page
    assert TOLD["place"] in page or "place" in wrong
    with acting(intake_officer):
        assert not Signal.objects.exists()
    with acting(reporter):
        assert Draft.objects.count() == 1


def test_hearsay_alone_is_enough(logged_in, reporter, intake_officer):
    logged_in(reporter).post(PAGE, filled_in(own_observation="", heard="De postbode zag busjes"))
    assert the_signal(intake_officer).heard == "De postbode zag busjes"


def test_a_point_on_the_map_is_kept(logged_in, reporter, intake_officer):
    logged_in(reporter).post(PAGE, filled_in(point="52.78, 6.89"))
    signal = the_signal(intake_officer)
    assert (signal.latitude, signal.longitude) == (52.78, 6.89)


def test_ticked_indicators_are_kept_and_those_of_another_phenomenon_forgotten(logged_in, reporter, intake_officer):
    ticked = ["hennepkwekerij-1", "drugslab-1"]
    logged_in(reporter).post(PAGE, filled_in(phenomenon="hennepkwekerij", indicators=ticked))
    assert the_signal(intake_officer).indicators == ["hennepkwekerij-1"]


def test_pressing_twice_makes_one_signal_and_shows_the_same_receipt(logged_in, reporter, intake_officer):
    client, form = logged_in(reporter), filled_in()
    first, second = client.post(PAGE, form), client.post(PAGE, form)
    assert first.url == second.url
    assert "Deze melding hebt u al verstuurd" in client.get(second.url).content.decode()
    the_signal(intake_officer)


def test_the_key_of_somebody_else_reveals_nothing(logged_in, reporter, person, emmen, intake_officer):
    form = filled_in()
    logged_in(reporter).post(PAGE, form)
    other = logged_in(person(emmen, "reporter"))
    assert other.post(PAGE, form).status_code == 302
    with acting(intake_officer):
        assert Signal.objects.count() == 2


def test_persons_are_stored_apart_and_encrypted(logged_in, reporter, intake_officer):
    named = {"person1-name": "J. Verzonnen", "person1-role": "huurder", "person1-details": "rode pet"}
    logged_in(reporter).post(PAGE, filled_in(**named))
    with acting(intake_officer):
        row = Person.objects.get()
        told = json.loads(vault.unseal(bytes(row.sealed), context=f"person:{row.pk}"))
    assert told == {"name": "J. Verzonnen", "role": "huurder", "details": "rode pet"}
    assert b"Verzonnen" not in bytes(row.sealed)


def test_an_empty_person_is_nobody(logged_in, reporter, intake_officer):
    logged_in(reporter).post(PAGE, filled_in(**{"person1-role": "huurder"}))
    with acting(intake_officer):
        assert not Person.objects.exists()


def test_an_urgent_phenomenon_says_what_to_do_now(logged_in, reporter):
    page = logged_in(reporter).post(
        reverse("signals:indicators"), filled_in(phenomenon="drugslab"), headers={"HX-Request": "true"}
    )
    text = page.content.decode()
    assert "Wat u nu meteen doet" in text
    assert "Ga niet naar binnen" in text
    assert "Chemische lucht" in text
    assert "<html" not in text


def test_without_script_the_indicators_come_with_the_page_and_nothing_is_lost(logged_in, reporter):
    client = logged_in(reporter)
    page = client.post(reverse("signals:indicators"), filled_in(phenomenon="drugslab"), follow=True).content.decode()
    assert "Chemische lucht" in page
    assert TOLD["title"] in page
    assert "U was bezig met een melding" not in page


def test_a_matter_of_staff_integrity_is_led_elsewhere_and_not_kept(logged_in, reporter, intake_officer):
    client, form = logged_in(reporter), filled_in()
    client.post(reverse("signals:draft"), form)
    page = client.post(PAGE, form | {"phenomenon": "druk-op-overheid"}).content.decode()
    assert "vertrouwenspersoon integriteit" in page
    assert TOLD["own_observation"] not in page
    with acting(intake_officer):
        assert not Signal.objects.exists()
    with acting(reporter):
        assert not Draft.objects.exists()


def test_a_matter_of_staff_integrity_is_not_saved_while_typing(logged_in, reporter):
    answer = logged_in(reporter).post(reverse("signals:draft"), filled_in(phenomenon="druk-op-overheid"))
    assert answer.status_code == 409
    with acting(reporter):
        assert not Draft.objects.exists()


def test_she_cannot_open_her_own_signal_and_that_leaves_a_trace(logged_in, reporter, intake_officer, owner):
    client = logged_in(reporter)
    client.post(PAGE, filled_in())
    number = the_signal(intake_officer).number
    assert client.get(reverse("signals:detail", args=[number])).status_code == 404
    with owner(), connection.cursor() as cursor:
        cursor.execute("select user_id from audit_event where action = 'access:refused'")
        assert cursor.fetchall() == [(reporter.user_id,)]


def test_row_level_security_gives_her_no_row_of_it(logged_in, reporter):
    logged_in(reporter).post(PAGE, filled_in(**{"person1-name": "J. Verzonnen"}))
    with acting(reporter), connection.cursor() as cursor:
        for table in ("signals_signal", "signals_person", "signals_attachment"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from signals_receipt")
        assert cursor.fetchone() == (1,)


def test_what_she_tells_never_enters_the_log(logged_in, reporter, owner):
    logged_in(reporter).post(PAGE, filled_in(**{"person1-name": "J. Verzonnen"}))
    log = content_of_log(owner)
    assert "signal:reported" in log
    for secret in (*TOLD.values(), "Verzonnen"):
        assert secret not in log or secret == TOLD["object_kind"]


def test_who_reports_confidentially_is_not_in_the_log(logged_in, reporter, owner):
    logged_in(reporter).post(PAGE, filled_in(confidential="yes"))
    with owner(), connection.cursor() as cursor:
        cursor.execute("select user_id, user_name from audit_event where action = 'signal:reported'")
        assert cursor.fetchall() == [(None, "vertrouwelijke melder")]


def test_who_reported_confidentially_is_only_for_the_intake(logged_in, reporter, intake_officer, director):
    logged_in(reporter).post(PAGE, filled_in(confidential="yes"))
    with acting(intake_officer):
        assert Receipt.objects.get().user_id == reporter.user_id
    with acting(director):
        assert not Receipt.objects.exists()


def test_somebody_of_another_party_sees_nothing_of_it(logged_in, reporter, stranger):
    logged_in(reporter).post(PAGE, filled_in())
    with acting(stranger):
        assert not Signal.objects.exists()
        assert not Receipt.objects.exists()


def test_without_login_the_page_leads_to_the_login(client):
    assert client.get(PAGE).status_code == 302


def test_the_page_asks_the_database_little(logged_in, reporter, django_assert_max_num_queries):
    client = logged_in(reporter)
    client.get(PAGE)
    with django_assert_max_num_queries(20):
        client.get(PAGE)


def test_a_report_from_long_ago_is_fine(logged_in, reporter, intake_officer):
    day = (timezone.localdate() - timedelta(days=700)).isoformat()
    logged_in(reporter).post(PAGE, filled_in(observed_until=day, draft=str(uuid7())))
    assert the_signal(intake_officer).observed_from.isoformat() == day
