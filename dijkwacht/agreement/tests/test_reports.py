"""The progress report: read back from the PDF, and frozen."""

import hashlib
import io
from datetime import date, timedelta

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from dijkwacht.agreement import actions, rules
from dijkwacht.agreement.models import Report
from dijkwacht.agreement.tests.conftest import TODAY
from dijkwacht.audit.models import Event
from dijkwacht.lib.access import acting


@pytest.fixture
def make(act, executive):
    """`make(emmen)` is a report on Emmen, `make(None)` one on the whole province."""

    def report(party=None, *, by=None, as_of=TODAY, at=None):
        return act(by or executive, actions.make_report, party, as_of=as_of, at=at)

    return report


@pytest.fixture
def read(act, executive):
    """`read(report)` is the PDF as a reader sees it."""

    def open_(report, *, by=None):
        return pypdf.PdfReader(io.BytesIO(act(by or executive, actions.open_report, report)))

    return open_


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_report_is_tagged_dutch_and_fit_for_the_archive(make, read):
    pdf = read(make())
    metadata = pdf.xmp_metadata.stream.get_data()
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"].lower() == "nl-nl"
    assert pdf.metadata.title == "Voortgangsrapportage"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_the_report_on_the_province_opens_with_the_essence(make, read, declared):
    declared("1.5")
    pages = read(make()).pages
    first = " ".join(pages[0].extract_text().split())
    assert "Van de 419 toezeggingen van 17 partijen zijn er 1 gehaald" in first
    assert "De termijn van twee jaar liep af op 2 februari 2026." in first
    assert "Wat uw aandacht vraagt" in first
    assert "Vechtstromen" in pages[1].extract_text()


def test_the_report_on_a_party_tells_each_ambition_with_its_sentence(make, read, declared, emmen):
    declared("1.5")
    text = text_of(read(make(emmen)))
    assert "Van de 27 toezeggingen zijn er 1 gehaald" in text
    assert "1.5 Een actueel plan van aanpak" in text
    assert "Verklaard op 17 november 2026: gehaald" in text
    assert "Vastgesteld door het college." in text
    assert "3.4" not in text


def test_the_report_tells_what_changed_since_the_one_before(make, read, declared, emmen, now):
    declared("1.5", "not_met", at=now - timedelta(days=100))
    make(emmen, as_of=TODAY - timedelta(days=90))
    declared("1.5")
    text = text_of(read(make(emmen)))
    assert "staat de dijk op één plaats hoger en nergens lager" in text
    assert "niet gehaald" in text


def test_what_changes_later_does_not_change_the_report(make, read, declared, emmen):
    made = make(emmen)
    before = read(made)
    declared("1.5")
    assert text_of(read(made)) == text_of(before)
    assert made.snapshot["cells"]["1.5/gm0114"]["status"] == "unknown"


def test_the_report_is_encrypted_and_its_hash_is_that_of_the_pdf(make, act, executive):
    made = make()
    content = act(executive, actions.open_report, made)
    assert b"%PDF" not in bytes(made.pdf)
    assert made.sha256 == hashlib.sha256(content).hexdigest()


def test_nobody_changes_or_removes_a_report_in_the_database(make, executive, now):
    make()
    for command in ("update agreement_report set sha256 = ''", "delete from agreement_report"):
        with acting(executive, now=now), pytest.raises(Exception, match="permission denied"), transaction.atomic():
            connection.cursor().execute(command)


@pytest.mark.parametrize(
    ("code", "as_of", "problem"),
    [
        ("riec-nn", TODAY, "heeft geen eigen ambities"),
        ("gm0114", TODAY + timedelta(days=1), "in de toekomst"),
        ("gm0114", date(2024, 2, 1), "getekend op 2 februari 2024"),
    ],
)
def test_a_report_that_cannot_be_is_refused_with_the_reason(make, party, code, as_of, problem):
    with pytest.raises(rules.CannotReport, match=problem):
        make(party(code), as_of=as_of)


def test_an_intake_officer_makes_no_report(make, intake_officer):
    with pytest.raises(PermissionDenied):
        make(by=intake_officer)


def test_before_the_term_the_report_counts_down(make, read, now):
    early = now.replace(year=2025)
    text = text_of(read(make(as_of=early.date(), at=early)))
    assert "Nog 77 dagen tot het einde van de termijn op 2 februari 2026." in text


def test_a_report_on_another_party_stays_with_those_two(make, person, party, emmen, assen, logged_in):
    made = make(assen)
    third = person(party("gm0119"), "executive")
    url = reverse("agreement:report", args=[made.number])
    assert logged_in(person(assen, "executive")).get(url).status_code == 200
    assert logged_in(third).get(url).status_code == 404


def test_the_page_makes_a_report_that_can_be_opened_and_logs_both(logged_in, executive, owner):
    client = logged_in(executive)
    answer = client.post(reverse("agreement:reports"), {"party": "", "as_of": timezone.localdate()}, follow=True)
    assert "Heel Drenthe, stand op" in answer.text
    with owner():
        number = Report.objects.get().number
    opened = client.get(reverse("agreement:report", args=[number]))
    assert opened["Content-Type"] == "application/pdf"
    assert "voortgangsrapportage-drenthe-" in opened["Content-Disposition"]
    with owner():
        assert Event.objects.filter(action__in=["report:made", "report:opened"]).count() == 2


def test_opening_a_report_asks_to_log_in_again_after_a_while(make, executive, logged_in):
    client = logged_in(executive)
    session = client.session
    session["fresh_at"] = 0
    session.save()
    answer = client.get(reverse("agreement:report", args=[make().number]))
    assert (answer.status_code, "next=" in answer["Location"]) == (302, True)


def test_the_page_says_why_a_future_day_cannot_be(logged_in, executive):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = logged_in(executive).post(reverse("agreement:reports"), {"party": "", "as_of": tomorrow})
    assert "in de toekomst" in answer.text
