"""From the log-in page to a report that was sent, without a mouse: Tab, Enter, space, arrows and letters."""

import pytest

from tests.browser.steps import new_word

pytestmark = pytest.mark.browser

FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here), label = here.labels?.[0];
  const text = here.getAttribute("aria-label") || label?.textContent || here.textContent || here.value || "";
  // The button inside a date field has the focus without the field: the browser draws that ring itself.
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const ring = !here.matches(":focus") || outlined || style.boxShadow !== "none";
  return {tag: here.tagName, name: here.name || "", value: here.value || "", text: text.trim(), ring};
}"""


class Keyboard:
    """Hands on the keyboard of one page; every stop on the way must be visible."""

    def __init__(self, page):
        self.page = page

    def press(self, key):
        self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def tab_to(self, *, text="", name="", most=120):
        for _ in range(most):
            self.press("Tab")
            here = self.page.evaluate(FOCUSED)
            assert here["ring"] or here["tag"] == "BODY", f"the focus cannot be seen at {here}"
            if here["tag"] != "BODY" and text in here["text"] and (not name or here["name"] == name):
                return here
        raise AssertionError(f"Tab does not lead to {text or name}")

    def enter(self, text):
        """This will go to a link or button and press Enter, and wait for the page behind it."""
        self.tab_to(text=text)
        with self.page.expect_navigation():
            self.press("Enter")


@pytest.fixture
def keyboard(visitor):
    window = visitor()
    window.opens("/inloggen/")
    window.look()
    return Keyboard(window.page)


def test_a_report_can_be_sent_without_a_mouse(keyboard):
    step_in(keyboard)
    keyboard.enter("Signaal melden")
    skip_to_the_content(keyboard)
    fill_in(keyboard)
    keyboard.enter("Melding versturen")
    assert "Dank u wel" in keyboard.page.inner_text("h1")


def step_in(keyboard):
    keyboard.enter("Kies iemand om als deze persoon rond te kijken")
    keyboard.tab_to(name="q")
    keyboard.type("Hoogeveen Melder")
    with keyboard.page.expect_navigation():
        keyboard.press("Enter")
    keyboard.enter(", Melder, Hoogeveen")


def skip_to_the_content(keyboard):
    assert keyboard.tab_to(text="")["text"] == "Naar de inhoud"
    keyboard.press("Enter")
    assert keyboard.page.evaluate("document.activeElement.id") == "inhoud"
    keyboard.press("Tab")
    assert keyboard.page.evaluate("document.activeElement.closest('main') !== null")


def fill_in(keyboard):
    keyboard.tab_to(name="object_kind")
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    for name, text in {
        "place": "Achter de dijk",
        "title": f"Licht bij {new_word()}",
        "own_observation": "Licht.",
    }.items():
        keyboard.tab_to(name=name)
        keyboard.type(text)
    keyboard.tab_to(name="confidential")
    keyboard.press("ArrowDown")
    assert keyboard.page.evaluate("document.querySelector('[name=confidential]:checked').value") == "yes"
