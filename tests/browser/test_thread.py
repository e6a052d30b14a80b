"""The whole thread: from what a colleague saw to the report of the half-year, and who sees what on the way."""

import io
import re
from dataclasses import dataclass, field

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.browser import steps
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser

SUSPECT = "Theodora Nachtegaal"
HEARD = "De overbuurman vertelde over chemische lucht"
FIRST_JUDGEMENT = "Vaten zonder etiket, dicht bij het water"
CAMERA = b"Verzonnen-Toestel-9"


@dataclass
class Thread:
    """What the people in the thread leave to each other."""

    word: str = field(default_factory=steps.new_word)
    reporter: str = ""
    number: str = ""
    received_as: str = ""

    @property
    def title(self):
        return f"Vaten bij {self.word}"


@pytest.fixture
def thread():
    return Thread()


def test_from_a_colleagues_report_to_the_report_of_the_half_year(thread, person):
    colleague = person("Emmen", "Melder", size=PHONE)
    officer, assessor = person("Emmen", "Informatiecoördinator"), person("Emmen", "Tweede beoordelaar")
    adviser = person("Emmen", "Beleidsadviseur")
    counted = decisions_in_the_matrix(adviser)
    a_colleague_reports(colleague, thread)
    she_sees_a_receipt_and_no_signal(colleague, thread)
    the_intake_finds_it_without_her_name(officer, thread)
    the_photo_tells_nothing_about_her(officer)
    nobody_else_sees_it_yet(assessor, thread)
    two_people_weigh_it_apart(officer, assessor, thread)
    the_director_sees_both_but_not_who_reported(person("Emmen", "Regisseur ondermijning"), thread)
    a_stranger_finds_nothing(person("Assen", "Informatiecoördinator"), thread)
    it_goes_to_the_water_board(officer, thread)
    the_water_board_takes_it_over(person("Hunze en Aa's", "Informatiecoördinator"), thread)
    the_sender_is_done(officer, thread)
    the_privacy_officer_sees_who_looked(person("Emmen", "Privacy officer (FG)"), officer, assessor, thread)
    the_matrix_counts_it(adviser, thread, counted)
    the_report_of_the_half_year_says_so(adviser)
    she_hears_that_it_is_done_and_no_more(colleague, thread)


def a_colleague_reports(colleague, thread):
    thread.reporter = colleague.name
    colleague.opens("/")
    colleague.follow("Signaal melden")
    colleague.look()
    steps.write_report(colleague, title=thread.title, seen=f"Blauwe vaten bij {thread.word}.", heard=HEARD)
    colleague.page.select_option("[name=phenomenon]", "drugsafval")
    colleague.page.locator("#kenmerken input[type=checkbox]").first.check()
    colleague.page.set_input_files("#id_files", {"name": "vat.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    colleague.page.locator("#bijlagen li", has_text="vat.jpg").wait_for()
    colleague.page.get_by_text("Ik moet iemand noemen").click()
    colleague.page.fill("[name=person1-name]", SUSPECT)
    colleague.choose(confidential="yes")
    colleague.look()
    thread.number = steps.send_report(colleague)


def photo():
    """A photo that says with which camera and where it was made."""
    exif = Image.Exif()
    exif[0x010F] = CAMERA.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 46.0, 12.0), 3: "E", 4: (6.0, 53.0, 24.0)})
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(made, "JPEG", exif=exif)
    assert CAMERA in made.getvalue()
    return made.getvalue()


def she_sees_a_receipt_and_no_signal(colleague, thread):
    assert colleague.sees(thread.number, "Dank u wel", "afgeschermd")
    colleague.look()
    assert colleague.opens(f"/signalen/{thread.number}/") == 404
    colleague.look()
    assert colleague.opens("/signalen/") == 404


def the_intake_finds_it_without_her_name(officer, thread):
    officer.opens("/")
    assert officer.sees(f"Nieuw: bevestig de ontvangst: {thread.title}")
    officer.follow(thread.title)
    assert officer.sees(HEARD, "vertrouwelijk gemeld", "1 afgeschermd", thread.title)
    assert not officer.could_find(thread.reporter, SUSPECT)
    officer.look()


def the_photo_tells_nothing_about_her(officer):
    content = officer.downloads("vat.jpg")
    assert CAMERA not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def nobody_else_sees_it_yet(assessor, thread):
    assert assessor.opens(f"/signalen/{thread.number}/") == 404
    assessor.opens("/")
    assert not assessor.could_find(thread.title)


def two_people_weigh_it_apart(officer, assessor, thread):
    steps.take_in(officer, thread.number)
    steps.weigh(officer, thread.number, outcome="elsewhere", reason=FIRST_JUDGEMENT)
    steps.assign(officer, thread.number, assessor.name)
    assessor.opens("/")
    assert assessor.sees(f"Tweede beoordeling: {thread.title}")
    assessor.look()
    assessor.follow(thread.title)
    assert assessor.sees(HEARD)
    assert not assessor.could_find(FIRST_JUDGEMENT, thread.reporter, SUSPECT)
    assessor.opens(f"/signalen/{thread.number}/wegen/")
    assert not assessor.could_find(FIRST_JUDGEMENT)
    steps.weigh(assessor, thread.number, outcome="elsewhere", reason="Het water is van een ander.")


