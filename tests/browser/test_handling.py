"""What a director and the privacy officer do with signals between the report and the decision."""

import pytest

from tests.browser import steps

pytestmark = pytest.mark.browser


@pytest.fixture
def reported(person):
    """`reported()` is the number of a new report in Emmen."""
    colleague = person("Emmen", "Melder")

    def report():
        steps.write_report(colleague, title=f"Kelder bij {steps.new_word()}", seen="Ventilatie dag en nacht.")
        return steps.send_report(colleague)

    return report


@pytest.fixture
def officer(person):
    return person("Emmen", "Informatiecoördinator")


@pytest.fixture
def director(person):
    return person("Emmen", "Regisseur ondermijning")


def test_a_source_is_asked_only_after_the_privacy_check(reported, officer, director, person):
    number = reported()
    steps.take_in(officer, number)
    for assessor in (officer, director):
        steps.weigh(assessor, number, outcome="research", reason="Van wie is het pand?")
    ask_the_land_register(officer, number)
    the_privacy_officer_allows_it(person("Emmen", "Privacy officer (FG)"), number)
    officer.opens(f"/signalen/{number}/")
    officer.follow("Kadaster")
    officer.look()
    officer.choose(hit="yes")
    officer.press("Vastleggen")
    officer.look()


def ask_the_land_register(officer, number):
    officer.opens(f"/signalen/{number}/bron/")
    officer.page.select_option("[name=source]", "kadaster")
    officer.page.select_option("[name=legal_basis]", index=1)
    officer.fill(purpose="Van wie is het pand", necessity="Anders kan niemand worden gevraagd")
    officer.look()
    officer.press("Aanvragen")
    assert officer.sees("wacht op privacytoets")
    officer.look()


def the_privacy_officer_allows_it(privacy_officer, number):
    privacy_officer.opens("/")
    privacy_officer.follow("Privacytoets")
    assert privacy_officer.sees(number)
    assert not privacy_officer.could_find("Ventilatie dag en nacht.")
    privacy_officer.look()
    privacy_officer.choose(allowed="yes")
    privacy_officer.fill(reason="Past bij het doel.")
    privacy_officer.press("Antwoord vastleggen")


def test_two_signals_become_one_and_two_again(reported, officer, director):
    first, second = reported(), reported()
    for number in (first, second):
        officer.opens(f"/signalen/{number}/ontvangst/")
        officer.press("Ontvangst bevestigen")
    merge(director, first, second)
    director.follow("Losmaken")
    director.look()
    director.fill(reason="Toch een ander pand.")
    director.press("Losmaken")
    assert {first, second} <= steps.numbers_in(director, "intake")


def merge(director, number, into):
    director.opens(f"/signalen/{number}/samenvoegen/")
    director.look()
    director.fill(number=into)
    director.press("Verder")
    director.look()
    director.fill(reason="Hetzelfde pand.")
    director.press("Samenvoegen")
    director.opens(f"/signalen/{number}/")
    assert director.sees(f"Dit signaal is deel van {into}")


@pytest.mark.parametrize("step", ["overdragen", "splitsen", "betrokken"])
def test_what_a_director_can_do_with_an_open_signal(reported, director, step):
    assert director.opens(f"/signalen/{reported()}/{step}/") == 200
    director.look()


def test_a_closed_signal_opens_again(director):
    closed = steps.rows_in(director, "closed").filter(has_text="afgesloten")
    director.opens(closed.first.locator("a").get_attribute("href"))
    director.follow("Heropenen")
    director.look()


def test_the_name_of_the_reporter_opens_with_a_reason(reported, officer, person):
    colleague = person("Emmen", "Melder")
    officer.opens(f"/signalen/{reported()}/melder/")
    assert not officer.could_find(colleague.name)
    officer.look()
    officer.fill(reason="Er is nog een vraag over de plek.")
    officer.press("Melder openen")
    assert officer.sees(colleague.name)
    officer.look()
