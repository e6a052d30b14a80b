"""One page of every address: axe on a desk, no sideways scrolling on a phone, nothing in the console."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from tests.test_access_walk import OURS

pytestmark = pytest.mark.browser

ANYBODY = [
    "/inloggen/", "/inloggen/wachtwoord/vergeten/", "/inloggen/wachtwoord/vergeten/verstuurd/",
    "/inloggen/wachtwoord/klaar/", "/inloggen/gesloten/", "/demo/?q=Emmen", "/stijlgids/toegankelijkheid/",
    "/melden/", "/melden/?plaats=alteveer&taal=en", "/melden/gm0114/", "/melden/gm0114/?taal=bg", "/melden/gm0118/",
    "/melden/gm0114/bescherming/?taal=pl", "/melden/gm0114/formulier/vertrouwelijk/?taal=ro", "/melden/postvak/",
    "/melden/verder/?taal=de",
]  # fmt: skip

# Who opens what, in Emmen.
PAGES = {
    "Melder": [
        "/", "/melden-intern/meldpunt/", "/rollen/", "/rollen/waarom/", "/werken-als/", "/stijlgids/",
        "/inloggen/account/", "/inloggen/apparaten/", "/inloggen/extra-beveiliging/", "/inloggen/wachtwoord/",
        "/inloggen/uitloggen/",
        "/kennis/", "/kennis/fenomenen/", "/kennis/fenomenen/drugslab/", "/kennis/kenmerken/", "/kennis/uitgaven/",
        "/kennis/verdeling/",
    ],
    "Informatiecoördinator": [
        "/signalen/?phase=all", "/signalen/zoeken/?words=schuur", "/signalen/invoeren/", "/signalen/binnengekomen/",
        "/meldingen/partners/", "/meldingen/telefoon/", "/meldingen/telefoon/?about=lab", "/meldingen/politie/",
        "/meldingen/tips/", "/meldingen/tips/nieuw/",
    ],
    "Regisseur ondermijning": ["/logboek/bewaren/", "/logboek/bewaren/vernietigd/"],
    "Privacy officer (FG)": [
        "/", "/signalen/bronnen/", "/logboek/opvallend/", "/logboek/uitvoeren/", "/logboek/echtheid/",
        "/mensen/controle/nieuw/",
    ],
    "Auditor": ["/"],
    "Functioneel beheerder": [
        "/", "/mensen/", "/mensen/nieuw/", "/mensen/controle/", "/logboek/opvallend/drempels/",
        "/kennis/kenmerken/toevoegen/", "/kennis/kenmerken/drugslab-1/wijzigen/",
        "/kennis/kenmerken/drugslab-1/vervallen/", "/kennis/fenomenen/drugslab/verdeling/",
        "/kennis/kenmerken/drugslab-1/", "/overeenkomst/normen/",
    ],
    "Beleidsadviseur": [
        "/", "/overeenkomst/versies/", "/overeenkomst/2.1/", "/overeenkomst/partij/gm0114/",
        "/overeenkomst/1.5/gm0114/verklaren/",
    ],
    "Bestuurder": ["/"],
    "Communicatie": ["/", "/meldingen/borden/", "/meldingen/punt/", "/meldingen/punt/teksten/bg/"],
    "Personeel": ["/"],
}  # fmt: skip

# What hangs on a row of the data: a page, and the names of the pages that the first fitting links lead to.
BEHIND = {
    "Regisseur ondermijning": [("/logboek/bewaren/", "audit:retention", "audit:step")],
    "Privacy officer (FG)": [("/logboek/", "audit:person")],
    "Functioneel beheerder": [
        ("/mensen/", "parties:person", "parties:give_role"),
        ("/mensen/", "parties:person", "parties:end_role"),
        ("/mensen/", "parties:person", "parties:leave"),
        ("/overeenkomst/normen/", "agreement:norm"),
    ],
    "Beleidsadviseur": [("/overeenkomst/2.3/gm0114/", "agreement:withdraw")],
}

# Seen in the journeys and in the last tests here, in the state that belongs to them.
IN_JOURNEYS = {
    "reporting:close_report", "reporting:desk", "reporting:mask", "reporting:masks", "reporting:name",
    "reporting:name_request", "reporting:names", "reporting:report", "reporting:summarise",
    "reporting:vault", "reporting:unlock", "reporting:set_up", "reporting:join", "reporting:let_in",
    "reporting:leave_vault", "reporting:rotate", "reporting:rewrap", "reporting:passphrase",
    "reporting:security_key", "reporting:recover", "reporting:new_sheets",
    "agreement:cell", "agreement:matrix", "agreement:reports", "audit:object", "audit:search", "knowledge:restore",
    "parties:forget_second_factor", "parties:review_detail", "reporting:by_sign", "reporting:hand_in",
    "signals:acknowledge",
    "signals:answer", "signals:assign", "signals:decide", "signals:detail", "signals:forward", "signals:forwarding",
    "signals:hand_over", "signals:incoming", "signals:merge", "signals:persons", "signals:receipt",
    "signals:receipts", "signals:recuse", "signals:remind", "signals:reopen", "signals:report", "signals:reporter",
    "signals:request_source", "signals:send", "signals:source", "signals:source_check", "signals:split",
    "signals:unmerge", "signals:weigh",
}  # fmt: skip

# Files, and addresses that only take a form.
NO_PAGE = {
    "agreement:document", "agreement:report", "audit:check_now", "knowledge:export", "knowledge:routes_export",
    "parties:invite", "reporting:ask", "reporting:lock",
    "reporting:of_signal", "reporting:remove_sign", "reporting:report_file",
    "reporting:sign_pdf", "reporting:style", "reporting:tile", "reporting:withdraw_link",
    "signals:attachment", "signals:confirm", "signals:draft", "signals:draft_attachment",
    "signals:draft_attachment_remove", "signals:draft_discard", "signals:indicators", "signals:letter",
}  # fmt: skip


def test_every_address_is_looked_at():
    paths = [path for walked in [ANYBODY, *PAGES.values()] for path in walked]
    walked = {resolve(urlsplit(path).path).view_name for path in paths}
    walked |= {name for rows in BEHIND.values() for row in rows for name in row[1:]}
    assert set(OURS) - walked - IN_JOURNEYS - NO_PAGE == set(), "add these pages to the walk"


def test_pages_that_need_no_log_in(visitor):
    window = visitor()
    for path in ANYBODY:
        assert window.opens(path) == 200, path
        window.look()
    assert window.opens("/bestaat-niet/") == 404
    window.look()


@pytest.mark.parametrize("role", PAGES)
def test_pages_of(person, role):
    window = person("Emmen", role)
    for path in PAGES[role]:
        assert window.opens(path) == 200, path
        window.look()


@pytest.mark.parametrize("role", BEHIND)
def test_pages_behind_a_row(person, role):
    window = person("Emmen", role)
    for page, *names in BEHIND[role]:
        window.opens(page)
        for name in names:
            assert window.opens(first_link(window, name)) == 200, name
            window.look()


def first_link(window, name):
    """The address of the first link on the page that leads to a page of that name."""
    links = window.page.eval_on_selector_all("main a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
    found = [link for link in links if resolve(urlsplit(link).path).view_name == name]
    assert found, f"{window.page.url} has no link to {name}"
    return found[0]


def test_a_row_that_is_retired_can_come_back(person):
    manager = person("Emmen", "Functioneel beheerder")
    manager.opens("/kennis/kenmerken/drugslab-2/vervallen/")
    manager.fill(reason="Komt niet meer voor.")
    manager.press("Laten vervallen")
    assert manager.opens("/kennis/kenmerken/drugslab-2/terughalen/") == 200
    manager.look()
    manager.fill(reason="Kwam toch weer voor.")
    manager.press("Terughalen")


def test_the_yearly_review_of_rights(person):
    reviewer = person("Noordenveld", "Functioneel beheerder")
    reviewer.opens("/mensen/controle/nieuw/")
    for keep in reviewer.page.locator("input[type=radio][value=keep]").all():
        keep.check()
    reviewer.page.check("[name=signed]")
    reviewer.press("Ondertekenen")
    assert resolve(urlsplit(reviewer.page.url).path).view_name == "parties:review_detail"
    reviewer.look()


def test_whoever_lost_her_phone_gets_a_new_start(person):
    manager = person("Emmen", "Functioneel beheerder")
    manager.opens("/mensen/")
    manager.opens(first_link(manager, "parties:person") + "beveiliging-weg/")
    manager.look()