def the_director_sees_both_but_not_who_reported(director, thread):
    director.opens(f"/signalen/{thread.number}/")
    assert director.sees(FIRST_JUDGEMENT, "Het water is van een ander.")
    assert not director.could_find(thread.reporter, SUSPECT)
    director.look()
    assert director.opens(f"/signalen/{thread.number}/melder/") == 404


def a_stranger_finds_nothing(stranger, thread):
    assert stranger.opens(f"/signalen/{thread.number}/") == 404
    assert thread.number not in steps.numbers_in(stranger, "all")
    assert not stranger.could_find(thread.word)
    stranger.opens(f"/signalen/zoeken/?words={thread.word}")
    assert stranger.sees("Niets gevonden")


def it_goes_to_the_water_board(officer, thread):
    officer.opens(f"/signalen/{thread.number}/")
    officer.follow("Doorzenden")
    officer.look()
    officer.page.get_by_label("Waterschap", exact=False).first.check()
    officer.press("Verder")
    officer.page.select_option("[name=recipient]", label="Waterschap Hunze en Aa's")
    officer.page.check("[name=source_protected]")
    officer.page.check("[name=reporter_told]")
    officer.look()
    officer.press("Brief bekijken")
    officer.look()
    officer.follow("Versturen")
    officer.look()
    officer.press("Versturen")
    officer.look()
    officer.opens(f"{officer.page.url}herinneren/")
    officer.look()
    officer.page.go_back()
    letter = text_of(officer.downloads("Brief als PDF"))
    assert thread.word in letter
    assert not any(secret in letter for secret in (thread.reporter, SUSPECT, HEARD))


def text_of(pdf):
    assert pdf.startswith(b"%PDF")
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def the_water_board_takes_it_over(receiver, thread):
    receiver.opens("/")
    receiver.look()
    receiver.follow(f"Doorgezonden naar u: {thread.title}")
    assert not receiver.could_find(thread.reporter, SUSPECT, HEARD)
    receiver.look()
    receiver.press("Ontvangst bevestigen en overnemen")
    thread.received_as = steps.NUMBER.search(receiver.page.url).group()
    assert thread.received_as != thread.number
    assert receiver.sees(thread.title, "Intake doen")
    assert not receiver.could_find(thread.reporter, SUSPECT, HEARD, FIRST_JUDGEMENT)
    assert receiver.opens(f"/signalen/{thread.number}/") == 404


def the_sender_is_done(officer, thread):
    officer.opens(f"/signalen/{thread.number}/")
    assert officer.sees("bevestigd", "Aan Waterschap Hunze en Aa's")
    assert thread.number in steps.numbers_in(officer, "closed")
    assert officer.opens(f"/signalen/{thread.received_as}/") == 404
    officer.opens("/")
    assert not officer.could_find(thread.title)
    officer.look()


def the_privacy_officer_sees_who_looked(privacy_officer, officer, assessor, thread):
    assert privacy_officer.opens(f"/signalen/{thread.number}/") == 404
    privacy_officer.opens(f"/logboek/?number={thread.number}")
    privacy_officer.look()
    privacy_officer.follow(thread.number)
    assert privacy_officer.sees("Wie en waarom", officer.name, assessor.name)
    assert not privacy_officer.could_find(thread.title, HEARD, SUSPECT, thread.reporter)
    privacy_officer.look()


def decisions_in_the_matrix(adviser):
    """How many decisions of Emmen cell 2.3 counts; it starts to count as soon as a decision is taken."""
    adviser.opens("/overeenkomst/")
    open_cell(adviser, "Emmen, 2.3")
    return int(re.search(r"(\d+) van \d+ beslissingen", adviser.page.inner_text("main")).group(1))


def open_cell(adviser, label):
    with adviser.page.expect_navigation():
        adviser.page.locator(f"table.matrix td a[aria-label^='{label}']").click()


def the_matrix_counts_it(adviser, thread, counted):
    assert decisions_in_the_matrix(adviser) == counted + 2  # the intake, and the weighing by two
    adviser.opens("/overeenkomst/")
    adviser.look()
    open_cell(adviser, "Emmen, 2.2")
    assert adviser.sees("Doorzendingen met grondslag en bevestigde ontvangst", "norm: 100%")
    assert not adviser.could_find(thread.title, thread.number)
    adviser.look()


def the_report_of_the_half_year_says_so(adviser):
    adviser.opens("/overeenkomst/rapport/")
    adviser.look()
    adviser.press("Rapportage maken")
    assert "Emmen" in text_of(adviser.downloads(re.compile("Emmen, stand op")))


def she_hears_that_it_is_done_and_no_more(colleague, thread):
    colleague.opens(f"/melden-intern/ontvangen/{thread.number}/")
    assert colleague.sees("afgerond")
    assert not colleague.could_find("Hunze", "doorgezonden", FIRST_JUDGEMENT)
    colleague.look()
    colleague.opens("/melden-intern/mijn-meldingen/")
    assert colleague.sees(thread.title)
    colleague.look()
