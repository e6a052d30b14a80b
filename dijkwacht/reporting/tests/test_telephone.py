"""Somebody calls: the same questions, closed at once, and a code to read out."""

import json
import re

import pytest
from django.urls import reverse

from dijkwacht.audit.models import Event
from dijkwacht.lib import envelopes
from dijkwacht.lib.access import acting
from dijkwacht.reporting import actions, questions, sealing, spelling
from dijkwacht.reporting.models import Report

pytestmark = pytest.mark.django_db
DESK = reverse("reporting:telephone")
TOLD = {"about": "lab", "own": "Drie avonden een busje bij de schuur (fictief).", "way": "anonymous", "kind": "words"}


@pytest.fixture
def browser(logged_in, intake_officer, party_pair):
    return logged_in(intake_officer)


@pytest.fixture
def identity_pair(emmen, custodian, now):
    """A key for names, so that the confidential way is open."""
    from dijkwacht.reporting.models import PartyKey

    pair = envelopes.new_pair()
    with acting(custodian):
        PartyKey.objects.create(
            party=emmen, purpose="identity", public=pair.public, created_at=now, created_by_id=custodian.user_id
        )
    return pair


@pytest.fixture
def report(owner):
    """`report()` is the one report there is."""

    def look():
        with owner():
            return Report.objects.get()

    return look


def content_of(report, pair):
    key = envelopes.open_sealed(pair, bytes(report.key_for_party))
    return sealing.open_json(bytes(report.content), key=key, context=sealing.of_report(report.pk))


def test_first_it_asks_what_it_is_about(browser):
    page = browser.get(DESK).content.decode()
    assert "Waar lijkt het op?" in page
    assert "112" in page
    for key in questions.choices():
        assert f"?about={key}" in page


def test_then_it_asks_what_the_website_asks_in_the_same_order(browser):
    page = browser.get(DESK, {"about": "lab"}).content.decode()
    labels = [each.label for each in questions.asked("lab")]
    places = [page.index(label.replace("'", "&#x27;")) for label in labels]
    assert places == sorted(places)
    assert page.index("Wat zag, hoorde of rook u zelf?") < places[0]


def test_what_is_told_is_closed_at_once(browser, report, party_pair):
    answer = browser.post(DESK, TOLD)
    assert answer.status_code == 200
    assert (report().door, report().way, report().state) == ("phone", "anonymous", "new")
    assert TOLD["own"].encode() not in bytes(report().content)
    assert content_of(report(), party_pair)["own"] == TOLD["own"]
    assert report().identity is None


def test_the_code_is_spelled_and_opens_the_mailbox(browser, report, outsider):
    page = browser.post(DESK, TOLD)
    receipt = page.context["receipt"]
    assert "Lees deze code nu voor" in page.content.decode()
    assert all(each.spelled in page.content.decode() for each in page.context["spoken"])
    assert page["Cache-Control"] == "no-store"
    with acting(outsider):
        assert actions.open_mailbox(receipt).report.pk == report().pk


def test_digits_are_read_in_groups(browser):
    page = browser.post(DESK, TOLD | {"kind": "digits"})
    assert [len(each.text) for each in page.context["spoken"]] == [4] * 5


def test_without_a_code_there_is_no_mailbox(browser, report):
    page = browser.post(DESK, TOLD | {"kind": "none"})
    assert "De beller wilde geen code" in page.content.decode()
    assert report().mailbox is None


def test_a_form_that_is_sent_twice_makes_one_report(browser, report):
    form = re.search(r'name="form" value="([^"]+)"', browser.get(DESK, {"about": "lab"}).content.decode())[1]
    first = browser.post(DESK, TOLD | {"form": form})
    again = browser.post(DESK, TOLD | {"form": form})
    assert first.context["receipt"] == again.context["receipt"]
    assert "Er is er één." in again.content.decode()
    assert report()


def test_a_confidential_caller_is_opened_by_the_custodian_only(browser, report, party_pair, identity_pair):
    browser.post(DESK, TOLD | {"way": "confidential", "id_name": "J. Fictief", "id_phone": "06 00000000"})
    sealed = bytes(report().identity_key)
    with pytest.raises(envelopes.CannotOpen):
        envelopes.open_sealed(party_pair, sealed)
    key = envelopes.open_sealed(identity_pair, sealed)
    opened = sealing.open_json(bytes(report().identity), key=key, context=sealing.of_identity(report().pk))
    assert opened["name"] == "J. Fictief"
    assert "Fictief" not in json.dumps(content_of(report(), party_pair)).replace("(fictief)", "")


def test_a_known_caller_must_be_reachable(browser, owner):
    page = browser.post(DESK, TOLD | {"way": "known", "id_name": "J. Fictief"}).content.decode()
    assert "Vul een telefoonnummer of een e-mailadres in." in page
    assert TOLD["own"] in page
    with owner():
        assert not Report.objects.exists()


def test_the_name_of_an_anonymous_caller_is_not_taken(browser, owner):
    page = browser.post(DESK, TOLD | {"id_name": "J. Fictief"}).content.decode()
    assert "Haal die gegevens weg" in page
    with owner():
        assert not Report.objects.exists()


def test_nothing_told_is_not_written_down(browser):
    page = browser.post(DESK, TOLD | {"own": " "}).content.decode()
    assert "Eén zin is genoeg." in page


def test_it_is_logged_who_wrote_it_down_and_not_what(browser, intake_officer, owner):
    browser.post(DESK, TOLD)
    with owner():
        event = Event.objects.get(action="reporting:written_down")
    assert event.user_id == intake_officer.user_id
    assert "busje" not in str(event.__dict__)


def test_without_a_vault_it_says_what_to_do(logged_in, intake_officer):
    assert "Nog geen kluis" in logged_in(intake_officer).get(DESK).content.decode()


def test_every_letter_and_digit_can_be_said():
    assert spelling.read_out("appel")[0].spelled == "Anton, Pieter, Pieter, Eduard, Lodewijk"
    assert spelling.read_out("0123 4567")[1] == spelling.Spoken("4567", "vier vijf zes zeven")
