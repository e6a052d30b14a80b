"""What somebody outside told: read, asked, answered, summarised, closed, and gone. And who sees nothing of it."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.browser import steps
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser

STORY = "Kees Verzonnen"
PLATE = "12-ABC-3"
GIVEN_BY = "Jan de Vries"
QUESTION = "Welke kleur had het busje?"
ANSWER = "Wit, zonder opdruk. Ik schrijf dit met trillende vingers."
LAST = "Wij sluiten uw melding nu af. Dank u wel."
SECRETS = (STORY, PLATE, GIVEN_BY, ANSWER)


@pytest.fixture
def officer(person):
    return person("Emmen", "Informatiecoördinator")


def test_a_report_from_outside_is_read_answered_summarised_closed_and_gone(officer, visitor, person):
    the_list_tells_nothing(officer)
    open_the_vault(officer)
    address = the_newest_is_read(officer)
    a_question_is_asked(officer, address)
    outsider = visitor(size=PHONE)
    the_reporter_answers(outsider)
    the_answer_shows(officer, address)
    number = the_summary_becomes_a_signal(officer, address)
    others_read_the_summary_only(person, number)
    the_signal_leads_back(officer, number, address)
    it_is_closed_with_a_last_word(officer, address)
    the_reporter_reads_it_and_takes_everything_back(outsider)
    nothing_is_left(officer, address)
    nobody_sees_what_was_told(person, number)


def the_list_tells_nothing(officer):
    officer.opens("/meldingen/")
    officer.look()
    assert officer.sees("De kluis is dicht", "anoniem")
    assert not officer.could_find(*SECRETS)


def open_the_vault(somebody, page="/meldingen/"):
    somebody.opens(f"/meldingen/kluis/openen/?next={page}")
    if "kluis/openen" in somebody.page.url:
        somebody.fill(passphrase=settings.DEMO_VAULT["passphrase"])
        somebody.press("Openen")


def the_newest_is_read(officer):
    officer.opens("/meldingen/")
    officer.page.locator("tbody tr", has_text="anoniem").first.locator("a").first.click()
    officer.page.wait_for_url("**/meldingen/melding/**")
    assert officer.sees(STORY, PLATE, "Dit is uw eerste bericht", "Dat u dit leest, staat in het logboek")
    officer.look()
    return urlsplit(officer.page.url).path


def a_question_is_asked(officer, address):
    officer.fill(text=QUESTION)
    officer.press("Versturen")
    assert officer.sees(QUESTION, "nog niet gelezen")


def open_mailbox(outsider):
    outsider.opens("/melden/postvak/")
    outsider.fill(code=settings.DEMO_VAULT["receipt"])
    outsider.page.get_by_role("main").get_by_role("button").first.click()
    # Without the sum of the browser, or while it runs, the page asks to wait a moment.
    for _ in range(20):
        outsider.page.wait_for_timeout(500)
        if outsider.page.locator("textarea[name=text]").count() or outsider.sees("afgesloten"):
            return
        button = outsider.page.get_by_role("main").get_by_role("button", name="Openen")
        if button.count() and button.first.is_enabled():
            button.first.click()


def the_reporter_answers(outsider):
    open_mailbox(outsider)
    assert outsider.sees(QUESTION, STORY)
    outsider.fill(text=ANSWER)
    outsider.press("Versturen")
    assert outsider.sees(ANSWER)


def the_answer_shows(officer, address):
    officer.opens("/meldingen/")
    assert officer.sees("1 nieuw antwoord")
    assert not officer.could_find(*SECRETS)
    officer.opens(address)
    assert officer.sees(ANSWER, "gelezen")


def the_summary_becomes_a_signal(officer, address):
    officer.follow("Samenvatting schrijven")
    officer.look()
    assert officer.sees("wijst naar de melder", "kenteken")
    while officer.page.get_by_role("button", name="Alles hierboven weglaten").count():
        officer.press("Alles hierboven weglaten")
    while officer.page.locator(".leave-out button").count():
        officer._go(officer.page.locator(".leave-out button").first)
    typed = officer.page.input_value("[name=own_observation]")
    assert "[weggelaten]" in typed
    assert not any(secret in typed for secret in SECRETS)
    officer.choose(object_kind="place")
    officer.page.check("[name=checked]")
    officer.press("Signaal maken")
    assert officer.sees("Gesprek met de melder", "anoniem")
    assert not officer.could_find(*SECRETS)
    officer.look()
    return steps.NUMBER.search(officer.page.url).group()


def others_read_the_summary_only(person, number):
    director = person("Emmen", "Regisseur ondermijning")
    director.opens(f"/signalen/{number}/")
    assert director.sees("[weggelaten]")
    assert not director.could_find(*SECRETS)
    assert person("Assen", "Informatiecoördinator").opens(f"/signalen/{number}/") == 404


def the_signal_leads_back(officer, number, address):
    officer.opens(f"/signalen/{number}/")
    officer.follow("Naar de melding")
    assert officer.page.url.endswith(address)
    assert officer.sees(number, "Melding afsluiten")


def it_is_closed_with_a_last_word(officer, address):
    officer.follow("Melding afsluiten")
    officer.look()
    officer.fill(last_message=LAST)
    officer.press("Afsluiten")
    assert officer.sees("De melding is afgesloten", "daarna vernietigd door twee personen")


def the_reporter_reads_it_and_takes_everything_back(outsider):
    open_mailbox(outsider)
    assert outsider.sees(LAST)
    outsider._go(outsider.page.locator("button[value=delete]"))
    outsider._go(outsider.page.locator("button[value=delete-yes]"))


def nothing_is_left(officer, address):
    officer.opens(address)
    assert officer.sees("Deze melding is vernietigd")
    assert not officer.could_find(*SECRETS, QUESTION, LAST)
    officer.look()


def nobody_sees_what_was_told(person, number):
    for role in ("Privacy officer (FG)", "Regisseur ondermijning", "Bewaarder van identiteiten"):
        somebody = person("Emmen", role)
        somebody.opens("/")
        assert not somebody.could_find(*SECRETS)
        assert somebody.opens(f"/logboek/?number={number}") in {200, 404}
        assert not somebody.could_find(*SECRETS)


def test_the_custodian_decides_about_a_name_that_she_does_not_see(officer, person):
    custodian = person("Emmen", "Bewaarder van identiteiten")
    custodian.opens("/")
    assert custodian.sees("verzoek om een naam")
    custodian.follow("verzoek om een naam")
    custodian.look()
    open_the_vault(custodian, "/meldingen/namen/")
    custodian.opens("/meldingen/namen/")
    number = custodian.page.locator("tbody td a").first.inner_text()
    custodian.follow(number)
    custodian.look()
    custodian.choose(grant="yes")
    custodian.fill(answer="Terecht gevraagd.")
    custodian.press("Antwoord vastleggen")
    assert custodian.sees("een dag openen")
    assert not custodian.could_find("Fictieve Melder")

    open_the_vault(officer)
    officer.opens(f"/meldingen/melding/{number}/naam/")
    officer.look()
    assert not officer.could_find("Fictieve Melder")
    officer.press("Naam openen")
    assert officer.sees("Fictieve Melder")
    officer.opens("/meldingen/")
    assert not officer.could_find("Fictieve Melder")


def test_the_desk_works_without_script(person):
    officer = person("Emmen", "Informatiecoördinator", script=False)
    open_the_vault(officer)
    officer.opens("/meldingen/?toon=entered")
    officer.page.locator("tbody a[href*='/melding/']").first.click()
    officer.page.wait_for_url("**/meldingen/melding/**")
    address = officer.page.url
    assert officer.sees("Wat is verteld")
    word = officer.page.locator(".say p").first.inner_text().split()[0]
    officer.follow("Woorden afschermen")
    officer.fill(other=word, reason="proef")
    officer.press("Afschermen")
    officer.page.goto(address)
    officer.follow("Afgeschermde woorden openen")
    officer.fill(reason="proef")
    officer.press("Terugzetten")
    assert officer.sees("staan weer in de melding")
