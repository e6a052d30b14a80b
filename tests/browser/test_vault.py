"""The life of a vault, by the people who keep it. The security key is one of Chromium's own making."""

import pytest

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PARTY = "Meppel"
WORDS = "brigade duinroos spoorbrug afdak planeet"
OTHER = "kastanje vlieger tunnel mosterd orgel"
KEEPERS = {"first_keeper": "De gemeentesecretaris", "second_keeper": "De griffier"}
KEY = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "hasPrf": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def officer(browser, address, lookout):
    """A security key belongs to a name, and an address is none."""
    window = Visitor(browser, address.replace("127.0.0.1", "localhost"), lookout)
    window.step_in(PARTY, "Informatiecoördinator")
    chromium = window.context.new_cdp_session(window.page)
    chromium.send("WebAuthn.enable")
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield window
    window.context.close()


def halves(window):
    """What stands on the two sheets."""
    return [" ".join(each.locator("li").all_text_contents()) for each in window.page.locator(".sheet .codes").all()]


def test_a_vault_from_ceremony_to_paper(officer, person):
    officer.opens("/")
    assert officer.sees("Kluis inrichten")
    officer.follow("Kluis inrichten")
    officer.follow("Kluis inrichten")
    officer.look()
    officer.fill(passphrase=WORDS, again=WORDS, **KEEPERS)
    officer.press("Kluis inrichten")
    assert officer.sees("Print deze twee bladen", "De griffier")
    officer.look()
    first, second = halves(officer)
    assert (len(first.split()), len(second.split())) == (14, 14)

    officer.follow("Ik heb beide helften op papier")
    assert officer.sees("uw kluis is open", "Maar één persoon heeft de sleutel")
    officer.look()

    # A security key beside the passphrase
    officer.follow("Beveiligingssleutel")
    officer.look()
    officer.press("Beveiligingssleutel instellen")
    assert officer.sees("opent voortaan ook de kluis")
    officer.press("Kluis sluiten")
    officer.follow("Kluis openen")
    officer.look()
    officer.press("Openen met beveiligingssleutel")
    assert officer.sees("uw kluis is open")

    # The key is replaced, and the page shows how far that is
    officer.follow("Sleutel vervangen")
    officer.look()
    officer.fill(reason="Elk jaar.")
    officer.press("Sleutel vervangen")
    officer.page.get_by_text("De oude sleutel is overal weg").wait_for()
    officer.look()

    # The director takes her key; then only paper helps
    director = person(PARTY, "Regisseur ondermijning")
    director.opens("/meldingen/kluis/")
    director.follow("Sleutel ontnemen")
    assert director.sees("Dit is de enige met de sleutel")
    director.look()
    director.fill(reason="Andere baan.")
    director.press("Sleutel ontnemen")
    assert director.sees("Niemand kan deze kluis nu openen")

    officer.opens("/meldingen/kluis/")
    assert not officer.sees("uw kluis is open")
    officer.follow("open de kluis met papier")
    officer.look()
    officer.fill(first=second.lower(), second=first, passphrase=OTHER, again=OTHER)
    officer.press("Kluis openen")
    assert officer.sees("De kluis is weer open", "Vervang de sleutel")
    officer.follow("Nieuwe maken")
    officer.look()
    officer.fill(first_keeper="De burgemeester", second_keeper="De griffier")
    officer.press("Nieuwe noodsleutel maken")
    assert not set(halves(officer)) & {first, second}

    officer.follow("Ik heb beide helften op papier")
    officer.follow("Wachtzin veranderen")
    officer.look()
    officer.fill(passphrase=WORDS, again=WORDS)
    officer.press("Veranderen")
    assert officer.sees("Uw wachtzin is veranderd")

    # Two people with a key are safer than one
    colleague = person(PARTY, "Beleidsadviseur")
    give_role(person(PARTY, "Functioneel beheerder"), colleague.name)
    colleague.opens("/werken-als/")
    colleague.press("Werken als Informatiecoördinator")
    colleague.opens("/meldingen/kluis/")
    colleague.follow("Meedoen")
    colleague.look()
    colleague.fill(passphrase=OTHER, again=OTHER)
    colleague.press("Meedoen")
    colleague.look()
    words = colleague.page.locator(".codes li").all_text_contents()
    officer.opens("/meldingen/kluis/")
    officer.follow("Toelaten")
    officer.look()
    assert officer.page.locator(".codes li").all_text_contents() == words
    officer.page.check('[name="same"]')
    officer.press("Toelaten")
    assert officer.sees(f"{colleague.name} kan nu meldingen openen")


def give_role(manager, name):
    """The functional manager lets somebody stand in."""
    manager.opens("/mensen/")
    manager.follow(name)
    manager.follow("Rol geven")
    manager.choose(role="intake_officer")
    manager.fill(reason="Vervangt bij ziekte.")
    manager.press("Rol geven")


def test_it_opens_and_closes_without_script(visitor):
    officer = visitor(script=False).step_in("Emmen", "Informatiecoördinator")
    officer.opens("/meldingen/kluis/openen/")
    officer.fill(passphrase="zeven ganzen lopen over het ijs")
    officer.press("Openen")
    assert officer.sees("Deze wachtzin klopt niet")
    officer.fill(passphrase="zeven ganzen lopen over de dam")
    officer.press("Openen")
    assert officer.sees("uw kluis is open")
    officer.press("Kluis sluiten")
    assert officer.sees("uw kluis is dicht")
