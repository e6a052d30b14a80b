"""The name of a reporter, over the pages: asked, given, opened, and found nowhere else."""

import re

import pytest

from dijkwacht.reporting.models import IdentityRequest
from dijkwacht.reporting.tests.desk.conftest import WHO

MOTIVE = "De rechter-commissaris vraagt het."
NAME = WHO["name"]


def html(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def asked(officer, confidential, at, owner):
    officer.post(at(confidential, "naam/"), {"motive": MOTIVE, "step": "ask"})
    with owner():
        return IdentityRequest.objects.get()


def test_the_custodian_hears_who_asks_and_why_and_sees_no_name(asked, keeper, confidential):
    assert "1 verzoek om een naam" in html(keeper.get("/"))
    page = html(keeper.get("/meldingen/namen/"))
    assert MOTIVE in page
    page += html(keeper.get(f"/meldingen/namen/{asked.pk}/"))
    assert confidential.number in page
    assert NAME not in page


def test_given_for_a_day_the_asker_opens_it_once_asked(asked, keeper, officer, confidential, at, logged):
    assert NAME not in html(officer.get(at(confidential, "naam/")))
    keeper.post(f"/meldingen/namen/{asked.pk}/", {"grant": "yes", "answer": "Terecht."})
    assert "Naam gegeven bij" in html(officer.get("/"))
    assert NAME not in html(officer.get(at(confidential, "naam/")))
    assert NAME in html(officer.post(at(confidential, "naam/"), {"step": "open"}))
    assert logged("reporting:name_opened", confidential) == 1


def test_a_refusal_says_why(asked, keeper, officer, confidential, at):
    keeper.post(f"/meldingen/namen/{asked.pk}/", {"grant": "no", "answer": "Niet nodig."})
    page = html(officer.get(at(confidential, "naam/")))
    assert "geweigerd" in page
    assert "Niet nodig." in page
    assert NAME not in html(officer.post(at(confidential, "naam/"), {"step": "open"}))


def test_answering_asks_yes_or_no_and_a_reason(asked, keeper):
    page = html(keeper.post(f"/meldingen/namen/{asked.pk}/", {"answer": ""}))
    assert "Kies ja of nee" in page
    assert "Geef een reden" in page


def test_a_known_reporter_is_opened_with_a_reason(officer, send, report, at, logged):
    known = send("known")
    assert NAME not in html(officer.get(at(known)))
    assert NAME not in html(officer.get(at(known, "naam/")))
    assert NAME in html(officer.post(at(known, "naam/"), {"reason": "terugbellen"}))
    assert logged("reporting:name_opened", known) == 1


def test_of_an_anonymous_reporter_nobody_knows(officer, report, at):
    assert "De melder is niet bekend" in html(officer.get(at(report, "naam/")))


def test_the_custodian_reads_no_report(asked, keeper, confidential, at):
    assert keeper.get("/meldingen/").status_code == 404
    assert keeper.get(at(confidential)).status_code == 404


def test_another_custodian_finds_no_request(asked, logged_in, person, assen, now):
    from dijkwacht.reporting.tests.vault import open_vault, set_up

    theirs = person(assen, "custodian")
    set_up(theirs, now=now)
    client = logged_in(theirs)
    open_vault(client)
    assert client.get(f"/meldingen/namen/{asked.pk}/").status_code == 404
    assert MOTIVE not in html(client.get("/meldingen/namen/"))


def test_the_name_is_in_no_list_search_export_log_or_notice(
    asked, keeper, officer, confidential, at, logged_in, auditor, director, privacy_officer, emmen, now, mailoutbox
):
    from dijkwacht.lib.access import acting
    from dijkwacht.parties.access import system_actor
    from dijkwacht.reporting import actions

    keeper.post(f"/meldingen/namen/{asked.pk}/", {"grant": "yes", "answer": "Terecht."})
    officer.post(at(confidential, "naam/"), {"step": "open"})
    written = {
        "object_kind": "place", "place": "schuur", "title": "Vaten", "own_observation": "Vaten.", "checked": "on",
    }  # fmt: skip
    number = officer.post(at(confidential, "samenvatting/"), written).url.split("/")[-2]
    with acting(system_actor(emmen), now=now) as itself:
        actions.collect(actor=itself, now=now)
        actions.tell_custodians(since=asked.asked_at.replace(year=2020), actor=itself, now=now)

    pages = [
        html(officer.get(url))
        for url in (
            "/", "/meldingen/", "/meldingen/?toon=entered", at(confidential), f"/signalen/{number}/", "/signalen/",
            f"/signalen/zoeken/?words={NAME.split()[0]}",
        )
    ]  # fmt: skip
    pages += [html(keeper.get("/meldingen/namen/")), html(keeper.get("/"))]
    pages += [html(logged_in(director).get("/")), html(logged_in(director).get(f"/signalen/{number}/"))]
    for somebody in (auditor, privacy_officer):
        reader = logged_in(somebody)
        pages += [html(reader.get("/logboek/")), html(reader.get(f"/logboek/?number={confidential.number}"))]
        exported = reader.post("/logboek/uitvoeren/", {"reason": "controle", "format": "csv"})
        pages.append(exported.content.decode())
    pages += [letter.subject + letter.body for letter in mailoutbox]
    # The word that was searched for stands in the search box.
    pages = [re.sub(r'<input[^>]*name="words"[^>]*>', "", page) for page in pages]
    assert mailoutbox
    for part in (NAME, WHO["email"], WHO["phone"]):
        assert not any(part in page for page in pages)
