from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.lib.files import clean_file
from dijkwacht.reporting import actions, permissions, rules, sealing
from dijkwacht.reporting.models import Message, Report, ReportFile
from dijkwacht.reporting.tests.conftest import SECRET_TEXT

LETTER = clean_file("brief.txt", b"Een briefje (fictief).\n")


def ask(report, text, *, key, officer, now):
    with acting(officer):
        return actions.say(report, text, key=key, author="handler", handler_id=officer.user_id, now=now)


@pytest.fixture
def content_key(sent, party_pair):
    return envelopes.open_sealed(party_pair, bytes(sent.key_for_party))


def test_the_receipt_opens_what_was_told(sent, receipt):
    with acting(ANONYMOUS):
        mailbox = actions.open_mailbox(receipt)

        assert actions.own_answers(mailbox) == {"seen": SECRET_TEXT}


def test_the_party_opens_the_same_with_its_key(sent, content_key):
    answers = sealing.open_json(sent.content, key=content_key, context=sealing.of_report(sent.pk))

    assert answers == {"seen": SECRET_TEXT}


def test_moments_are_whole_hours(sent, intake_officer, now):
    with acting(intake_officer):
        assert Report.objects.get().hour == now.replace(minute=0, second=0, microsecond=0)


def test_capitals_and_commas_in_a_receipt_do_not_matter(sent, receipt):
    with acting(ANONYMOUS):
        assert actions.open_mailbox(f"  {receipt.upper().replace(' ', ', ')} ").report == sent


def test_twenty_digits_are_a_receipt_too(outsider, party_pair, now):
    digits = receipts.new_digits()
    with acting(outsider):
        report = actions.send_report({"seen": "x"}, receipt=digits, actor=outsider, now=now)
    with acting(ANONYMOUS):
        assert actions.open_mailbox(digits.replace(" ", "-")).report == report


@pytest.mark.parametrize("typed", ["", "een twee", "1234", "appel " * 7, "\x00\U0001f600"])
def test_what_cannot_be_a_receipt_opens_nothing(sent, typed):
    with acting(ANONYMOUS):
        assert actions.open_mailbox(typed) is None


def test_question_and_answer_go_both_ways(sent, receipt, content_key, intake_officer, now):
    question = ask(sent, "Welke kleur hadden de vaten?", key=content_key, officer=intake_officer, now=now)
    with acting(ANONYMOUS):
        mailbox = actions.open_mailbox(receipt)
        (said,) = actions.read_messages(mailbox, now=now)
        actions.answer(mailbox, "Blauw.", files=[LETTER], now=now + timedelta(hours=2))
        back = actions.read_messages(mailbox, now=now)

    assert (said.text, said.is_new) == ("Welke kleur hadden de vaten?", True)
    assert [(each.author, each.text) for each in back] == [("handler", said.text), ("reporter", "Blauw.")]
    assert back[1].files[0].label.name == "brief.txt"
    with acting(intake_officer):
        assert Message.objects.get(pk=question.pk).read_hour == rules.hour_of(now)
        row = ReportFile.objects.get()
        assert sealing.open_file(row.sealed, key=content_key, file_id=row.pk) == LETTER.content


def test_nothing_can_be_added_to_a_closed_report(sent, receipt, intake_officer, now):
    with acting(intake_officer):
        Report.objects.update(state="closed")
    with acting(ANONYMOUS), pytest.raises(rules.CannotAnswer, match="afgesloten"):
        actions.answer(actions.open_mailbox(receipt), "Nog iets.", now=now)


@pytest.mark.parametrize(("text", "reason"), [("  ", "Schrijf"), ("x" * 100_001, "te lang")])
def test_an_empty_or_endless_answer_is_refused(sent, receipt, now, text, reason):
    with acting(ANONYMOUS), pytest.raises(rules.CannotAnswer, match=reason):
        actions.answer(actions.open_mailbox(receipt), text, now=now)


