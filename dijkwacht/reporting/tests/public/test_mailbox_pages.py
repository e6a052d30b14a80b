"""The mailbox of somebody who reported, as a page."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dijkwacht.lib import receipts
from dijkwacht.lib.access import acting
from dijkwacht.reporting import actions, reopening
from dijkwacht.reporting.tests.public.conftest import ANONYMOUS, Visitor

WRONG = " ".join(receipts.words()[:6])


@pytest.fixture
def receipt(visitor):
    return visitor.tells().sends(ANONYMOUS, go="send", kind="words").receipt


@pytest.fixture
def box(visitor, receipt):
    return visitor.opens_mailbox(receipt)


def does(box, do, **typed):
    box.answer = box.client.post("/melden/postvak/", box.hidden | typed | {"do": do})
    return box


@pytest.fixture
def question(box, reports, intake_officer, party_pair, now):
    """The intake asks something."""
    from dijkwacht.lib import envelopes

    report = reports()[0]
    key = envelopes.open_sealed(party_pair, bytes(report.key_for_party))
    with acting(intake_officer):
        actions.say(
            report, "Welke kleur had de bus?", key=key, author="handler", handler_id=intake_officer.user_id, now=now
        )
    return report


def test_it_shows_what_was_told_and_how_it_stands(box):
    assert "Achter de schuur staan vaten." in box.page
    assert "Nog niet gelezen" in box.page


def test_who_only_ticked_reads_what_she_ticked_in_her_own_language(visitor):
    receipt = visitor.tells(own="", signs=["smell"]).sends(ANONYMOUS, go="send", kind="words").receipt
    assert "Vreemde, scherpe of zoete lucht" in visitor.opens_mailbox(receipt).page
    visitor.answer = visitor.client.post("/melden/postvak/?taal=en", visitor.hidden | {"do": "look"})
    assert "smell" in visitor.page
    assert "Vreemde, scherpe" not in visitor.page


def test_neither_the_page_nor_its_address_holds_the_receipt(box, receipt):
    assert receipt not in box.page
    assert not any(receipt.split()[0] in value for value in map(str, box.hidden.values()))


def test_a_question_is_read_and_answered(question, box, intake_officer):
    from dijkwacht.reporting.models import Message

    assert "Welke kleur had de bus?" in does(box, "look").page
    assert "Uw antwoord is verstuurd" in does(box, "answer", text="Wit.").page
    with acting(intake_officer):
        said = list(Message.objects.filter(report=question))
    assert [each.author for each in said] == ["handler", "reporter"]
    assert said[0].read_hour is not None


def test_an_answer_sent_twice_is_one_answer(box):
    form = box.hidden | {"do": "answer", "text": "Het gebeurt nog elke nacht."}
    box.client.post("/melden/postvak/", form)
    box.answer = box.client.post("/melden/postvak/", form)
    assert box.page.count("Het gebeurt nog elke nacht.") == 1


def test_a_file_can_come_later(box):
    note = io.BytesIO(b"Fictief kenteken.\n")
    note.name = "notitie.txt"
    assert "notitie.txt" in does(box, "answer", files=note).page


def test_a_refused_file_keeps_the_answer(box):
    program = io.BytesIO(b"MZ\x00\x01")
    program.name = "x.exe"
    does(box, "answer", text="Wit.", files=program)
    assert "x.exe" in box.page
    assert "Wit." in box.page


def test_a_refused_file_asks_to_choose_the_others_again(box):
    program, note = io.BytesIO(b"MZ\x00\x01"), io.BytesIO(b"Fictief kenteken.\n")
    program.name, note.name = "x.exe", "notitie.txt"
    page = does(box, "answer", text="Wit.", files=[note, program]).page
    assert "Kies ook de andere bestanden opnieuw" in page
    assert "Uw antwoord is verstuurd" not in page


def test_more_files_than_ten_are_not_dropped_in_silence(box):
    notes = [io.BytesIO(b"Fictief.\n") for _ in range(11)]
    page = does(box, "answer", text="Wit.", files=notes).page
    assert "U kunt tien bestanden meesturen" in page
    assert "Wit." in page
    assert "Uw antwoord is verstuurd" not in page


def test_an_empty_answer_is_no_answer(box):
    assert "Schrijf een antwoord of kies een bestand" in does(box, "answer", text=" ").page


def test_taking_back_asks_first_and_then_the_receipt_opens_nothing(box, receipt, reports):
    assert "Alles weghalen?" in does(box, "delete").page
    assert reports()[0].state == "new"
    assert "weggehaald" in does(box, "delete-yes").page
    assert reports()[0].content is None
    assert "vinden wij niets" in box.opens_mailbox(receipt).page


def test_a_wrong_receipt_and_a_deleted_mailbox_look_alike(box, receipt):
    does(box, "delete")
    does(box, "delete-yes")
    deleted = _without_form_id(box.opens_mailbox(receipt).page)
    assert deleted == _without_form_id(box.opens_mailbox(WRONG).page)


def test_a_wrong_receipt_and_a_deleted_mailbox_cost_the_same_work(box, receipt, monkeypatch):
    from dijkwacht.lib import envelopes

    does(box, "delete")
    does(box, "delete-yes")
    stretched, stretch = [], envelopes.stretch
    monkeypatch.setattr(envelopes, "stretch", lambda *given, **more: stretched.append(1) or stretch(*given, **more))
    with CaptureQueriesContext(connection) as deleted:
        box.opens_mailbox(receipt)
    with CaptureQueriesContext(connection) as wrong:
        box.opens_mailbox(WRONG)
    assert len(stretched) == 2
    assert len(deleted) == len(wrong)


def _without_form_id(page):
    return [line for line in page.splitlines() if "name=" not in line]


def test_it_closes_by_itself_and_keeps_what_was_typed(box, monkeypatch):
    monkeypatch.setattr(reopening, "LASTS_SECONDS", -1)
    does(box, "answer", text="Mijn lange antwoord.")
    assert "weer op slot" in box.page
    assert box.hidden["text"] == "Mijn lange antwoord."


def test_what_was_typed_is_there_again_after_opening(box, receipt, monkeypatch):
    with monkeypatch.context() as soon:
        soon.setattr(reopening, "LASTS_SECONDS", -1)
        does(box, "answer", text="Mijn lange antwoord.")
    assert "Mijn lange antwoord." in does(box, "open", code=receipt).page


def test_a_token_of_another_process_opens_nothing(box, monkeypatch):
    monkeypatch.setattr(reopening, "_KEY", b"k" * 32)
    assert "weer op slot" in does(box, "look").page


@pytest.mark.parametrize("token", ["", "x", "é", "A" * 5000])
def test_a_made_up_token_opens_nothing(visitor, token):
    answer = visitor.client.post("/melden/postvak/", {"do": "look", "token": token})
    assert answer.status_code == 200
    assert 'name="code"' in answer.content.decode()


def test_a_receipt_in_the_address_does_nothing(visitor, receipt):
    assert "Achter de schuur" not in Visitor().opens(f"/melden/postvak/?code={receipt}").page


def test_an_interrupted_report_goes_on_with_its_words(visitor, reports):

    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab")
    page = visitor.sends(ANONYMOUS, go="keep", own="Nog niet af.").page
    code = page.split('id="code">')[1].split("<")[0]
    assert len(code.split()) == 6
    assert visitor.hidden["own"] == "Nog niet af."
    other = Visitor().opens("/melden/verder/")
    other.answer = other.client.post("/melden/verder/", other.hidden | {"code": code})
    assert "Nog niet af." in other.page
    other.sends(ANONYMOUS, own="Nu wel.").sends(ANONYMOUS).sends(ANONYMOUS, go="send", kind="words")
    assert len(reports()) == 1
    other.opens("/melden/verder/")
    other.answer = other.client.post("/melden/verder/", other.hidden | {"code": code})
    assert "vinden wij niets" in other.page
