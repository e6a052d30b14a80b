"""Tips of Meld Misdaad Anoniem: read, compared, entered all at once; never a word about who told."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dijkwacht.audit.models import Event
from dijkwacht.lib.access import acting
from dijkwacht.reporting import tips
from dijkwacht.reporting.models import Report
from dijkwacht.reporting.tips.tables import check_meaning
from dijkwacht.signals.models import Receipt, Signal

pytestmark = pytest.mark.django_db
TIPS, TIP = reverse("reporting:tips"), reverse("reporting:tip")
TEXT = "In de loods aan de Verzonnenweg wordt 's nachts geladen (fictief)."
MAIL = f"""From: Jan Tipgever <jan@voorbeeld.example>
To: meldpunt@gemeente.example
Received: from 203.0.113.7
Date: Tue, 17 Nov 2026 09:30:00 +0100
Subject: Tip 2026-4711
Content-Type: text/plain; charset=utf-8

Kenmerk: 2026-4711
Adres: Verzonnenweg 12
Plaats: Emmen

{TEXT}
"""
TABLE = f"""Kenmerk;Datum;Adres;Delict;Omschrijving;Afzender
2026-1;17-11-2026;Verzonnenweg 12;Drugslab;"{TEXT}";jan@voorbeeld.example
2026-2;18-11-2026;Kanaalkade 3;;"Veel bezoek dat kort blijft; elke avond.";x
"""


@pytest.fixture
def browser(logged_in, intake_officer):
    return logged_in(intake_officer)


@pytest.fixture
def entered(intake_officer):
    """`entered()` are the signals there are."""

    def look():
        with acting(intake_officer):
            return list(Signal.objects.order_by("source_number"))

    return look


def files(**named):
    return [SimpleUploadedFile(name.replace("_", "."), content.encode()) for name, content in named.items()]


def choose(browser, **named):
    return browser.post(TIPS, {"step": "files", "files": files(**named)})


def columns(browser, page, **changes):
    chosen = {f"column-{each['place']}": each["meaning"] for each in page.context["columns"]} | changes
    return browser.post(TIPS, {"step": "columns", "kept": page.context["kept"], **chosen})


def enter(browser, page, **choices):
    return browser.post(TIPS, {"step": "enter", "kept": page.context["kept"], **choices})


def test_an_email_becomes_a_signal_without_its_sender(browser, entered, owner):
    page = choose(browser, a_eml=MAIL)
    assert TEXT.split(" (")[0][:20] in page.content.decode()
    enter(browser, page)
    signal = entered()[0]
    assert (signal.channel, signal.regime_id, signal.source_number) == ("tip_line", "anonymous", "2026-4711")
    assert (signal.place, signal.locality) == ("Verzonnenweg 12", "Emmen")
    with owner():
        stored = str(Signal.objects.values()) + str(Event.objects.values())
        assert not Receipt.objects.exists()
        assert not Report.objects.exists()
    for trace in ("jan@voorbeeld", "Tipgever", "203.0.113.7"):
        assert trace not in page.content.decode()
        assert trace not in stored


def test_nothing_is_entered_before_the_officer_says_so(browser, entered):
    choose(browser, a_eml=MAIL)
    assert entered() == []


def test_an_email_of_html_is_read_as_text():
    tip = tips.tip_of_mail(
        "a.eml", b"Date: Tue, 17 Nov 2026 09:30:00 +0100\nContent-Type: text/html\n\n<p>Een <b>schuur</b>"
    )
    assert tip.text == "Een schuur"


def test_an_email_with_an_attachment_is_not_taken_half(browser, entered):
    mail = (
        "Date: Tue, 17 Nov 2026 09:30:00 +0100\nSubject: Tip\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nDe tekst.\n"
        '--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="tip.pdf"\n\nx\n--x--\n'
    )
    page = choose(browser, a_eml=mail, b_eml=MAIL)
    assert "Er zit een bijlage bij (tip.pdf)" in page.content.decode()
    enter(browser, page)
    assert entered() == []


def test_a_table_asks_what_its_columns_mean_and_proposes_it(browser):
    page = choose(browser, tips_csv=TABLE)
    found = {each["name"]: each["meaning"] for each in page.context["columns"]}
    assert found["Omschrijving"] == "text"
    assert found["Datum"] == "received"
    assert found["Afzender"] == ""


def test_a_table_becomes_signals(browser, entered):
    enter(browser, columns(browser, choose(browser, tips_csv=TABLE)))
    first, second = entered()
    assert (first.phenomenon_id, first.place) == ("drugslab", "Verzonnenweg 12")
    assert second.heard.startswith("Veel bezoek dat kort blijft; elke avond")


def test_what_is_not_taken_over_is_kept_nowhere(browser, owner):
    page = columns(browser, choose(browser, tips_csv=TABLE))
    enter(browser, page)
    assert "jan@voorbeeld" not in page.content.decode()
    with owner():
        assert "jan@voorbeeld" not in str(Signal.objects.values())


def test_every_wrong_line_is_named_and_none_is_entered(browser, entered):
    wrong = TABLE.replace("17-11-2026", "gisteren").replace("18-11-2026", "18-11-2999")
    page = columns(browser, choose(browser, tips_csv=wrong))
    text = page.content.decode()
    assert "regel 2" in text
    assert "wij kunnen haar niet lezen" in text
    assert "regel 3" in text
    assert "ligt in de toekomst" in text
    enter(browser, page)
    assert entered() == []


def test_an_unknown_phenomenon_is_told(browser):
    page = columns(browser, choose(browser, tips_csv=TABLE.replace("Drugslab", "Toveren")))
    assert "Het fenomeen “Toveren” kennen wij niet." in page.content.decode()


def test_what_belongs_elsewhere_is_not_taken(browser):
    from dijkwacht.knowledge.models import Phenomenon

    separate = Phenomenon.objects.filter(separate_channel=True).first()
    page = columns(browser, choose(browser, tips_csv=TABLE.replace("Drugslab", separate.name)))
    assert page.context["wrong"]


def test_the_same_text_stands_beside_what_is_there(browser, entered):
    enter(browser, choose(browser, a_eml=MAIL))
    page = choose(browser, b_eml=MAIL.replace("2026-4711", "2026-4712"))
    assert f'Lijkt op <a href="/signalen/{entered()[0].number}/">' in page.content.decode()
    again = enter(browser, page)
    assert "Kies bij elke tip" in again.content.decode()
    assert len(entered()) == 1


def test_the_officer_decides_about_what_looks_the_same(browser, entered):
    enter(browser, choose(browser, a_eml=MAIL))
    page = choose(browser, b_eml=MAIL.replace("4711", "4712"))
    key = page.context["checked"][0].tip.key
    enter(browser, page, **{f"choice-{key}": "skip"})
    assert len(entered()) == 1
    enter(browser, page, **{f"choice-{key}": "enter"})
    assert len(entered()) == 2


def test_the_same_place_phenomenon_and_day_is_found_too(browser, entered):
    enter(browser, columns(browser, choose(browser, tips_csv=TABLE)))
    other = TABLE.replace("2026-1", "2026-9").replace(TEXT, "Een heel andere tekst.").splitlines()
    page = columns(browser, choose(browser, tips_csv="\n".join(other[:2])))
    assert page.context["checked"][0].known[0].why == "zelfde plek, fenomeen en dag"


def test_twins_in_one_load_are_found(browser, entered):
    page = choose(browser, a_eml=MAIL, b_eml=MAIL)
    assert page.context["checked"][1].twin
    key = page.context["checked"][1].tip.key
    enter(browser, page, **{f"choice-{key}": "skip"})
    assert len(entered()) == 1


def test_pressing_twice_enters_once(browser, entered):
    page = choose(browser, a_eml=MAIL)
    enter(browser, page)
    enter(browser, page)
    assert len(entered()) == 1


def test_the_text_can_be_made_safer_before_it_goes_in(browser, entered):
    page = choose(browser, a_eml=MAIL.replace(TEXT, "Mijn broer zag de loods."))
    assert "woorden die de tipgever kunnen verraden" in page.content.decode()
    key = page.context["checked"][0].tip.key
    enter(browser, page, **{f"text-{key}": "Iemand zag de loods."})
    assert entered()[0].heard == "Iemand zag de loods."


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_but_never_crash(content):
    for head in (b"", b"Date: Tue, 17 Nov 2026 09:30:00 +0100\nSubject: x\n", b"Subject: =?utf-8?b?"):
        with suppress(tips.CannotRead):
            assert "\x00" not in tips.tip_of_mail("a.eml", head + content).text
    with suppress(tips.CannotRead):
        tips.tips_of_table(tips.read_table(content), {0: "text", 1: "received"})


def test_signs_that_no_database_keeps_do_no_harm(browser, entered):
    mail = MAIL.replace(TEXT, "Een\x00 schuur \U0001f69c \u202eachterstevoren")
    enter(browser, choose(browser, a_eml=mail))
    assert entered()[0].heard == "Een schuur \U0001f69c \u202eachterstevoren"


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ({}, "Kies eerst een of meer bestanden."),
        ({"a_pdf": "x"}, "wij lezen e-mails"),
        ({"a_eml": "geen kop"}, "is geen e-mail"),
        ({"a_csv": "een;twee"}, "staan geen tips"),
        ({"a_csv": "een\ntwee\n"}, "genoeg kolommen"),
        ({"a_csv": TABLE, "b_eml": MAIL}, "Niet door elkaar"),
        ({"a_csv": "a;b\n" + "1;2\n" * 101}, "ten hoogste 100"),
        ({"a_csv": "a;b\n" + "x" * 700_000}, "samen te veel"),
    ],
)
def test_it_says_why_it_cannot_read(browser, named, why):
    page = choose(browser, **named).content.decode()
    assert why in page
    assert "Er is niets ingevoerd." in page


def test_somebody_elses_page_is_not_taken(browser, logged_in, person, emmen, entered):
    page = choose(browser, a_eml=MAIL)
    colleague = logged_in(person(emmen, "intake_officer"))
    assert "verlopen of van een ander" in enter(colleague, page).content.decode()
    assert entered() == []


def test_an_infected_file_is_refused(browser, settings, monkeypatch):
    settings.DIJKWACHT_CLAMAV = "127.0.0.1:9"
    assert "virusscanner werkt nu niet" in choose(browser, a_eml=MAIL).content.decode()


def test_two_columns_cannot_mean_the_same():
    assert "twee kolommen" in check_meaning({0: "text", 1: "text", 2: "received"})
    assert "Kies ook een kolom voor: datum van ontvangst." in check_meaning({0: "text"})


def told(**changes):
    day = timezone.localdate() - timedelta(days=1)
    given = {"title": "Tip", "object_kind": "address", "place": "Verzonnenweg 12", "heard": TEXT, "number": ""}
    return given | {"received_on": day.isoformat(), "draft": "018f0000-0000-7000-8000-000000000002"} | changes


def test_one_tip_by_hand_has_no_reporter(browser, entered, owner):
    answer = browser.post(TIP, told())
    assert answer.url == reverse("signals:detail", args=[entered()[0].number])
    assert entered()[0].regime_id == "anonymous"
    with owner():
        assert not Receipt.objects.exists()


def test_one_tip_that_looks_the_same_asks_first(browser, entered):
    browser.post(TIP, told())
    other = told(draft="018f0000-0000-7000-8000-000000000003")
    page = browser.post(TIP, other).content.decode()
    assert "Is dit dezelfde tip?" in page
    assert "Wat er al is" in page
    assert len(entered()) == 1
    browser.post(TIP, other | {"another": "on"})
    assert len(entered()) == 2


def test_the_log_counts_tips_and_holds_nothing_of_them(browser, owner):
    enter(browser, choose(browser, a_eml=MAIL))
    with owner():
        events = str(list(Event.objects.filter(action="reporting:tips_entered").values()))
    assert "'count': 1" in events
    assert "Verzonnenweg" not in events
