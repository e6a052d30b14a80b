import pytest
from django.utils import timezone

from dijkwacht.reporting.models import Message, ReportFile
from dijkwacht.reporting.tests.desk.conftest import PHOTO, STORY, WHO
from dijkwacht.reporting.tests.vault import open_vault, set_up

SECRETS = ["Bolwijk", "Kees", "Kanaalweg", "Nieuw-Verzonnen", WHO["name"], WHO["email"], "Vreemde schuur"]


def html(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_list_tells_how_and_when_and_never_what_or_who(logged_in, intake_officer, report, confidential):
    page = html(logged_in(intake_officer).get("/meldingen/"))
    assert report.number in page
    assert "vertrouwelijk" in page
    assert "De kluis is dicht" in page
    assert not any(secret in page for secret in SECRETS)


def test_the_list_takes_the_same_queries_for_one_report_and_for_many(
    officer, send, django_assert_max_num_queries, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    send()
    with CaptureQueriesContext(connection) as few:
        officer.get("/meldingen/")
    for _ in range(8):
        send()
    with django_assert_max_num_queries(len(few)):
        officer.get("/meldingen/")


def test_an_empty_list_says_what_to_do(logged_in, intake_officer, party_pair):
    client = logged_in(intake_officer)
    assert "Er wacht geen melding" in html(client.get("/meldingen/"))
    for shown in ("entered", "closed", "gone", "onzin"):
        html(client.get(f"/meldingen/?toon={shown}"))


def test_without_a_vault_the_list_leads_there(logged_in, intake_officer):
    assert "Richt eerst de kluis in" in html(logged_in(intake_officer).get("/meldingen/"))


def test_a_closed_vault_shows_nothing_of_a_report(logged_in, intake_officer, report, at, logged):
    answer = logged_in(intake_officer).get(at(report))
    assert (answer.status_code, answer.url.startswith("/meldingen/kluis/openen/")) == (302, True)
    assert logged("reporting:read", report) == 0


def test_with_an_open_vault_it_is_read_and_logged(officer, report, at, logged):
    page = html(officer.get(at(report)))
    assert all(text in page for text in ["zeven blauwe vaten", "Vreemde lucht", "Een busje, 12-ABC-3.", PHOTO.name])
    assert "staat in het logboek" in page
    assert logged("reporting:read", report) == 1


def test_a_stranger_with_an_open_vault_of_her_own_finds_nothing(logged_in, stranger, report, at, owner):
    set_up(stranger, now=timezone.now())
    client = logged_in(stranger)
    open_vault(client)
    with owner():
        file = ReportFile.objects.get()
    for page in ("", "samenvatting/", "afschermen/", "afgeschermd/", "naam/", "afsluiten/", f"bestand/{file.pk}/"):
        assert client.get(at(report, page)).status_code == 404, page
    assert client.post(at(report, "vraag/"), {"text": "Hallo?"}).status_code == 404
    assert report.number not in html(client.get("/meldingen/"))


def test_a_file_comes_to_save_and_no_browser_opens_it(officer, report, at, owner, logged):
    with owner():
        file = ReportFile.objects.get()
    answer = officer.get(at(report, f"bestand/{file.pk}/"))
    assert answer.content == PHOTO.content
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert logged("reporting:file_opened", report) == 1


def test_a_file_that_is_not_there_is_a_page_that_is_not_there(officer, report, at):
    assert officer.get(at(report, "bestand/00000000-0000-4000-8000-000000000000/")).status_code == 404


def test_the_first_word_says_what_will_and_will_not_be_told(officer, send, report, at, identity_pair):
    page = html(officer.get(at(send("known"))))
    assert "Wat u wel van ons hoort" in page
    assert "Uw naam staat apart" in page
    assert "Uw naam staat apart" not in html(officer.get(at(report)))


def test_the_first_word_is_in_the_language_of_the_reporter(officer, send, report, at, owner):
    with owner():
        type(report).objects.update(language="pl")
    page = html(officer.get(at(report)))
    assert "Dziękujemy" in page
    assert "Pools" in page


def test_a_question_is_asked_and_its_reading_shows(officer, report, at, in_mailbox, answered):
    assert officer.post(at(report, "vraag/"), {"text": "Welke kleur?"}, follow=True).status_code == 200
    assert "nog niet gelezen" in html(officer.get(at(report)))
    assert in_mailbox(report) == ["Welke kleur?"]
    assert "gelezen" in html(officer.get("/meldingen/"))
    answered(report, "Blauw, denk ik.")
    assert "1 nieuw antwoord" in html(officer.get("/meldingen/"))
    assert "Blauw, denk ik." in html(officer.get(at(report)))
    assert "beantwoord" in html(officer.get("/meldingen/"))


def test_an_empty_question_keeps_the_page(officer, report, at):
    answer = officer.post(at(report, "vraag/"), {"text": " "})
    assert "Schrijf een bericht" in html(answer)
    assert Message.objects.count() == 0


def test_what_a_reporter_typed_is_text_and_no_page(officer, send, report, at):
    nasty = send(own="<script>alert(1)</script>‏ 🚜" + "x" * 10_000, place="<b>")
    page = html(officer.get(at(nasty)))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;script&gt;" in html(officer.get(at(nasty, "samenvatting/")))


def test_answers_of_another_shape_are_shown_as_far_as_they_go(officer, outsider, receipt, report, at, now):
    from dijkwacht.lib.access import acting
    from dijkwacht.reporting import actions

    with acting(outsider):
        odd = actions.send_report({"seen": "Alleen dit.", "point": "x"}, receipt=receipt, actor=outsider, now=now)
    assert "Alleen dit." in html(officer.get(at(odd)))
    html(officer.get(at(odd, "samenvatting/")))


def test_closing_says_a_last_word_and_the_page_says_until_when(officer, report, at, in_mailbox):
    assert "Wij sluiten uw melding nu af" in html(officer.get(at(report, "afsluiten/")))
    officer.post(at(report, "afsluiten/"), {"last_message": "Dank u wel."})
    assert in_mailbox(report) == ["Dank u wel."]
    page = html(officer.get(at(report)))
    assert "daarna vernietigd door twee personen" in page
    assert 'name="text"' not in page
    assert report.number in html(officer.get("/meldingen/?toon=closed"))


def test_closing_twice_explains_itself(officer, report, at):
    officer.post(at(report, "afsluiten/"), {"last_message": ""})
    assert "al afgesloten" in html(officer.post(at(report, "afsluiten/"), {"last_message": ""}))


def test_words_are_masked_shown_and_put_back(officer, report, at):
    page = html(officer.get(at(report, "afschermen/")))
    assert "06-12345678 (telefoonnummer)" in page
    officer.post(
        at(report, "afschermen/"), {"found": ["06-12345678"], "other": "Bolwijk", "is_final": "", "reason": "x"}
    )
    assert "Bolwijk" not in html(officer.get(at(report)))
    assert "Bolwijk" in html(officer.post(at(report, "afgeschermd/"), {"reason": "nodig"}))
    officer.post(at(report, "afgeschermd/"), {"reason": "te veel", "step": "back"})
    assert STORY["own"] in html(officer.get(at(report)))


def test_masking_asks_which_words_and_why(officer, report, at):
    page = html(officer.post(at(report, "afschermen/"), {"other": "", "reason": ""}))
    assert "Kies of typ" in page or "Vertel waarom" in page


def test_what_the_reporter_took_back_is_gone_for_the_officer(officer, report, at, now):
    from dijkwacht.lib.access import ANONYMOUS, acting
    from dijkwacht.reporting import actions

    with acting(ANONYMOUS):
        actions.delete_report(actions.open_mailbox(report.receipt), now=now)
    assert "Deze melding is vernietigd" in html(officer.get(at(report)))
    for page in ("samenvatting/", "afschermen/", "afgeschermd/", "afsluiten/", "naam/"):
        assert officer.get(at(report, page)).status_code == 404, page


@pytest.mark.parametrize("role", ["director", "second_assessor", "privacy_officer", "custodian", "reporter"])
def test_other_roles_do_not_know_that_the_pages_exist(logged_in, person, emmen, report, at, role):
    client = logged_in(person(emmen, role))
    assert client.get("/meldingen/").status_code == 404
    assert client.get(at(report)).status_code == 404


def test_home_says_what_waits_and_never_what(officer, send, report, identity_pair):
    send("confidential")
    page = html(officer.get("/"))
    assert "2 nieuwe meldingen van buiten" in page
    assert not any(secret in page for secret in SECRETS)


def test_the_key_of_an_officer_who_was_not_let_in_does_not_fit(logged_in, person, emmen, report, at, now, logged):
    from dijkwacht.lib.access import acting
    from dijkwacht.reporting import actions
    from dijkwacht.reporting.tests.vault import PASSPHRASE

    colleague = person(emmen, "intake_officer")
    with acting(colleague):
        actions.join_vault(passphrase=PASSPHRASE, actor=colleague, now=now)
    client = logged_in(colleague)
    open_vault(client)
    for page in ("", "samenvatting/", "afschermen/"):
        assert "Uw sleutel past niet" in html(client.get(at(report, page))), page
    assert logged("reporting:read", report) == 0


def test_when_the_signal_is_destroyed_first_the_report_can_still_be_closed(officer, report, at, owner):
    with owner():
        type(report).objects.filter(pk=report.pk).update(state="entered", signal=None)
    assert "1 melding kan worden afgesloten" in html(officer.get("/"))
    page = html(officer.get(at(report)))
    assert "Het signaal van deze melding is vernietigd" in page
    assert "Samenvatting schrijven" not in page
    assert officer.get(at(report, "samenvatting/")).status_code == 302
    assert officer.post(at(report, "afsluiten/"), {"last_message": ""}).status_code == 302
