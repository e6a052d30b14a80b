"""
The public site in a real browser, with script and without: an anonymous report with a photo, its receipt, its mailbox.

The server runs inside the transaction of the test, with the real middleware.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Lock, Thread
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections
from django.utils import timezone
from PIL import Image

from dijkwacht.audit import actions as audit
from dijkwacht.audit import queries as kept
from dijkwacht.lib.access import acting
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions
from dijkwacht.reporting.models import KeyHolder
from dijkwacht.reporting.tests.public.conftest import ANONYMOUS, START
from dijkwacht.reporting.unlocked import Keys

CHROMIUM = Path("/usr/bin/chromium")
BUILT = Path(settings.ROOT) / "build" / "static"
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium: apt-get install chromium"),
    pytest.mark.skipif(not (BUILT / "ui").exists(), reason="not built: run `make build`"),
]


class Server(ThreadingMixIn, WSGIServer):
    """Chromium opens connections that it does not use yet, so each has its own thread."""

    daemon_threads = True


class OneByOne(WSGIHandler):
    """All requests share the connection of the test, so they take turns."""

    def __init__(self):
        super().__init__()
        self.turn, self.connection = Lock(), connections["default"]

    def __call__(self, environ, start_response):
        with self.turn:
            connections["default"] = self.connection
            answer = super().__call__(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                getattr(answer, "close", bool)()


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Says nothing."""


@pytest.fixture
def origin(open_point):
    """Where the site answers, inside the transaction of the test."""
    connections["default"].inc_thread_sharing()
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    with make_server("localhost", 0, OneByOne(), Server, Quiet) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)
    connections["default"].dec_thread_sharing()


