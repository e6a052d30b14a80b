"""Somebody with a browser of her own. She notes what is wrong with every page that she looks at."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
EXPECTED = "Failed to load resource"  # how the browser tells of a 404 that the test asked for


@dataclass
class Lookout:
    """What all visitors together saw, and what was wrong with it."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    inside: dict = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


class Visitor:
    """A browser window; `step_in` makes it the window of somebody in the demo."""

    def __init__(self, browser, address, lookout, *, size=DESK, script=True):
        self.lookout, self.script, self.role, self.name = lookout, script, "", ""
        self.context = browser.new_context(
            base_url=address, viewport=size, java_script_enabled=script, locale="nl-NL", reduced_motion="reduce"
        )
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self._fault(f"script: {error}"))
        self.page.on("console", self._listen)
        self.page.on("response", lambda answer: answer.status >= 500 and self._fault(f"answers {answer.status}"))

    def step_in(self, party, role):
        """By the page of the practice environment, as the first with that role at that party (its short name)."""
        self.page.goto(f"/demo/?q={party} {role}")
        button = self.page.get_by_role("button", name=re.compile(f"Stap in als .*, {re.escape(role)}, {party}$")).first
        self.name, self.role = button.text_content().removeprefix("Stap in als ").split(",")[0], role
        self._go(button)
        return self

    def come_in(self, party, role):
        """As `step_in`, but who was inside before comes back with the same session, which is quicker."""
        inside = self.lookout.inside
        if (party, role) not in inside:
            self.step_in(party, role)
            inside[party, role] = self.name, self.context.cookies()
        self.name, cookies = inside[party, role]
        self.role = role
        self.context.add_cookies(cookies)
        return self

    def opens(self, path):
        """This will go there and return the status of the answer."""
        return self.page.goto(path).status

    def follow(self, text):
        """This will click a link and wait for the page behind it."""
        self._go(self._link(text))

    def press(self, text):
        """This will click a button that sends a form, and wait for the answer."""
        self._go(self.page.get_by_role("main").get_by_role("button", name=text).first)

    def _link(self, text):
        return self.page.get_by_role("main").get_by_role("link", name=text).first

    def _go(self, target):
        with self.page.expect_navigation():
            target.click()

    def choose(self, **chosen):
        """This will tick radio buttons and boxes by the name of the field and the value."""
        for name, value in chosen.items():
            self.page.check(f'[name="{name}"][value="{value}"]')

    def fill(self, **typed):
        for name, text in typed.items():
            self.page.fill(f'[name="{name}"]', text)

    def sees(self, *texts):
        """Whether all of it stands on the page for her to read."""
        shown = self.page.inner_text("main")
        return all(text in shown for text in texts)

    def could_find(self, *texts):
        """Whether any of it is anywhere in the page, shown or not."""
        sent = self.page.content()
        return any(text in sent for text in texts)

    def downloads(self, text):
        """This will return the content of the file behind a link."""
        with self.page.expect_download() as started:
            self._link(text).click()
        return started.value.path().read_bytes()

    def look(self):
        """This will judge the page as it is now: axe on a desk, and sideways scrolling on a phone. Each page once."""
        key = (self._kind(), self._about())
        if key in self.lookout.seen:
            return
        self.lookout.seen.add(key)
        before = self.page.viewport_size
        self._look_on_desk()
        self._look_on_phone()
        self.page.set_viewport_size(before)

    def _look_on_desk(self):
        from axe_playwright_python.sync_playwright import Axe

        self.page.set_viewport_size(DESK)
        for fault in Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]:
            where = [node["target"] for node in fault["nodes"][:3]]
            self._fault(f"axe {fault['id']}: {where} {fault['nodes'][0].get('failureSummary', '')}")

    def _look_on_phone(self):
        self.page.set_viewport_size(PHONE)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            self._fault(f"is {width} pixels wide on a phone")

    def _kind(self):
        try:
            return resolve(urlsplit(self.page.url).path).view_name
        except Resolver404:
            return "404"

    def _about(self):
        """Pages of one address differ by role at home, and by their question elsewhere."""
        return self.role if self._kind() == "home" else self.page.inner_text("h1")

    def _listen(self, said):
        if said.type == "error" and EXPECTED not in said.text:
            self._fault(f"console: {said.text}")

    def _fault(self, text):
        self.lookout.faults.append(f"{self.page.url} ({self.role}) {text}")
