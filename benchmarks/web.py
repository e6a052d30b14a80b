"""The whole stack over HTTP, with 1, 8 and 32 people at once. Traffic goes to 127.0.0.1 and stops by itself."""

import http.client
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.stack import Stack

CLIENTS = (1, 8, 32)
SECONDS = 5.0
WARM_UP = 3.0
"""Each connection of the server prepares its statements first, as in a server that runs for a day."""
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_MEMBERSHIP = re.compile(r'name="membership" value="(\d+)"')
_NUMBER = re.compile(r"/signalen/([SB]-[0-9A-Z-]+)/")


@dataclass
class Browser:
    """One person with her own connection and cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> tuple[int, str]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";", 1)[0]
        return answer.status, text

    def get(self, path: str) -> str:
        status, text = self.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return text


def stepped_in(stack: Stack, words: str, nth: int) -> Browser:
    """This will return the browser of the nth demo person who fits the words."""
    browser = Browser(stack.port)
    page = browser.get("/demo/?" + urlencode({"q": words}))
    memberships = _MEMBERSHIP.findall(page)
    token = _TOKEN.search(page)
    if not memberships or token is None:
        raise SystemExit(f"nobody to step in as: {words}")
    chosen = memberships[nth % len(memberships)]
    browser.ask("POST", "/demo/", {"csrfmiddlewaretoken": token.group(1), "membership": chosen})
    return browser


def measure(stack: Stack, say: Callable[[str], None]) -> dict[str, dict[int, float]]:
    """This will return, per kind of request and number of clients, how many a second were answered."""
    found: dict[str, dict[int, float]] = {}
    for name, prepare in JOBS.items():
        for clients in CLIENTS:
            found.setdefault(name, {})[clients] = _a_second(stack, prepare, clients)
            say(f"{name}, {clients} at once: {found[name][clients]:.0f} a second")
    return found


def _a_second(stack: Stack, prepare: Callable[[Stack, int], Callable[[], None]], clients: int) -> float:
    jobs = [prepare(stack, nth) for nth in range(clients)]
    counts = [0] * clients
    warm = time.monotonic() + WARM_UP
    end = warm + SECONDS

    def work(nth: int) -> None:
        while time.monotonic() < warm:
            jobs[nth]()
        while time.monotonic() < end:
            jobs[nth]()
            counts[nth] += 1

    threads = [threading.Thread(target=work, args=(nth,)) for nth in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - warm)


def _handler(stack: Stack, nth: int) -> Browser:
    return stepped_in(stack, "Informatiecoördinator", nth)


def _getting(path: str) -> Callable[[Stack, int], Callable[[], None]]:
    def prepare(stack: Stack, nth: int) -> Callable[[], None]:
        browser = _handler(stack, nth)
        return lambda: _must(browser.get(path))

    return prepare


def _must(text: str) -> None:
    if "</html>" not in text:
        raise SystemExit("half a page")


def _reading(stack: Stack, nth: int) -> Callable[[], None]:
    browser = _handler(stack, nth)
    numbers = sorted(set(_NUMBER.findall(browser.get("/signalen/"))))
    turns: Iterator[str] = iter(numbers * 100_000)
    return lambda: _must(browser.get(f"/signalen/{next(turns)}/"))


def _reporting(stack: Stack, nth: int) -> Callable[[], None]:
    browser = stepped_in(stack, "Melder", nth)
    token = _TOKEN.search(browser.get("/melden-intern/"))
    assert token is not None
    report = {
        "csrfmiddlewaretoken": token.group(1),
        "title": "Schuur met chemische lucht",
        "object_kind": "place",
        "place": "alleenstaande schuur aan een zandpad (fictief)",
        "locality": "Verzonnen",
        "own_observation": "Een scherpe lucht en op drie avonden een bestelbus zonder opdruk.",
        "confidential": "",
    }

    def send() -> None:
        status, text = browser.ask("POST", "/melden-intern/", {**report, "draft": str(uuid.uuid4())})
        if status != 302:
            raise SystemExit(f"a report was not taken: {status} {re.sub('<[^>]+>', ' ', text)[-800:]}")

    return send


JOBS: dict[str, Callable[[Stack, int], Callable[[], None]]] = {
    "report submitted": _reporting,
    "list of 50": _getting("/signalen/"),
    "filtered list": _getting("/signalen/?phase=open"),
    "search": _getting("/signalen/zoeken/?words=zeldzaamwoord"),
    "detail": _reading,
    "home": _getting("/"),
    "matrix": _getting("/overeenkomst/"),
}