def test_taking_back_leaves_nothing_of_it(sent, receipt, content_key, intake_officer, now):
    ask(sent, "Welke kleur?", key=content_key, officer=intake_officer, now=now)
    with acting(ANONYMOUS):
        mailbox = actions.open_mailbox(receipt)
        actions.answer(mailbox, "Blauw.", files=[LETTER], now=now)
        actions.delete_report(mailbox, now=now)
        assert actions.open_mailbox(receipt) is None

    with acting(intake_officer):
        left = Report.objects.get()
        assert left.state == "deleted"
        assert not any([left.content, left.mailbox, left.key_for_party, left.key_for_reporter, left.reporter_public])
        assert (Message.objects.count(), ReportFile.objects.count()) == (0, 0)


def test_a_wrong_receipt_and_a_deleted_mailbox_take_the_same_work(
    sent, receipt, now, monkeypatch, django_assert_num_queries
):
    with acting(ANONYMOUS):
        actions.delete_report(actions.open_mailbox(receipt), now=now)
    stretched = []
    real = envelopes.stretch
    monkeypatch.setattr(envelopes, "stretch", lambda *a, **k: stretched.append(k["memory_mib"]) or real(*a, **k))
    for typed in (receipt, receipts.new_words()):
        with acting(ANONYMOUS), django_assert_num_queries(3):
            assert actions.open_mailbox(typed) is None
    assert stretched == [8, 8]


def test_an_officer_opens_no_mailbox(sent, receipt, intake_officer):
    with acting(intake_officer), pytest.raises(PermissionDenied):
        actions.open_mailbox(receipt)


def test_without_a_vault_nothing_can_be_sent(outsider, receipt, now):
    with acting(outsider), pytest.raises(rules.CannotSend, match="kluis"):
        actions.send_report({}, receipt=receipt, actor=outsider, now=now)


def test_confidential_asks_for_a_custodian(outsider, receipt, party_pair, now):
    with acting(outsider), pytest.raises(rules.CannotSend, match="kluis"):
        actions.send_report({}, way="confidential", identity={"name": "A"}, receipt=receipt, actor=outsider, now=now)


@pytest.mark.parametrize(("way", "identity"), [("anonymous", {"name": "A"}), ("known", None), ("confidential", {})])
def test_way_and_identity_agree(outsider, receipt, party_pair, now, way, identity):
    with acting(outsider), pytest.raises(rules.CannotSend):
        actions.send_report({}, way=way, identity=identity, receipt=receipt, actor=outsider, now=now)


def test_a_colleague_without_the_right_sends_nothing(reporter, party_pair, now):
    with acting(reporter), pytest.raises(PermissionDenied):
        actions.send_report({}, receipt=None, actor=reporter, now=now)


def test_an_officer_writes_down_what_she_heard(intake_officer, party_pair, now):
    with acting(intake_officer):
        report = actions.send_report({"seen": "x"}, receipt=None, door="phone", actor=intake_officer, now=now)
    assert (report.mailbox, report.door) == (None, "phone")


def test_an_interrupted_report_comes_back_with_its_code(outsider, now):
    code = receipts.new_words()
    with acting(outsider):
        actions.save_draft({"seen": "een"}, code=code, files=[LETTER], actor=outsider, now=now)
        actions.save_draft({"seen": "twee"}, code=code, actor=outsider, now=now)
    with acting(ANONYMOUS):
        back = actions.resume_draft(code)
        assert (back.answers, back.party_id, back.files) == ({"seen": "twee"}, outsider.party_id, [LETTER])
        actions.discard_draft(code)
        assert actions.resume_draft(code) is None


def test_another_code_resumes_nothing(outsider, now):
    with acting(outsider):
        actions.save_draft({"seen": "een"}, code=receipts.new_words(), actor=outsider, now=now)
        assert actions.resume_draft(receipts.new_words()) is None


def test_an_interrupted_report_is_kept_for_a_week(outsider, emmen, now):
    from dijkwacht.parties.access import system_actor

    code = receipts.new_words()
    with acting(outsider):
        actions.save_draft({"seen": "een"}, code=code, files=[LETTER], actor=outsider, now=now)
    with acting(system_actor(emmen)) as itself:
        assert actions.drop_old_drafts(actor=itself, now=now + timedelta(days=7)) == 0
        assert actions.drop_old_drafts(actor=itself, now=now + timedelta(days=7, hours=1)) == 1
    with acting(permissions.outsider(emmen.pk)):
        assert actions.resume_draft(code) is None
