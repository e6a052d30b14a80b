"""The vault as officers see it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from dijkwacht.lib.access import acting
from dijkwacht.reporting import actions, unlocked
from dijkwacht.reporting.models import KeyHolder, PartyKey, Rewrap
from dijkwacht.reporting.tests.vault import PASSPHRASE, keys_of, open_vault, set_up

VAULT = "/meldingen/kluis/"
OTHER = "een bakfiets vol wortels op zondag"
CEREMONY = {
    "passphrase": PASSPHRASE,
    "again": PASSPHRASE,
    "first_keeper": "Anna Archief",
    "second_keeper": "Bert Bestuur",
}


def halves(page):
    """The two halves as they stand on the sheets."""
    sheets = re.findall(r'<ul class="codes num">(.*?)</ul>', page, re.DOTALL)
    return [" ".join(re.findall(r"<li>(\w+)</li>", sheet)) for sheet in sheets]


@pytest.fixture
def browser(intake_officer, logged_in):
    return logged_in(intake_officer)


@pytest.fixture
def vault(intake_officer):
    return set_up(intake_officer, now=timezone.now())


@pytest.fixture
def colleague(person, emmen):
    return person(emmen, "intake_officer", name="Carla Zuid")


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_without_a_vault_the_page_says_how_to_begin(browser):
    page = text(browser.get(VAULT))
    assert "nog niet ingericht" in page
    assert "/meldingen/kluis/inrichten/" in page


def test_the_ceremony_shows_two_sheets_once_and_leaves_the_vault_open(browser):
    answer = browser.post(f"{VAULT}inrichten/", CEREMONY)
    assert [len(half.split()) for half in halves(text(answer))] == [14, 14]
    assert "Anna Archief" in text(answer)
    assert "uw kluis is open" in text(browser.get(VAULT))
    assert halves(text(browser.get(f"{VAULT}inrichten/", follow=True))) == []


def test_the_sheets_open_the_vault_again(browser, colleague, logged_in):
    first, second = halves(text(browser.post(f"{VAULT}inrichten/", CEREMONY)))
    answer = logged_in(colleague).post(
        f"{VAULT}noodsleutel/", {"first": first, "second": second, "passphrase": OTHER, "again": OTHER}, follow=True
    )
    assert "weer open" in text(answer)


@pytest.mark.parametrize("path", ["inrichten/", "meedoen/", "noodsleutel/"])
def test_who_takes_too_long_shows_herself_again_and_her_passphrase_is_not_kept(browser, settings, path):
    session = browser.session
    session["fresh_at"] = 0
    session.save()
    answer = browser.post(f"{VAULT}{path}", CEREMONY)
    assert "/opnieuw/" in answer["Location"] or "reauthenticate" in answer["Location"]
    assert PASSPHRASE not in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"again": "iets heel anders dan dat"}, "niet dezelfde wachtzin"),
        ({"passphrase": "kort", "again": "kort"}, "te kort"),
        ({"second_keeper": "anna archief"}, "twee verschillende"),
        ({"first_keeper": ""}, "wie helft 1 bewaart"),
    ],
)
def test_a_ceremony_with_a_mistake_says_which(browser, changed, says):
    page = text(browser.post(f"{VAULT}inrichten/", CEREMONY | changed))
    assert says in page
    assert PASSPHRASE not in page


def test_the_password_of_the_account_is_no_passphrase(browser, intake_officer, owner):
    from dijkwacht.parties.models import User

    user = User.objects.get(pk=intake_officer.user_id)
    user.set_password(PASSPHRASE)
    with owner():
        user.save()
    browser.force_login(user)
    session = browser.session
    session["membership"], session["second_factor"] = intake_officer.membership_id, user.pk
    session["fresh_at"] = timezone.now().timestamp()
    session.save()
    assert "wachtwoord van uw account" in text(browser.post(f"{VAULT}inrichten/", CEREMONY))


def test_the_cookie_is_for_this_site_and_no_script(browser, vault):
    open_vault(browser)
    cookie = browser.cookies[unlocked.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/meldingen/", True, "Strict")


def test_the_session_alone_opens_nothing(browser, vault, intake_officer):
    open_vault(browser)
    del browser.cookies[unlocked.COOKIE]
    assert "uw kluis is dicht" in text(browser.get(VAULT))


def test_the_cookie_alone_opens_nothing(browser, vault):
    open_vault(browser)
    session = browser.session
    del session["vault"]
    session.save()
    assert "uw kluis is dicht" in text(browser.get(VAULT))


def test_a_cookie_of_somebody_else_opens_nothing(browser, vault, colleague, logged_in):
    open_vault(browser)
    thief = logged_in(colleague)
    session = thief.session
    session["vault"], session["vault_used_at"] = browser.session["vault"], browser.session["vault_used_at"]
    session.save()
    thief.cookies[unlocked.COOKIE] = browser.cookies[unlocked.COOKIE].value
    assert "uw kluis is open" not in text(thief.get(VAULT))


def test_after_fifteen_idle_minutes_it_is_closed(browser, vault):
    open_vault(browser)
    session = browser.session
    session["vault_used_at"] -= timedelta(minutes=15, seconds=1).total_seconds()
    session.save()
    assert "uw kluis is dicht" in text(browser.get(VAULT))
    assert "vault" not in browser.session


def test_she_closes_it_herself(browser, vault):
    open_vault(browser)
    assert "De kluis is dicht." in text(browser.post(f"{VAULT}sluiten/", follow=True))
    assert "vault" not in browser.session


def test_opening_leads_back_to_where_she_was(browser, vault):
    answer = browser.get(f"{VAULT}vervangen/")
    assert answer["Location"] == "/meldingen/kluis/openen/?next=%2Fmeldingen%2Fkluis%2Fvervangen%2F"
    answer = browser.post(f"{VAULT}openen/", {"passphrase": PASSPHRASE, "next": "/meldingen/kluis/vervangen/"})
    assert answer["Location"] == "/meldingen/kluis/vervangen/"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/meldingen/", "/mensen/"])
def test_opening_leads_nowhere_else(browser, vault, wanted):
    answer = browser.post(f"{VAULT}openen/", {"passphrase": PASSPHRASE, "next": wanted})
    assert answer["Location"] == VAULT


def test_a_wrong_passphrase_says_so_and_keeps_nothing(browser, vault):
    page = text(browser.post(f"{VAULT}openen/", {"passphrase": OTHER}))
    assert "klopt niet" in page
    assert OTHER not in page


def test_a_form_that_comes_after_closing_says_so(browser, vault):
    answer = browser.post(f"{VAULT}vervangen/", {"reason": "jaarlijks"})
    assert answer.status_code == 401
    assert "ging intussen dicht" in answer.content.decode()


def test_a_colleague_joins_and_is_let_in_with_the_same_words(browser, vault, colleague, logged_in):
    joined = text(logged_in(colleague).post(f"{VAULT}meedoen/", {"passphrase": OTHER, "again": OTHER}))
    with acting(colleague):
        holder = KeyHolder.objects.get(user_id=colleague.user_id)
    open_vault(browser)
    asked = text(browser.get(f"{VAULT}toelaten/{holder.pk}/"))
    words = re.findall(r"<li>([a-z]+)</li>", joined)
    assert len(words) == 4
    assert re.findall(r"<li>([a-z]+)</li>", asked) == words
    assert "Vergelijk de woorden" in text(browser.post(f"{VAULT}toelaten/{holder.pk}/", {"same": ""}))
    assert "kan nu meldingen openen" in text(browser.post(f"{VAULT}toelaten/{holder.pk}/", {"same": "on"}, follow=True))
    with acting(colleague):
        keys_of(colleague, passphrase=OTHER).for_party(PartyKey.objects.get(purpose="intake", party=colleague.party_id))


def test_taking_a_key_with_an_open_vault_replaces_it(browser, vault, colleague, intake_officer):
    with acting(colleague):
        holder, _ = actions.join_vault(passphrase=OTHER, actor=colleague, now=timezone.now())
    with acting(intake_officer):
        actions.let_in(holder, keys=keys_of(intake_officer), actor=intake_officer, now=timezone.now())
    open_vault(browser)
    page = text(browser.post(f"{VAULT}weg/{holder.pk}/", {"reason": "andere baan"}, follow=True))
    assert "heeft geen sleutel meer" in page
    assert "De sleutel wordt vervangen" in page


def test_the_progress_page_asks_again_until_it_is_done(browser, vault, intake_officer, owner):
    with acting(intake_officer):
        rewrap = actions.rotate_key(
            reason="jaarlijks", keys=keys_of(intake_officer), actor=intake_officer, now=timezone.now()
        )
    assert "hx-trigger" in text(browser.get(f"{VAULT}voortgang/{rewrap.pk}/"))
    with owner():
        Rewrap.objects.update(sealed=None, finished_at=timezone.now())
    assert "hx-trigger" not in text(browser.get(f"{VAULT}voortgang/{rewrap.pk}/"))


def test_the_director_sees_both_vaults_and_opens_none(director, vault, logged_in):
    browser = logged_in(director)
    page = text(browser.get(VAULT))
    assert "Kluis van de meldingen" in page
    assert "Kluis van de namen" in page
    assert browser.get(f"{VAULT}openen/").status_code == 404


def test_what_an_ex_officer_can_still_read_is_said(browser):
    assert "Wat kan iemand nog lezen die wegging?" in text(browser.get(VAULT))


@pytest.mark.parametrize("path", ["", "openen/", "inrichten/", "meedoen/", "wachtzin/", "noodsleutel/"])
def test_every_page_of_a_new_vault_draws(browser, vault, path):
    open_vault(browser)
    assert browser.get(f"{VAULT}{path}").status_code in (200, 302)


def test_new_sheets_replace_the_old(browser, vault):
    open_vault(browser)
    page = text(browser.post(f"{VAULT}noodsleutel/nieuw/", {"first_keeper": "Chris", "second_keeper": "Dirk"}))
    assert len(halves(page)) == 2
    assert vault.first not in page


def test_another_passphrase_from_the_page(browser, vault):
    open_vault(browser)
    assert "veranderd" in text(browser.post(f"{VAULT}wachtzin/", {"passphrase": OTHER, "again": OTHER}, follow=True))
    browser.post(f"{VAULT}sluiten/")
    open_vault(browser, passphrase=OTHER)


def test_home_asks_to_make_the_vault_and_then_no_more(browser, intake_officer):
    assert "Kluis inrichten" in text(browser.get("/"))
    set_up(intake_officer, now=timezone.now())
    assert "Kluis inrichten" not in text(browser.get("/"))


def test_home_tells_who_waits_for_access(browser, vault, colleague):
    with acting(colleague):
        actions.join_vault(passphrase=OTHER, actor=colleague, now=timezone.now())
    assert "Carla Zuid vraagt toegang tot de kluis" in text(browser.get("/"))


def test_home_tells_the_director_when_nobody_can_open_it(director, vault, intake_officer, logged_in):
    with acting(director):
        holder = KeyHolder.objects.get(user_id=intake_officer.user_id)
        actions.leave_vault(holder, reason="weg", keys=None, actor=director, now=timezone.now())
    assert "Niemand kan de kluis openen" in text(logged_in(director).get("/"))


# With a security key (WebAuthn PRF); what script does with it is in tests/browser.

SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I"
KEY = {"credential": "Y3JlZGVudGlhbA", "secret": SECRET}


def test_a_security_key_opens_the_vault_beside_the_passphrase(browser, vault):
    open_vault(browser)
    assert "voortaan ook" in text(browser.post(f"{VAULT}beveiligingssleutel/", KEY, follow=True))
    browser.post(f"{VAULT}sluiten/")
    assert 'data-prf="Y3JlZGVudGlhbA"' in text(browser.get(f"{VAULT}openen/"))
    assert browser.post(f"{VAULT}openen/", KEY).status_code == 302
    assert "uw kluis is open" in text(browser.get(VAULT))
    open_vault(browser)


def test_another_security_key_opens_nothing(browser, vault):
    open_vault(browser)
    browser.post(f"{VAULT}beveiligingssleutel/", KEY)
    browser.post(f"{VAULT}sluiten/")
    page = text(browser.post(f"{VAULT}openen/", KEY | {"secret": "A" * 43}))
    assert "past niet" in page
    assert SECRET not in page


@pytest.mark.parametrize("secret", ["", "kort", "x" * 5000, "é" * 43])
def test_what_no_security_key_makes_is_refused(browser, vault, secret):
    assert browser.post(f"{VAULT}openen/", KEY | {"secret": secret}).status_code == 200
    assert "uw kluis is dicht" in text(browser.get(VAULT))


def test_without_one_the_page_offers_none(browser, vault):
    assert "data-prf" not in text(browser.get(f"{VAULT}openen/"))


def test_she_takes_it_away_again(browser, vault):
    open_vault(browser)
    browser.post(f"{VAULT}beveiligingssleutel/", KEY)
    browser.post(f"{VAULT}beveiligingssleutel/", {"step": "remove"})
    browser.post(f"{VAULT}sluiten/")
    assert "past niet" in text(browser.post(f"{VAULT}openen/", KEY))
