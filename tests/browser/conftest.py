"""One real Dijkwacht for all browser journeys: `dijkwacht demo` with a small Drenthe, and Chromium to visit it."""

import os
from pathlib import Path

import pytest

from benchmarks.stack import folder, running
from tests.browser.visitor import Lookout, Visitor

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
BUILT = Path(__file__).parents[2] / "build" / "static" / "ui"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="package")
def address():
    """Where it answers. An address in DIJKWACHT_TEST_URL is used as it is: quicker while writing a journey."""
    if given := os.environ.get("DIJKWACHT_TEST_URL"):
        yield given
        return
    with folder() as data, running(data, "--small") as stack:
        yield f"http://127.0.0.1:{stack.port}"


@pytest.fixture(scope="package")
def browser():
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium, or name another in CHROMIUM")
    if not BUILT.exists():
        pytest.skip("the style sheets are not built: run `make build`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="package")
def lookout():
    return Lookout()


@pytest.fixture(autouse=True)
def no_page_has_a_fault(lookout):
    """After each journey: what axe, the console and a phone had to say about its pages."""
    yield
    found, lookout.faults = lookout.faults, []
    assert not found, "\n".join(found)


@pytest.fixture
def visitor(browser, address, lookout):
    """`visitor(size=PHONE)` is a browser window that nobody used before."""
    opened = []

    def open_window(**options):
        opened.append(Visitor(browser, address, lookout, **options))
        return opened[-1]

    yield open_window
    for each in opened:
        each.context.close()


@pytest.fixture
def person(visitor):
    """`person("Emmen", "Melder")` is the window of somebody in the demo, who has stepped in."""
    return lambda party, role, **options: visitor(**options).come_in(party, role)
