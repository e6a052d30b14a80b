"""
The pages of knowledge in a real browser: what axe says, and on a phone.

No server runs: the pages are rendered first, and the browser's requests are answered from them and build/static.
"""

import mimetypes
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from dijkwacht.knowledge.models import Phenomenon

CHROMIUM = Path("/usr/bin/chromium")
BUILT = Path(__file__).parents[3] / "build" / "static"
ORIGIN = "http://dijkwacht.test"
POLICY = "; ".join(f"{name} {' '.join(v)}" for name, v in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items())
READS = [
    "/kennis/",
    "/kennis/kenmerken/",
    "/kennis/fenomenen/drugslab/",
    "/kennis/fenomenen/drugslab/verdeling/",
    "/kennis/verdeling/",
]
CHANGES = [
    "/kennis/uitgaven/",
    "/kennis/fenomenen/drugslab/wijzigen/",
    "/kennis/middelen/toevoegen/",
    "/kennis/fenomenen/witwassen/verdeling/",
    "/kennis/instanties/politie/vervallen/",
]
PREVIEW, HISTORY = "/kennis/fenomenen/hennepkwekerij/wijzigen/", "/kennis/fenomenen/hennepkwekerij/"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium"),
    pytest.mark.skipif(not (BUILT / "ui").exists(), reason="not built: run `make build`"),
]


@pytest.fixture
def pages(logged_in, reporter, functional_manager):
    """What a reporter reads, and what the manager fills in, by address."""
    from dijkwacht.knowledge.kinds import BY_SLUG
    from dijkwacht.knowledge.tests.test_pages import fields_of

    manager = logged_in(functional_manager)
    found = {path: logged_in(reporter).get(path).text for path in READS}
    found |= {path: manager.get(path).text for path in CHANGES}
    row = Phenomenon.objects.get(code="hennepkwekerij")
    sent = fields_of(BY_SLUG["fenomenen"], row, name="Wietkwekerij", reason="Zo zegt men het hier.")
    found[PREVIEW] = manager.post(PREVIEW, sent).text
    manager.post(PREVIEW, {**sent, "confirmed": "1"})
    return {**found, HISTORY: manager.get(HISTORY).text}


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible_and_fits(pages, width):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    problems = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.on("console", lambda said: problems.append(said.text) if "Policy" in said.text else None)
        tab.route("**/*", lambda route: _answer(route, pages))
        for nth, path in enumerate(pages):
            tab.goto(ORIGIN + path)
            _photograph(tab, f"{nth}-{width}")
            problems += [
                (path, each["id"], each["nodes"][0]["target"]) for each in Axe().run(tab).response["violations"]
            ]
            if tab.evaluate("document.documentElement.scrollWidth") > width:
                problems.append((path, "scrolls sideways"))
        browser.close()
    assert problems == []


def _photograph(tab, name):
    """With DIJKWACHT_PICTURES set to a folder, somebody can look at the pages."""
    if folder := os.environ.get("DIJKWACHT_PICTURES"):
        tab.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def _answer(route, pages):
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        file = BUILT / path.removeprefix("/static/")
        return route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0])
    return route.fulfill(body=pages[path], content_type="text/html", headers={"Content-Security-Policy": POLICY})
