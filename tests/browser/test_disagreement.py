"""Two people disagree, the director settles it, and stopping takes a second person."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import steps

pytestmark = pytest.mark.browser

SUSPECT = "Leopold Kievitsnest"
REASON = "De controle kan niet zonder de naam van de huurder"


@pytest.fixture
def number(person):
    """A report that names somebody."""
    colleague = person("Emmen", "Melder")
    steps.write_report(colleague, title=f"Loods bij {steps.new_word()}", seen="Ramen geblindeerd.")
    colleague.page.get_by_text("Ik moet iemand noemen").click()
    colleague.page.fill("[name=person1-name]", SUSPECT)
    return steps.send_report(colleague)


def test_the_director_settles_what_two_people_see_differently(person, number):
    officer, director = person("Emmen", "Informatiecoördinator"), person("Emmen", "Regisseur ondermijning")
    two_judge_differently(officer, person("Emmen", "Tweede beoordelaar"), number)
    the_director_settles(officer, director, number)
    keeping_takes_a_second_person(officer, director, number)
    whoever_opens_the_persons_leaves_a_reason(officer, number)
    the_log_shows_the_reason_and_not_the_name(person("Emmen", "Auditor"), officer, number)


def two_judge_differently(officer, assessor, number):
    steps.take_in(officer, number)
    steps.weigh(officer, number, outcome="single", reason="Dit kunnen wij zelf.")
    steps.assign(officer, number, assessor.name)
    steps.weigh(assessor, number, outcome="close", reason="Hier is niets aan de hand.")
    assessor.opens("/")
    assert not assessor.could_find(number)


def the_director_settles(officer, director, number):
    assert officer.opens(f"/signalen/{number}/besluit/") == 404
    director.opens("/")
    assert director.sees("Oordeel verschilt")
    director.look()
    director.opens(f"/signalen/{number}/")
    assert director.sees("Dit kunnen wij zelf.", "Hier is niets aan de hand.")
    director.follow("Beslissen bij verschil")
    steps.decide(director, number, outcome="ready", reason="Eerst bespreken met de buren.")
    assert director.sees("Besluit vastgelegd: bespreken in het overleg")


def keeping_takes_a_second_person(officer, director, number):
    until = timezone.localdate() + timedelta(days=90)
    steps.decide(officer, number, outcome="keep", reason="Nu te weinig.", keep_until=until.isoformat())
    assert officer.sees("wacht op tweede")
    officer.look()
    assert number in steps.numbers_in(officer, "ready")
    director.opens(f"/signalen/{number}/")
    director.follow("Als tweede beslissen")
    director.choose(agrees="yes")
    director.fill(reason="Mee eens.")
    director.look()
    director.press("Antwoord vastleggen")
    assert director.sees("Het besluit geldt nu")
    director.look()
    assert number in steps.numbers_in(director, "kept")


def whoever_opens_the_persons_leaves_a_reason(officer, number):
    officer.opens(f"/signalen/{number}/personen/")
    assert not officer.could_find(SUSPECT)
    officer.press("Personen openen")
    assert officer.sees("Leg uit waarom")
    assert not officer.could_find(SUSPECT)
    officer.fill(reason=REASON)
    officer.press("Personen openen")
    assert officer.sees(SUSPECT)
    officer.look()
    officer.opens(f"/signalen/{number}/")
    assert not officer.could_find(SUSPECT)


def the_log_shows_the_reason_and_not_the_name(auditor, officer, number):
    auditor.opens(f"/logboek/?number={number}")
    auditor.look()
    row = auditor.page.locator("tr", has_text=REASON)
    assert re.search(officer.name, row.first.inner_text())
    assert not auditor.could_find(SUSPECT)
