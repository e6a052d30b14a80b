"""A report of the police: its article, its last day, and nobody else's business."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dijkwacht.audit import queries as audit
from dijkwacht.lib.access import acting
from dijkwacht.lib.tests.test_scanner import EICAR, clamd  # noqa: F401  The scanner of this test.
from dijkwacht.signals.models import Attachment, Signal

pytestmark = pytest.mark.django_db
POLICE = reverse("reporting:police")


def filled_in(**changes):
    today = timezone.localdate()
    return {
        "number": "PL0100-2026-0001",
        "dated_on": (today - timedelta(days=3)).isoformat(),
        "received_on": today.isoformat(),
        "legal_basis": "wpg-16",
        "title": "Rapport over een loods",
        "object_kind": "address",
        "place": "Verzonnenweg 12",
        "heard": "In de loods stonden vaten (fictief).",
        "no_forward": "on",
        "draft": "018f0000-0000-7000-8000-000000000001",
    } | changes


@pytest.fixture
def browser(logged_in, intake_officer):
    return logged_in(intake_officer)


@pytest.fixture
def made(intake_officer):
    """`made()` is the one signal there is."""

    def look():
        with acting(intake_officer):
            return Signal.objects.get()

    return look


def test_it_becomes_a_signal_under_the_wpg(browser, made):
    answer = browser.post(POLICE, filled_in())
    signal = made()
    assert answer.url == reverse("signals:detail", args=[signal.number])
    assert (signal.channel, signal.regime_id, signal.received_under_id) == ("police", "wpg", "wpg-16")
    assert (signal.source_number, signal.no_forward, signal.phase) == ("PL0100-2026-0001", True, "intake")


def test_the_last_day_of_the_police_drives_the_retention(browser, made, intake_officer):
    last = timezone.localdate() + timedelta(days=90)
    browser.post(POLICE, filled_in(keep_at_most=last.isoformat()))
    with acting(intake_officer):
        retention = audit.retention_of(made())
    assert (retention.term_code, retention.ends_on) == ("police_data", last)


def test_a_last_day_after_a_year_is_refused_in_words(browser, owner):
    far = timezone.localdate() + timedelta(days=800)
    page = browser.post(POLICE, filled_in(keep_at_most=far.isoformat())).content.decode()
    assert "Bewaren mag ten hoogste tot en met" in page
    with owner():
        assert not Signal.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"number": ""}, "Vul het nummer in"),
        ({"dated_on": ""}, "Vul in welke datum"),
        ({"dated_on": "2999-01-01"}, "Deze datum ligt in de toekomst."),
        ({"received_on": "2020-01-01"}, "Het rapport kan niet later zijn"),
        ({"legal_basis": ""}, "Kies op welk artikel"),
        ({"legal_basis": "wpg-7"}, "wpg-7"),
        ({"heard": ""}, "Schrijf op wat er in het rapport staat."),
        ({"keep_at_most": "2020-01-01"}, "al voorbij"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_lost(browser, wrong, message):
    page = browser.post(POLICE, filled_in(**wrong)).content.decode()
    assert message in page
    assert "Rapport over een loods" in page


def test_the_article_that_forbids_passing_on_is_no_ground_to_receive(browser):
    page = browser.get(POLICE).content.decode()
    assert "Wpg art. 16" in page
    assert "Wpg art. 7)" not in page


def test_the_report_itself_comes_along_encrypted(browser, made, owner):
    paper = SimpleUploadedFile("rapport.txt", b"Rapport van de politie (fictief)")
    assert browser.post(POLICE, filled_in() | {"files": paper}).status_code == 302
    with owner():
        attachment = Attachment.objects.get(signal_id=made().pk)
    assert attachment.name == "rapport.txt"
    assert b"fictief" not in bytes(attachment.sealed)


def test_a_file_is_not_lost_when_something_else_is_wrong(browser, made, owner):
    paper = SimpleUploadedFile("rapport.txt", b"Rapport")
    page = browser.post(POLICE, filled_in(number="") | {"files": paper}).content.decode()
    assert "al toegevoegd" in page
    browser.post(POLICE, filled_in())
    with owner():
        assert Attachment.objects.get().signal_id == made().pk


def test_a_film_is_refused_in_words(browser, owner):
    film = SimpleUploadedFile("a.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(40))
    page = browser.post(POLICE, filled_in() | {"files": film}).content.decode()
    assert "Dit is een filmpje." in page
    with owner():
        assert not Signal.objects.exists()


def test_a_form_that_is_sent_twice_makes_one_signal(browser, made):
    browser.post(POLICE, filled_in())
    browser.post(POLICE, filled_in())
    assert made()


@pytest.mark.usefixtures("clamd")
def test_an_infected_file_is_refused_in_words(browser, owner):
    infected = SimpleUploadedFile("rapport.txt", EICAR)
    page = browser.post(POLICE, filled_in() | {"files": infected}).content.decode()
    assert "de virusscanner vond er iets schadelijks in" in page
    with owner():
        assert not Signal.objects.exists()
        assert not Attachment.objects.exists()


def test_a_text_that_is_too_long_is_told_and_kept(browser):
    page = browser.post(POLICE, filled_in(heard="x" * 5001)).content.decode()
    assert "Maak dit korter. Het zijn nu 5.001 tekens" in page
    assert "x" * 5001 in page
