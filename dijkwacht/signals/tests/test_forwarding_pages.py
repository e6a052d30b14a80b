"""The pages between two authorities: propose, write, look, send, answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dijkwacht.lib import dutch
from dijkwacht.lib.access import acting
from dijkwacht.parties.access import system_actor
from dijkwacht.parties.models import Party
from dijkwacht.signals import actions, queries
from dijkwacht.signals.models import Forwarding, Signal

LETTER = {
    "legal_basis": "awb-2-3",
    "subject": "Leegstaande schuur",
    "place": "Verzonnenweg 12",
    "message": "De ramen zijn van binnen afgeplakt.",
    "stays_behind": "De melder.",
}


@pytest.fixture
def now():
    """Pages live in the real time."""
    return timezone.now()


@pytest.fixture
def url(to_forward):
    return f"/signalen/{to_forward.number}/doorzenden/"


@pytest.fixture
def sender(logged_in, intake_officer):
    return logged_in(intake_officer)


@pytest.fixture
def receiver(logged_in, stranger):
    return logged_in(stranger)


@pytest.fixture
def concept(act, to_forward, intake_officer, assen):
    given = LETTER | {"authority": "gemeente", "recipient_id": assen.pk, "reporter_told": True}
    return act(intake_officer, actions.prepare_forwarding, to_forward, **given)


@pytest.fixture
def sent(act, concept, intake_officer):
    act(intake_officer, actions.send_forwarding, concept)
    return concept


def test_the_routing_table_proposes_who_is_competent(logged_in, intake_officer, reported, act, decide, stored):
    signal = reported(phenomenon="drugsafval")
    act(intake_officer, actions.acknowledge_signal, signal)
    signal = decide(stored(signal), "elsewhere")
    text = logged_in(intake_officer).get(f"/signalen/{signal.number}/doorzenden/").content.decode()
    assert "Voorstel bij dit fenomeen" in text
    assert "Heeft de leiding" in text


def test_the_letter_begins_with_the_own_observation_alone(sender, url, assen):
    text = sender.get(f"{url}?other=gemeente").content.decode()
    assert "afgeplakt" in text.split("Wat u doorgeeft")[1].split("</textarea>")[0]
    assert "De buurman" not in text.split("<aside")[0]
    assert "Gemeente Assen" in text
    assert "Gemeente Emmen</option>" not in text


def test_choosing_nobody_is_an_error(sender, url):
    assert "Kies wie bevoegd is" in sender.get(f"{url}?other=").content.decode()


def test_writing_leads_to_the_letter_and_sends_nothing(sender, url, assen, owner):
    data = LETTER | {"recipient": assen.pk}
    text = sender.post(f"{url}?other=gemeente", data, follow=True).content.decode()
    assert "Nog niet verstuurd" in text
    assert "Versturen" in text
    with owner():
        assert Forwarding.objects.get().sent_at is None


def test_an_error_keeps_the_letter(sender, url):
    text = sender.post(f"{url}?other=gemeente", LETTER | {"recipient": ""}).content.decode()
    assert "Kies een organisatie" in text
    assert "afgeplakt" in text


def test_a_concept_can_be_changed(sender, url, concept, assen, stored):
    text = sender.get(f"{url}?concept={concept.number}&other=gemeente").content.decode()
    assert "De melder." in text
    data = LETTER | {"recipient": assen.pk, "subject": "Beter onderwerp"}
    sender.post(f"{url}?concept={concept.number}&other=gemeente", data)
    assert stored(concept).subject == "Beter onderwerp"


def test_sending_asks_to_log_in_again_after_a_while(sender, url, concept):
    session = sender.session
    session["fresh_at"] = 0
    session.save()
    answer = sender.get(f"{url}{concept.number}/versturen/")
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_sending_gives_a_letter_to_save(sender, url, concept, stored):
    assert "Gemeente Assen vindt de doorzending" in sender.get(f"{url}{concept.number}/versturen/").content.decode()
    text = sender.post(f"{url}{concept.number}/versturen/", {"sure": "True"}, follow=True).content.decode()
    assert "Verstuurd. De brief staat klaar." in text
    assert stored(concept).sent_at is not None

    letter = sender.get(f"{url}{concept.number}/brief/")
    assert letter.content.startswith(b"%PDF")
    assert letter["Content-Disposition"] == f'attachment; filename="{concept.number}.pdf"'


def test_there_is_no_letter_before_it_is_sent(sender, url, concept):
    assert sender.get(f"{url}{concept.number}/brief/").status_code == 404


def test_sending_twice_is_explained(sender, url, sent):
    answer = sender.post(f"{url}{sent.number}/versturen/", {"sure": "True"})
    assert "al verstuurd" in answer.content.decode()


def test_reminding_and_confirming(sender, url, sent, stored):
    sender.post(f"{url}{sent.number}/herinneren/", {"sure": "True"})
    assert stored(sent).reminders == 1
    again = sender.post(f"{url}{sent.number}/herinneren/", {"sure": "True"}).content.decode()
    assert "vandaag al een herinnering" in again

    assert "Hoe is de ontvangst bevestigd" in sender.post(f"{url}{sent.number}/bevestigd/", {}).content.decode()
    sender.post(f"{url}{sent.number}/bevestigd/", {"confirmation": "Per e-mail, kenmerk 12."})
    assert stored(sent.signal).phase == "closed"


def test_the_receiver_finds_it_and_makes_it_her_own(receiver, sent, owner, stranger):
    assert "Leegstaande schuur" in receiver.get("/signalen/binnengekomen/").content.decode()
    text = receiver.get(f"/signalen/binnengekomen/{sent.number}/").content.decode()
    assert "afgeplakt" in text
    assert "De melder." not in text
    assert sent.signal.number not in text

    receiver.post(f"/signalen/binnengekomen/{sent.number}/", {"sure": "True"})
    with owner():
        assert Signal.objects.get(party_id=stranger.party_id).heard == LETTER["message"]


def test_the_receiver_sends_it_back_with_a_reason(receiver, sender, sent, stored):
    url = f"/signalen/binnengekomen/{sent.number}/"
    assert "Leg uit waarom" in receiver.post(url, {"step": "return", "reason": ""}).content.decode()
    receiver.post(url, {"step": "return", "reason": "Ligt in Coevorden."})
    assert stored(sent.signal).phase == "intake"
    assert "Ligt in Coevorden." in sender.get(f"/signalen/{sent.signal.number}/").content.decode()


def test_answering_twice_is_explained(receiver, sent):
    url = f"/signalen/binnengekomen/{sent.number}/"
    receiver.post(url, {"sure": "True"})
    assert "al geantwoord" in receiver.post(url, {"sure": "True"}).content.decode()


@pytest.mark.parametrize("role", ["reporter", "second_assessor", "director", "executive"])
def test_the_inbox_is_for_the_intake(logged_in, sent, person, assen, role):
    client = logged_in(person(assen, role))
    assert client.get("/signalen/binnengekomen/").status_code == 404
    assert client.get(f"/signalen/binnengekomen/{sent.number}/").status_code == 404


def test_a_concept_is_not_in_the_inbox(receiver, concept):
    assert concept.number not in receiver.get("/signalen/binnengekomen/").content.decode()
    assert receiver.get(f"/signalen/binnengekomen/{concept.number}/").status_code == 404


def test_police_data_stay_here_and_the_page_says_why(sender, entered, decide):
    signal = decide(entered(regime="wpg"), "elsewhere")
    assert "politiegegevens" in sender.get(f"/signalen/{signal.number}/doorzenden/").content.decode()
    assert "politiegegevens" in sender.get(f"/signalen/{signal.number}/").content.decode()


def test_an_anonymous_source_is_checked_first(sender, entered, decide, assen, owner):
    signal = decide(entered(regime="anonymous", channel="tip_line"), "elsewhere")
    url = f"/signalen/{signal.number}/doorzenden/?other=gemeente"
    assert "De melder is anoniem" in sender.get(url).content.decode()
    data = LETTER | {"recipient": assen.pk}
    assert "of de melder niet te herkennen is" in sender.post(url, data).content.decode()

    sender.post(url, data | {"source_protected": "on"})
    with owner():
        assert Forwarding.objects.count() == 1


def test_a_stranger_finds_no_forwarding(receiver, url, sent):
    for path in ["", f"{sent.number}/", f"{sent.number}/brief/", f"{sent.number}/versturen/"]:
        assert receiver.get(f"{url}{path}").status_code == 404


def test_what_nobody_confirmed_in_time_says_since_when(logged_in, intake_officer, sender, url, sent, act, now):
    late = now + timedelta(days=60)
    with acting(system_actor(Party.objects.get(pk=sent.party_id)), now=late) as itself:
        actions.flag_late_forwardings(actor=itself, now=late)
    since = dutch.long_date(late)
    assert since in sender.get(f"{url}{sent.number}/").content.decode()
    with acting(intake_officer, now=late):
        (item,) = queries.work_of(intake_officer, today=timezone.localdate(late))
    assert f"te laat sinds {dutch.short_date(late)}" in item.sub
    assert item.url == f"{url}{sent.number}/"
