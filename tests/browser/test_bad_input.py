"""What goes wrong while somebody reports is told in plain words, and nothing that was typed is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser import steps

pytestmark = pytest.mark.browser

STORY = "Een verhaal dat niet weg mag raken."
PROGRAM = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + bytes(5000)}


@pytest.fixture
def too_large(tmp_path):
    """A file of 26 MB."""
    path = tmp_path / "groot.pdf"
    path.write_bytes(b"%PDF-1.7" + bytes(26 * 1024 * 1024))
    return path


@pytest.fixture
def colleague(person):
    """Somebody of Coevorden who is writing a report."""
    found = person("Coevorden", "Melder")
    steps.write_report(found, title=f"Hek bij {steps.new_word()}", seen=STORY)
    return found


def test_a_file_that_is_too_large_is_refused_before_it_travels(colleague, too_large):
    colleague.page.set_input_files("#id_files", too_large)
    colleague.page.get_by_text(re.compile("groot.pdf is groter dan 25 MB")).wait_for()
    colleague.look()
    assert colleague.page.input_value("[name=own_observation]") == STORY


def test_a_file_that_is_too_large_is_refused_without_script(person, too_large):
    colleague = person("Coevorden", "Melder", script=False)
    steps.write_report(colleague, title=f"Hek bij {steps.new_word()}", seen=STORY)
    colleague.page.set_input_files("#id_files", too_large)
    colleague.press("Melding versturen")
    assert colleague.sees("Dit bestand is te groot", "25 MB")
    assert colleague.page.input_value("[name=own_observation]") == STORY


def test_a_program_that_calls_itself_a_photo_is_refused_and_the_rest_goes(colleague):
    colleague.page.set_input_files("#id_files", PROGRAM)
    colleague.page.get_by_text("Dit bestand nemen wij niet aan").wait_for()
    colleague.look()
    assert steps.send_report(colleague)


def test_an_empty_report_says_what_is_missing(person):
    colleague = person("Meppel", "Melder")
    colleague.opens("/melden-intern/")
    colleague.press("Melding versturen")
    assert colleague.page.title().startswith("Fout: ")
    assert colleague.sees("Kies waar het over gaat.", "Vertel in één regel wat u meldt.")
    colleague.look()
    colleague.page.locator("[data-errors] a").first.click()
    assert colleague.page.evaluate("document.activeElement.closest('form') !== null")


def test_a_date_in_the_future_is_refused(colleague):
    colleague.fill(observed_from=(timezone.localdate() + timedelta(days=1)).isoformat())
    colleague.press("Melding versturen")
    assert colleague.sees("Deze datum ligt in de toekomst.")
    assert colleague.page.input_value("[name=own_observation]") == STORY


def test_who_is_logged_out_while_typing_finds_the_text_back(colleague):
    colleague.page.locator("[data-draft-status]:not(:empty)").wait_for()
    colleague.context.clear_cookies(name="sessionid")
    colleague.press("Melding versturen")
    assert colleague.sees("U bent uitgelogd", "als concept bewaard")
    colleague.look()
    colleague.step_in("Coevorden", "Melder")
    colleague.opens("/melden-intern/")
    assert colleague.sees("U was bezig met een melding")
    colleague.look()
    assert colleague.page.input_value("[name=own_observation]") == STORY
    assert steps.send_report(colleague)
