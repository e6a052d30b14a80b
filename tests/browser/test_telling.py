"""Somebody outside tells something: anonymously, with a photo, with script and without, and never leaves a cookie."""

import io

import pytest
from PIL import Image

from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser

STORY = "Elke nacht een busje bij de schuur van mijn buurman (fictief)."


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def reporter(visitor, request):
    return visitor(size=PHONE, script=request.param)


def photo():
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(content, "JPEG")
    return {"name": "schuur.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def test_an_anonymous_report_with_a_photo(reporter):
    the_place_leads_to_the_party(reporter)
    everything_is_told(reporter)
    receipt = it_is_sent(reporter)
    the_mailbox_opens(reporter, receipt)
    more_is_told(reporter)
    everything_is_taken_back(reporter, receipt)
    assert reporter.context.cookies() == []


def the_place_leads_to_the_party(reporter):
    reporter.opens("/melden/")
    reporter.fill(plaats="klazienaveen")
    reporter.press("Zoeken")
    reporter.follow("Melden bij Gemeente Emmen")
    assert reporter.sees("Is er nu gevaar? Bel 112", "0900-8844", "0800-7000")
    reporter.look()
    reporter.follow("Anoniem")


def everything_is_told(reporter):
    reporter.look()
    reporter.choose(about="lab")
    reporter.press("Verder")
    reporter.page.get_by_label("Wat zag, hoorde of rook u zelf?").fill(STORY)
    reporter.look()
    reporter.press("Verder")
    reporter.page.set_input_files("[name=files]", photo())
    reporter.press("Toevoegen")
    reporter.page.get_by_text("schuur.jpg").first.wait_for()
    reporter.look()
    reporter.press("Verder")
    reporter.page.get_by_role("heading", name="Kijk het na").wait_for()
    assert reporter.sees(STORY, "mijn buurman", "In een kleine straat valt u dan op")
    reporter.look()


def it_is_sent(reporter):
    reporter.press("Melding versturen")
    while reporter.page.get_by_role("heading", name="Nog een ogenblik").count():
        reporter.page.wait_for_timeout(1000)
        reporter.press("Versturen")
    reporter.page.get_by_role("heading", name="Dank u wel").wait_for()
    reporter.look()
    return " ".join(reporter.page.locator("#code li").all_inner_texts())


def the_mailbox_opens(reporter, receipt):
    reporter.opens("/melden/postvak/")
    reporter.look()
    open_with(reporter, receipt)
    assert reporter.sees(STORY, "schuur.jpg", "Nog niet gelezen")
    assert not reporter.could_find(receipt)


def open_with(reporter, receipt):
    reporter.fill(code=receipt)
    reporter.page.wait_for_timeout(5000)  # somebody types; a browser without script waits a moment
    reporter.press("Openen")


def more_is_told(reporter):
    reporter.fill(text="Vannacht weer.")
    reporter.press("Antwoord versturen")
    assert reporter.sees("Uw antwoord is verstuurd", "Vannacht weer.")
    reporter.look()


def everything_is_taken_back(reporter, receipt):
    reporter.press("Mijn melding weghalen")
    reporter.look()
    reporter.press("Ja, alles weghalen")
    assert reporter.sees("Uw melding is weggehaald")
    reporter.look()
    reporter.opens("/melden/postvak/")
    open_with(reporter, receipt)
    assert reporter.sees("vinden wij niets")


def test_somebody_who_stops_goes_on_with_the_words(reporter):
    reporter.opens("/melden/gm0114/formulier/anoniem/?taal=en")
    reporter.choose(about="barn")
    reporter.press("Continue")
    reporter.page.fill("[name=own]", "Not finished (fictional).")
    reporter.page.get_by_role("button", name="Save and continue later").click()
    reporter.page.get_by_role("heading", name="Your code to continue").wait_for()
    code = reporter.page.inner_text("#code")
    reporter.look()
    reporter.opens("/melden/verder/?taal=en")
    reporter.fill(code=code)
    reporter.page.wait_for_timeout(5000)
    reporter.press("Continue")
    assert reporter.page.input_value("[name=own]") == "Not finished (fictional)."
    assert reporter.context.cookies() == []