@pytest.fixture
def chromium(origin):
    """Started after everything that uses the database: Playwright runs a loop in this thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=options)
        yield browser
        browser.close()


@pytest.fixture
def in_office():
    """`in_office(do, ...)` works on the connection of the test, in a thread without the loop of the browser."""
    own = connections["default"]

    def work(do, given):
        connections["default"] = own
        return do(*given)

    def in_thread(do, *given):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(work, do, given).result()

    return in_thread


@pytest.fixture
def sent(reports, in_office):
    """`sent()` are the reports that came in."""
    return lambda: in_office(reports)


@pytest.fixture
def window(chromium, origin):
    """`window(script=False)` is a browser that never was here; complaints fail the test."""
    opened, complaints, strangers = [], [], []

    def open_window(*, script=True, size=DESK):
        context = chromium.new_context(
            base_url=origin, java_script_enabled=script, viewport=size, reduced_motion="reduce"
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.route(lambda url: not url.startswith(origin), lambda route: elsewhere(route, strangers))
        page.strangers = strangers
        opened.append(context)
        return page

    yield open_window
    assert [context.cookies() for context in opened] == [[]] * len(opened)
    for context in opened:
        context.close()
    assert [each for each in complaints if "429" not in each and "404" not in each] == []


def elsewhere(route, strangers):
    """The rest of the world, which answers only to who wants to leave."""
    strangers.append(route.request.url)
    route.fulfill(body="<title>elsewhere</title>", content_type="text/html")


def photo():
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "JPEG")
    return {"name": "schuur.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def look(page):
    """axe on a desk, and no sideways scrolling on a phone."""
    from axe_playwright_python.sync_playwright import Axe

    page.set_viewport_size(DESK)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"], each["nodes"][0]["failureSummary"]) for each in found] == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size(DESK)


def tell(page, *, own="Achter de schuur van mijn buurman staan vaten.", looks=False):
    """From the start to the check, with a photo."""
    seen = look if looks else (lambda page: None)
    page.goto(START)
    seen(page)
    page.get_by_role("link", name="Anoniem", exact=True).click()
    seen(page)
    page.get_by_label("Drugs maken in een schuur").check()
    press(page, "Verder")
    page.get_by_label("Wat zag, hoorde of rook u zelf?").fill(own)
    seen(page)
    press(page, "Verder")
    page.get_by_label("Kies bestanden").set_input_files(photo())
    press(page, "Toevoegen")
    page.get_by_text("schuur.jpg").first.wait_for()
    seen(page)
    press(page, "Verder")
    page.get_by_role("heading", name="Kijk het na").wait_for()
    seen(page)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_anonymous_report_with_a_photo_ends_in_a_mailbox(sent, window, script):
    page = window(script=script)
    tell(page, looks=script)
    assert page.get_by_text("Uw buren. In een kleine straat valt u dan op.").is_visible()
    press(page, "Melding versturen")
    page.get_by_role("heading", name="Dank u wel").wait_for()
    receipt = " ".join(page.locator("ol.code li").all_inner_texts())
    if script:
        look(page)
    assert len(sent()) == 1

    page.get_by_role("link", name="Naar uw berichten").click()
    page.get_by_label("Uw code").fill(receipt.upper())
    press(page, "Openen")
    page.get_by_role("heading", name="Uw berichten").wait_for()
    assert page.get_by_text("schuur.jpg").first.is_visible()
    page.get_by_label("Uw antwoord").fill("Het gebeurt nog steeds.")
    press(page, "Antwoord versturen")
    page.get_by_text("Uw antwoord is verstuurd").wait_for()
    if script:
        look(page)
    press(page, "Mijn melding weghalen")
    press(page, "Ja, alles weghalen")
    page.get_by_role("heading", name="Uw melding is weggehaald").wait_for()
    assert sent()[0].content is None


class Office:
    """What officers of Emmen do with a report, now and when its term is over."""

    def __init__(self, party, key, intake_officer, deciders):
        self.party, self.key, self.intake_officer, self.deciders = party, key, intake_officer, deciders

    def asks(self, report, text):
        now = timezone.now()
        with acting(self.intake_officer) as actor:
            actions.read_report(report, keys=self.keys(report), actor=actor, now=now)
            actions.ask(report, text=text, keys=self.keys(report), actor=actor, now=now)

    def closes(self, report, text):
        with acting(self.intake_officer) as actor:
            given = {"last_message": text, "erase_identity": True, "keys": self.keys(report)}
            actions.close_report(report, **given, actor=actor, now=timezone.now())

    def destroys(self):
        later = timezone.now() + timedelta(days=120)
        with acting(system_actor(self.party), now=later) as itself:
            audit.propose_due(actor=itself, now=later)
        for decider in self.deciders:
            with acting(decider, now=later) as actor:
                for retention in kept.waiting_for(actor):
                    audit.agree(retention, actor=actor, now=later)
        with acting(system_actor(self.party), now=later) as itself:
            return actions.destroy_agreed_reports(actor=itself, now=later)

    def keys(self, report):
        return Keys(holder=KeyHolder(), own=self.key, _opened={report.party_key_id: self.key})


@pytest.fixture
def office(emmen, party_pair, intake_officer, director, privacy_officer):
    return Office(emmen, party_pair, intake_officer, [director, privacy_officer])


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_report_with_a_photo_from_question_to_destruction(sent, office, in_office, window, script):
    page = window(script=script)
    tell(page)
    press(page, "Melding versturen")
    page.get_by_role("heading", name="Dank u wel").wait_for()
    receipt = " ".join(page.locator("ol.code li").all_inner_texts())
    report = sent()[0]

    in_office(office.asks, report, "Komt het busje elke week?")
    open_mailbox(page, receipt)
    assert page.get_by_text("Komt het busje elke week?").is_visible()
    assert page.get_by_text("schuur.jpg").first.is_visible()
    page.get_by_label("Uw antwoord").fill("Elke dinsdag.")
    press(page, "Antwoord versturen")
    page.get_by_text("Uw antwoord is verstuurd").wait_for()

    in_office(office.closes, report, "Wij zijn klaar. Dank u wel.")
    open_mailbox(page, receipt)
    assert page.get_by_text("Afgesloten.").is_visible()
    assert page.get_by_text("Wij zijn klaar. Dank u wel.").is_visible()
    assert page.get_by_label("Uw antwoord").count() == 0

    assert in_office(office.destroys) == 1
    assert sent()[0].content is None
    open_mailbox(page, receipt)
    assert page.get_by_text("Met deze code vinden wij niets").is_visible()


def open_mailbox(page, receipt):
    page.goto("/melden/postvak/")
    page.get_by_label("Uw code").fill(receipt)
    press(page, "Openen")
    page.wait_for_load_state()


def test_the_sum_is_done_while_somebody_types(window, settings):
    settings.DIJKWACHT_WORK, settings.DIJKWACHT_WAIT = 2000, 600
    page = window()
    tell(page)
    page.wait_for_function("document.querySelector('[name=work]').value")
    press(page, "Melding versturen")
    page.get_by_role("heading", name="Dank u wel").wait_for()


def test_without_script_there_is_a_moment_to_wait(window, settings):
    settings.DIJKWACHT_WAIT = 600
    page = window(script=False)
    tell(page)
    press(page, "Melding versturen")
    assert "Nog een ogenblik" in page.inner_text("h1")
    settings.DIJKWACHT_WAIT = 0
    press(page, "Versturen")
    assert "Dank u wel" in page.inner_text("h1")


def test_the_back_button_of_the_browser_keeps_everything(window):
    page = window()
    tell(page, own="Zeven vaten.")
    page.go_back()  # files, with the file
    page.go_back()  # files
    page.go_back()  # tell
    assert page.get_by_label("Wat zag, hoorde of rook u zelf?").input_value() == "Zeven vaten."
    page.go_back()
    page.get_by_label("Vaten of afval van drugs").check()
    press(page, "Verder")
    page.get_by_role("heading", name="Vertel wat u weet").wait_for()
    assert page.get_by_label("Wat zag, hoorde of rook u zelf?").input_value() == "Zeven vaten."
    press(page, "Verder")
    page.get_by_text("schuur.jpg").first.wait_for()


def test_without_script_the_button_back_keeps_everything(window):
    page = window(script=False)
    tell(page, own="Zeven vaten.")
    press(page, "Vorige")
    press(page, "Vorige")
    assert page.get_by_label("Wat zag, hoorde of rook u zelf?").input_value() == "Zeven vaten."


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_another_language_half_way_keeps_everything(window, script):
    page = window(script=script)
    page.goto(ANONYMOUS)
    page.get_by_label("Drugs maken").check()
    press(page, "Verder")
    page.get_by_label("Wat zag, hoorde").fill("Zeven vaten.")
    press(page, "Polski")
    field = page.get_by_label("Co można było zobaczyć")
    field.wait_for()
    assert field.input_value() == "Zeven vaten."
    assert page.locator("html").get_attribute("lang") == "pl"
    assert page.get_by_role("link", name="Szybko wyjdź").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_somebody_can_leave_at_once(window, script):
    page = window(script=script)
    page.goto("/melden/")
    page.goto(START)
    page.get_by_role("link", name="Snel weg").click()
    page.wait_for_url("https://www.buienradar.nl/")
    page.go_back()
    assert START not in page.url or not script


def test_enter_in_a_line_goes_on(window):
    page = window()
    page.goto(f"{ANONYMOUS}?taal=nl")
    page.get_by_label("Drugs maken").check()
    press(page, "Verder")
    page.get_by_label("Dorp of stad").fill("Emmen")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Foto's en documenten").wait_for()


def test_errors_are_the_first_thing_somebody_meets(window):
    page = window()
    page.goto(ANONYMOUS)
    press(page, "Verder")
    page.locator("[data-errors]").wait_for()
    assert page.evaluate("document.activeElement.dataset.errors") == "Fout"
    assert page.title().startswith("Fout: ")
    look(page)


@pytest.mark.parametrize("path", ["/melden/", "/melden/?plaats=alteveer", f"{START}bescherming/", "/melden/postvak/"])
@pytest.mark.parametrize("language", ["nl", "bg"])
def test_other_pages_can_be_used_by_everybody(window, path, language):
    page = window()
    page.goto(f"{path}{'&' if '?' in path else '?'}taal={language}")
    look(page)


def test_no_page_asks_anything_of_others(window):
    page = window()
    tell(page)
    assert page.strangers == []


def test_a_map_is_fetched_only_when_somebody_asks(window, settings):
    settings.DIJKWACHT_TILES = "http://127.0.0.1:9/{z}/{x}/{y}.png"
    page = window()
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(ANONYMOUS)
    page.get_by_label("Drugs maken").check()
    press(page, "Verder")
    page.get_by_label("Punt op de kaart").wait_for()
    assert not any("map" in path for path in asked)
    press(page, "Toon een kaart")
    press(page, "Gebruik het midden van de kaart")
    assert page.get_by_label("Punt op de kaart").input_value() == "52.90000, 6.60000"
    assert page.strangers == []


def test_without_an_address_for_the_map_there_is_no_button(window):
    page = window()
    page.goto(ANONYMOUS)
    page.get_by_label("Drugs maken").check()
    press(page, "Verder")
    page.get_by_label("Punt op de kaart").wait_for()
    assert page.get_by_role("button", name="Toon een kaart").count() == 0
