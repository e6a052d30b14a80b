import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, permissions, rules
from dijkwacht.signals.models import Forwarding, Signal

GIVEN = {
    "legal_basis": "awb-2-3",
    "subject": "Leegstaande schuur",
    "place": "Verzonnenweg 12",
    "message": "De ramen zijn van binnen afgeplakt.",
    "stays_behind": "De melder.",
    "reporter_told": True,
}


@pytest.fixture
def prepare(act, intake_officer, assen):
    def write(signal, **changes):
        given = GIVEN | {"authority": "gemeente", "recipient_id": assen.pk} | changes
        return act(intake_officer, actions.prepare_forwarding, signal, **given)

    return write


@pytest.fixture
def sent(act, to_forward, prepare, intake_officer):
    """What Emmen sent to Assen."""
    forwarding = prepare(to_forward)
    act(intake_officer, actions.send_forwarding, forwarding)
    return forwarding


def test_nothing_leaves_before_it_is_sent(to_forward, prepare, stranger, now, stored):
    prepare(to_forward)
    assert stored(to_forward).phase == "to_forward"
    with acting(stranger, now=now):
        assert not permissions.incoming_to(stranger).exists()


def test_sending_makes_a_letter_and_a_term(sent, stored, act, intake_officer, logged):
    forwarding = stored(sent)
    assert stored(sent.signal).phase == "forwarded"
    assert forwarding.confirm_by is not None
    assert logged("forwarding:sent", sent.signal) == 1

    letter = act(intake_officer, actions.open_letter, forwarding)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(letter)).pages)
    assert "afgeplakt" in text
    assert "Gemeente Assen" in text
    assert forwarding.number in text
    assert "De melder." not in text


def test_it_is_sent_once(act, sent, intake_officer):
    with pytest.raises(rules.CannotForward, match="al verstuurd"):
        act(intake_officer, actions.send_forwarding, sent)


def test_what_was_sent_is_not_rewritten(prepare, sent, stored):
    with pytest.raises(rules.CannotForward):
        prepare(stored(sent.signal), concept=sent)


def test_a_concept_is_rewritten(to_forward, prepare, stored):
    concept = prepare(to_forward)
    prepare(to_forward, concept=concept, subject="Beter onderwerp")
    assert stored(concept).subject == "Beter onderwerp"
    assert stored(concept).number == concept.number


def test_the_receiver_makes_it_her_own_and_the_sender_is_done(act, sent, stranger, stored, seen, logged):
    own = act(stranger, actions.receive_forwarding, sent)

    own = stored(own)
    assert (own.party_id, own.channel, own.phase) == (stranger.party_id, "partner", "intake")
    assert own.heard == GIVEN["message"]
    assert stored(sent.signal).phase == "closed"
    assert stored(sent).confirmed_at is not None
    assert seen(stranger, sent.signal) is None
    assert logged("forwarding:answered", sent.signal) == 1


def test_the_receiver_sends_it_back_and_the_sender_begins_again(act, sent, stranger, stored):
    act(stranger, actions.return_forwarding, sent, reason="Niet ons gebied.")

    signal = stored(sent.signal)
    assert (signal.phase, signal.weighing_round) == ("intake", 2)
    assert stored(sent).return_reason == "Niet ons gebied."


def test_a_returned_signal_can_be_weighed_again(
    weighed, prepare, act, stranger, decide, weigh, stored, intake_officer, director
):
    signal = weighed("elsewhere")
    forwarding = prepare(signal)
    act(intake_officer, actions.send_forwarding, forwarding)
    act(stranger, actions.return_forwarding, forwarding, reason="Niet ons gebied.")

    again = decide(stored(signal), "continue")
    weigh(again, by=intake_officer)
    assert weigh(again, by=director).phase == "ready"


def test_it_is_answered_once(act, sent, stranger):
    act(stranger, actions.receive_forwarding, sent)
    with pytest.raises(rules.CannotForward, match="al geantwoord"):
        act(stranger, actions.return_forwarding, sent, reason="Toch niet.")


def test_nobody_changes_a_letter_that_was_sent(sent, stranger, intake_officer, now):
    for who in (stranger, intake_officer):
        with acting(who, now=now), pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            Forwarding.objects.filter(pk=sent.pk).update(message="Iets anders.")


def test_a_third_party_gets_nothing(act, sent, person, party):
    third = person(party("gm0109"), "intake_officer")
    with pytest.raises(PermissionDenied):
        act(third, actions.receive_forwarding, sent)


def test_the_receiver_reads_the_letter_and_not_the_signal(sent, stranger, now):
    with acting(stranger, now=now):
        assert permissions.incoming_to(stranger).get().message == GIVEN["message"]
        assert not Signal.objects.filter(pk=sent.signal_id).exists()


def test_the_sender_records_a_confirmation_herself(act, sent, intake_officer, stored):
    act(intake_officer, actions.confirm_forwarding, sent, confirmation="Per e-mail.")
    assert stored(sent.signal).phase == "closed"


def test_one_reminder_a_day(act, sent, intake_officer, stored):
    act(intake_officer, actions.remind_forwarding, sent)
    assert stored(sent).reminders == 1
    with pytest.raises(rules.CannotForward, match="vandaag"):
        act(intake_officer, actions.remind_forwarding, sent)


def test_police_data_are_not_forwarded(entered, decide, prepare):
    signal = decide(entered(regime="wpg"), "elsewhere")
    with pytest.raises(rules.CannotForward, match="politie"):
        prepare(signal)


def test_nothing_is_forwarded_before_the_decision(at_intake, prepare):
    with pytest.raises(rules.CannotForward, match="Besluit eerst"):
        prepare(at_intake)


def test_a_stranger_forwards_nothing(act, to_forward, stranger, assen):
    with pytest.raises(PermissionDenied):
        act(stranger, actions.prepare_forwarding, to_forward, authority="gemeente", recipient_id=None, **GIVEN)
