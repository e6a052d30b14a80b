import re

import pytest

from dijkwacht.lib.access import acting
from dijkwacht.reporting.models import ReportFile
from dijkwacht.signals import permissions as seen

WRITTEN = {
    "object_kind": "place",
    "place": "schuur aan een kanaal",
    "title": "Vaten bij een schuur",
    "own_observation": "Er staan zeven blauwe vaten.",
    "phenomenon": "drugslab",
    "indicators": ["drugslab-1"],
    "checked": "on",
}


def html(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def signal_of(officer, intake_officer, at, now):
    """`signal_of(report)` is the signal that the summary becomes."""

    def write(report, **changes):
        answer = officer.post(at(report, "samenvatting/"), WRITTEN | changes)
        assert answer.status_code == 302, re.findall(r'error-message"[^>]*>(.*?)<', answer.content.decode())
        with acting(intake_officer, now=now):
            return seen.visible_to(intake_officer).get(number=answer.url.split("/")[-2])

    return write


def test_left_is_what_was_told_and_right_a_form_that_it_fills(officer, report, at):
    page = html(officer.get(at(report, "samenvatting/")))
    assert 'value="schuur achter Kanaalweg 12"' in page
    assert 'value="2026-11-01"' in page
    assert "Welke auto&#x27;s zag u? Een busje, 12-ABC-3." in page


def test_what_may_point_at_somebody_is_marked_with_the_reason(officer, report, at):
    page = html(officer.get(at(report, "samenvatting/")))
    for words, why in [
        ("Mijn broer", "wijst naar de melder"),
        ("Kees", "naam"),
        ("06-12345678", "telefoonnummer"),
        ("12-ABC-3", "kenteken"),
        ("Kanaalweg 12", "adres"),
        ("Jan de Vries", "naam"),
    ]:
        assert f'<mark class="hint">{words} <small>{why}</small></mark>' in page, words


def test_one_press_leaves_it_out_and_keeps_what_was_typed(officer, report, at):
    typed = WRITTEN | {
        "own_observation": "Kees zag het. Bel Kees.",
        "heard": "Iets.",
        "leave_out": "own_observation|Kees",
    }
    page = html(officer.post(at(report, "samenvatting/"), typed))
    assert "[weggelaten] zag het. Bel [weggelaten]." in page
    assert "Iets." in page
    assert 'value="Vaten bij een schuur"' in page


def test_all_of_a_field_can_be_left_out_at_once(officer, report, at):
    typed = WRITTEN | {"own_observation": "Jan de Vries, 06-12345678, 12-ABC-3.", "leave_out": "own_observation|*"}
    page = html(officer.post(at(report, "samenvatting/"), typed))
    assert "[weggelaten], [weggelaten], [weggelaten]." in page


def test_nothing_is_left_out_of_another_field_by_a_made_up_name(officer, report, at):
    html(officer.post(at(report, "samenvatting/"), WRITTEN | {"leave_out": "checked|on"}))
    html(officer.post(at(report, "samenvatting/"), WRITTEN | {"leave_out": ""}))


def test_the_summary_becomes_a_signal(signal_of, report):
    signal = signal_of(report)
    assert (signal.channel, signal.regime_id, signal.phenomenon_id) == ("public", "anonymous", "drugslab")
    assert signal.indicators == ["drugslab-1"]


def test_it_asks_to_read_before_sending(officer, report, at):
    page = html(officer.post(at(report, "samenvatting/"), {**WRITTEN, "checked": ""}))
    assert "Lees eerst de tekst na" in page
    assert 'value="Vaten bij een schuur"' in page


def test_a_chosen_file_goes_along(signal_of, report, owner):
    with owner():
        file = ReportFile.objects.get()
    signal = signal_of(report, take=[str(file.pk)])
    with owner():
        assert signal.attachments.count() == 1


def test_a_person_is_kept_apart(signal_of, report, owner):
    signal = signal_of(report, **{"person1-name": "Verdachte Persoon", "person1-role": "betrokkene"})
    with owner():
        assert signal.persons.count() == 1
        assert "Verdachte" not in str(type(signal).objects.filter(pk=signal.pk).values().get())


def test_it_is_entered_once(officer, signal_of, report, at):
    signal = signal_of(report)
    answer = officer.get(at(report, "samenvatting/"), follow=True)
    assert "al een signaal gemaakt" in html(answer)
    assert signal.number in html(answer)


def test_when_the_vault_closed_nothing_typed_is_lost(officer, report, at):
    officer.cookies.pop("vault")
    page = html(officer.post(at(report, "samenvatting/"), WRITTEN | {"own_observation": "Uren werk."}))
    assert "Uren werk." in page
    assert "De kluis is intussen dichtgegaan" in page
    assert "Bolwijk" not in page
    assert officer.get(at(report, "samenvatting/")).url.startswith("/meldingen/kluis/openen/")


def test_the_signal_leads_back_to_the_conversation_for_the_intake_only(officer, logged_in, director, signal_of, report):
    signal = signal_of(report)
    assert f"/meldingen/signaal/{signal.number}/" in html(officer.get(f"/signalen/{signal.number}/"))
    assert officer.get(f"/meldingen/signaal/{signal.number}/").url.endswith(f"/{report.number}/")
    theirs = logged_in(director)
    assert "/meldingen/signaal/" not in html(theirs.get(f"/signalen/{signal.number}/"))
    assert theirs.get(f"/meldingen/signaal/{signal.number}/").status_code == 404


def test_when_the_signal_is_done_home_asks_to_close_the_report(officer, signal_of, report, owner, now):
    signal = signal_of(report)
    with owner():
        type(signal).objects.filter(pk=signal.pk).update(phase="closed", closed_at=now)
    assert "1 melding kan worden afgesloten" in html(officer.get("/"))
    assert "Melding afsluiten" in html(officer.get(f"/signalen/{signal.number}/"))


def test_somebody_else_reads_the_summary_and_nothing_of_the_report(logged_in, director, signal_of, report):
    signal = signal_of(report)
    page = html(logged_in(director).get(f"/signalen/{signal.number}/"))
    assert "zeven blauwe vaten" in page
    assert not any(secret in page for secret in ["Bolwijk", "Kees", "06-12345678", report.number])
