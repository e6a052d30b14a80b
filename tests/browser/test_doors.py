"""The other doors, with and without script: a sign, a partner, the telephone, tips and the police."""

import re
from urllib.parse import urlsplit

import pytest

from tests.browser.visitor import PHONE

pytestmark = pytest.mark.browser

TIP = "Date: Tue, 17 Nov 2026 09:30:00 +0100\nSubject: Tip\n\nKenmerk: {}\nAdres: Verzonnenweg 99\n\nVaten (fictief).\n"


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def officer(visitor, request):
    return visitor(script=request.param).come_in("Emmen", "Informatiecoördinator")


def judge(officer):
    """Axe is a script itself."""
    if officer.script:
        officer.look()


def test_a_sign_is_made_printed_and_scanned(person, visitor):
    maker = person("Emmen", "Communicatie")
    maker.opens("/meldingen/borden/")
    maker.fill(label="Voorjaar (fictief)", places="Dorpshuis\nHaven")
    maker.press("Maken")
    assert maker.sees("Er zijn 2 borden gemaakt.", "minder dan 5")
    maker.look()
    assert maker.downloads("Poster A4").startswith(b"%PDF")
    code = re.search(r"/meldingen/borden/(\w+)/a4\.pdf", maker.page.content())[1]
    scanner = visitor(size=PHONE)
    scanner.opens(f"/melden/b/{code.lower()}/")
    assert f"b={code}" in scanner.page.url
    assert scanner.context.cookies() == []
    scanner.look()


def test_a_partner_reads_whose_link_it_is_until_it_ends(officer, visitor):
    officer.opens("/meldingen/partners/")
    officer.fill(label="Woningstichting De Brink (fictief)")
    officer.press("Link maken")
    judge(officer)
    link = urlsplit(officer.page.inner_text("#link code")).path
    partner = visitor(size=PHONE)
    assert partner.opens(link) == 200
    assert partner.sees("Melden namens Woningstichting De Brink (fictief)")
    partner.look()
    officer.press("Intrekken")
    assert officer.sees("werkt niet meer")
    assert partner.opens(link) == 410
    assert partner.sees("Deze link is ingetrokken.")
    partner.look()
    assert partner.context.cookies() == []


def test_somebody_calls_and_gets_a_code(officer):
    officer.opens("/meldingen/telefoon/")
    officer.follow("Drugs maken")
    officer.press("Op slot doen")
    assert officer.sees("Vraag hoe de beller wil melden.")
    officer.choose(way="anonymous", kind="words")
    officer.fill(own="Drie avonden een busje (fictief).")
    officer.press("Op slot doen")
    assert officer.sees("Lees deze code nu voor")
    assert len(officer.page.query_selector_all("main ol h3")) == 6
    judge(officer)


def test_the_same_tip_twice_stands_side_by_side(officer, request):
    number = request.node.callspec.id.replace(" ", "-")
    choose(officer, f"{number}-1")
    if officer.sees("Wat doet u met deze tip?"):
        officer.page.get_by_label("Toch invoeren").first.check()
    officer.press("Invoeren als signalen")
    choose(officer, f"{number}-2")
    assert officer.sees("dezelfde tekst", "Wat er al is")
    judge(officer)
    officer.page.get_by_label("Overslaan").first.check()
    officer.press("Invoeren als signalen")
    assert "channel=tip_line" in officer.page.url


def choose(officer, number):
    officer.opens("/meldingen/tips/")
    mail = {"name": "tip.eml", "mimeType": "message/rfc822", "buffer": TIP.format(number).encode()}
    officer.page.set_input_files("[name=files]", [mail])
    officer.press("Lezen en nakijken")


def test_a_report_of_the_police_keeps_its_last_day(officer):
    officer.opens("/meldingen/politie/")
    officer.press("Rapport invoeren")
    assert officer.sees("Vul het nummer in dat op het rapport staat.")
    judge(officer)
    officer.fill(
        number="PL0100-2026-1", dated_on="2026-11-02", received_on="2026-11-03", keep_at_most="2027-03-01",
        heard="In de loods stonden vaten (fictief).", title="Rapport over een loods", place="Verzonnenweg 98",
    )  # fmt: skip
    officer.page.select_option("[name=legal_basis]", "wpg-16")
    officer.choose(object_kind="address")
    officer.press("Rapport invoeren")
    assert officer.sees("PL0100-2026-1", "tot en met 1 maart 2027", "niet doorgeven")
