"""Everything works in a browser that runs no script."""

import pytest

from tests.browser import steps
from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser


def test_a_report_with_indicators_and_a_file(person):
    colleague = person("Emmen", "Melder", script=False)
    steps.write_report(colleague, title=f"Kas bij {steps.new_word()}", seen="Condens op de ramen.")
    colleague.page.select_option("[name=phenomenon]", "hennepkwekerij")
    colleague.press("Toon kenmerken")
    colleague.page.locator("[name=indicators]").first.check()
    colleague.page.set_input_files("#id_files", {"name": "n.txt", "mimeType": "text/plain", "buffer": b"Fictief.\n"})
    colleague.press("Bestanden toevoegen")
    assert colleague.sees("n.txt")
    assert colleague.page.locator("[name=indicators]").first.is_checked()
    assert colleague.page.input_value("[name=own_observation]") == "Condens op de ramen."
    number = steps.send_report(colleague)
    assert colleague.sees("Dank u wel", number)


def test_the_list_filters(person):
    officer = person("Emmen", "Informatiecoördinator", script=False)
    officer.opens("/signalen/")
    officer.page.select_option("[name=phase]", "closed")
    officer.press("Filteren")
    assert "phase=closed" in officer.page.url
    assert officer.page.input_value("[name=phase]") == "closed"
    assert officer.page.locator("tbody tr").count() > 0


def test_the_matrix_leads_to_the_numbers(person):
    executive = person("Emmen", "Bestuurder", script=False)
    executive.opens("/overeenkomst/")
    assert executive.page.locator("table.matrix td").count() >= 28 * 17
    executive.follow("Emmen, 2.1")
    assert executive.sees("Zo staat het")


def test_on_a_phone_the_filters_unfold(person):
    officer = person("Emmen", "Informatiecoördinator", size=PHONE, script=False)
    officer.opens("/signalen/")
    assert not officer.page.get_by_label("Fenomeen").is_visible()
    officer.page.get_by_text("Filters", exact=True).click()
    assert officer.page.get_by_label("Fenomeen").is_visible()
