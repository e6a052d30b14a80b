"""
The gallery in a real browser, with our own policy in force: what axe says, 320 pixels, the keyboard, drafts.

No server runs: the browser's requests are answered here, from the rendered page and build/static.
"""

import mimetypes
import re
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from dijkwacht.ui import gallery

CHROMIUM = Path("/usr/bin/chromium")
BUILT = Path(__file__).parents[3] / "build" / "static"
ORIGIN = "http://dijkwacht.test"
POLICY = "; ".join(f"{name} {' '.join(v)}" for name, v in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items())

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium"),
    pytest.mark.skipif(not (BUILT / "ui").exists(), reason="not built: run `make build`"),
]


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def markup():
    request = RequestFactory().get("/stijlgids/")
    examples = gallery.examples(request, now=timezone.now())
    page = render_to_string("ui/gallery.html", {"examples": examples, "demo_mode": True}, request)
    return page.replace("data-unsaved>", 'data-draft="/concept/"><input type="hidden" name="draft">')


@pytest.fixture
def opened(chromium, markup):
    """`with opened(width) as page:` is the gallery in a browser of that width; complaints fail the test."""

    @contextmanager
    def open_page(width, *, draft_status=204):
        page, complaints = chromium.new_page(viewport={"width": width, "height": 900}), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Policy" in said.text else None)
        page.route("**/*", lambda route: _answer(route, markup, draft_status))
        page.goto(f"{ORIGIN}/stijlgids/")
        yield page
        page.close()
        assert complaints == []

    return open_page


def _answer(route, markup, draft_status):
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        file = BUILT / path.removeprefix("/static/")
        return route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0])
    if path == "/concept/":
        return route.fulfill(status=draft_status, headers={"Draft": "concept-1"})
    return route.fulfill(body=markup, content_type="text/html", headers={"Content-Security-Policy": POLICY})


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(opened, width):
    from axe_playwright_python.sync_playwright import Axe

    with opened(width) as page:
        found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []


def test_a_phone_never_scrolls_sideways(opened):
    with opened(320) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_controls_are_large_enough_for_a_finger(opened):
    small = "[...document.querySelectorAll('.utrecht-button, input:not([type=hidden]), select, td a')]"
    with opened(320) as page:
        sizes = page.evaluate(f"{small}.filter(e => e.offsetParent).map(e => [e.offsetWidth, e.offsetHeight])")
    assert all(width >= 24 and height >= 24 for width, height in sizes)


@pytest.mark.parametrize("kind", [".utrecht-textbox", ".utrecht-select", ".utrecht-textarea"])
def test_a_field_with_focus_has_our_yellow_ring(opened, kind):
    with opened(1280) as page:
        page.keyboard.press("Tab")
        page.locator(f"{kind}:visible").first.focus()
        ring = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert ring == "rgb(255, 221, 0) solid 3px"


def test_the_reader_starts_at_the_errors(opened):
    with opened(1280) as page:
        assert page.title().startswith("Fout: ")
        assert page.evaluate("document.activeElement.hasAttribute('data-errors')")


def test_arrow_keys_walk_over_the_matrix(opened):
    with opened(1280) as page:
        page.focus("table.matrix td a[tabindex='0']")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Hoogeveen, 2.4")


def test_the_matrix_is_one_stop_for_the_tab_key(opened):
    with opened(1280) as page:
        assert page.locator("table.matrix td a[tabindex='0']").count() == 1


def test_typing_saves_a_draft_and_says_when(opened):
    with opened(320) as page:
        page.fill("#id_place", "Een schuur")
        page.locator("[data-draft-status]:not(:empty)").wait_for()
        assert re.fullmatch(r"Bewaard om \d\d:\d\d", page.inner_text("[data-draft-status]"))
        assert page.input_value("input[name=draft]") == "concept-1"


def test_a_draft_that_was_not_saved_says_so(opened):
    with opened(320, draft_status=500) as page:
        page.fill("#id_place", "Een schuur")
        page.locator("[data-draft-status]:not(:empty)").wait_for()
        assert page.inner_text("[data-draft-status]").startswith("Niet bewaard.")


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(opened):
    with opened(1280) as page:
        page.evaluate("document.body.tabIndex = -1; document.body.focus()")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"
