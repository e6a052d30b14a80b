"""A security key, made and used by the browser itself; the key is one of Chromium's own making."""

import pytest

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def owner_of_key(browser, address, lookout):
    """Somebody with a key in her machine that knows her finger. A key belongs to a name, and an address is none."""
    window = Visitor(browser, address.replace("127.0.0.1", "localhost"), lookout)
    window.step_in("Hoogeveen", "Melder")
    chromium = window.context.new_cdp_session(window.page)
    chromium.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield window
    window.context.close()


def test_she_adds_a_key_and_logs_in_with_it(owner_of_key):
    window = owner_of_key
    name = window.name
    window.opens("/inloggen/sleutels/nieuw/")
    window.fill(name="laptop")
    window.page.check('[name="passwordless"]')
    window.press("Sleutel toevoegen")

    window.opens("/inloggen/sleutels/")
    assert window.sees("laptop")
    with window.page.expect_navigation():
        window.page.get_by_role("button", name="Uitloggen").click()
    window.opens("/")
    assert "/inloggen/" in window.page.url

    window.opens("/inloggen/")
    window.press("Inloggen met een sleutel")
    window.opens("/inloggen/account/")
    assert window.sees("extra beveiligd")
    assert window.sees(name.lower().replace(" ", "."))  # her e-mail address
