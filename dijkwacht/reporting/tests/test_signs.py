"""Posters and cards: a code for each place, counted in steps, and nobody followed."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from dijkwacht.audit.models import Event
from dijkwacht.lib import receipts
from dijkwacht.lib.access import acting
from dijkwacht.reporting import actions, door_rules, queries
from dijkwacht.reporting.models import Report, Sign

pytestmark = pytest.mark.django_db
SIGNS = reverse("reporting:signs")


@pytest.fixture
def signs(communication, now):
    with acting(communication, now=now):
        return actions.make_signs(label="Voorjaar", places=["Dorpshuis", "Haven"], actor=communication, now=now)


@pytest.fixture
def told(outsider, party_pair, now):
    """`told(sign, 3)` are so many reports by people who scanned that sign."""

    def tell(sign, times):
        for _ in range(times):
            with acting(outsider, now=now):
                actions.send_report({}, receipt=receipts.new_words(), sign=sign, actor=outsider, now=now)

    return tell


def shown(actor):
    with acting(actor):
        return {each.sign.place: each.brought for found in queries.campaigns(actor) for each in found.signs}


def test_each_place_gets_a_code_of_its_own(signs):
    assert len({sign.code for sign in signs}) == 2
    assert not set("".join(sign.code for sign in signs)) & set("0OI1L2Z5S8B")


def test_making_one_is_logged(signs, owner):
    with owner():
        assert Event.objects.filter(action="reporting:sign_made").count() == 2


def test_the_intake_makes_no_signs(intake_officer, now):
    with acting(intake_officer), pytest.raises(PermissionDenied):
        actions.make_signs(label="x", places=["y"], actor=intake_officer, now=now)


def test_fifty_at_once_is_the_most(communication, now):
    with acting(communication), pytest.raises(door_rules.CannotMakeSign, match="50"):
        actions.make_signs(label="x", places=[str(n) for n in range(51)], actor=communication, now=now)


@pytest.mark.parametrize(("reports", "words"), [(0, "minder dan 5"), (4, "minder dan 5"), (6, "5 tot 10")])
def test_what_a_sign_brought_shows_in_steps_of_five(signs, told, communication, reports, words):
    told(signs[0], reports)
    assert shown(communication) == {"Dorpshuis": words, "Haven": "minder dan 5"}


def test_a_campaign_counts_its_signs_together(signs, told, communication):
    told(signs[0], 3)
    told(signs[1], 3)
    with acting(communication):
        assert [each.brought for each in queries.campaigns(communication)] == ["5 tot 10"]


def test_another_party_counts_nothing(signs, told, person, assen):
    told(signs[0], 5)
    neighbour = person(assen, "communication")
    assert shown(neighbour) == {}
    with acting(neighbour):
        assert queries.own_signs(neighbour).count() == 0


def test_who_counts_reads_no_report(signs, told, communication):
    told(signs[0], 5)
    with acting(communication):
        assert not Report.objects.exists()


def test_scanning_leads_to_the_form_with_the_code_and_writes_nothing(signs, owner):
    with owner():
        before = Event.objects.count()
    answer = Client().get(reverse("reporting:by_sign", args=[signs[0].code.lower()]))
    assert (answer.status_code, answer.url) == (303, f"/melden/gm0114/?b={signs[0].code}")
    assert not answer.cookies
    with owner():
        assert (Event.objects.count(), Report.objects.count()) == (before, 0)


def test_an_unknown_code_leads_to_the_search_for_a_place():
    assert Client().get(reverse("reporting:by_sign", args=["XXXXXXX"])).url == "/melden/"


def test_the_page_makes_them_and_lists_them(logged_in, communication):
    browser = logged_in(communication)
    answer = browser.post(SIGNS, {"label": "Zomer", "places": "Camping\n\nZwembad\n"})
    assert answer.url == SIGNS
    page = browser.get(SIGNS).content.decode()
    assert "Er zijn 2 borden gemaakt." in page
    assert "Camping" in page
    assert "minder dan 5" in page


def test_a_mistake_is_told(logged_in, communication):
    page = logged_in(communication).post(SIGNS, {"label": "", "places": " "}).content.decode()
    assert "Geef de campagne een naam." in page
    assert "Noem ten minste één plek." in page


def test_a_sign_that_is_gone_still_leads_somewhere(signs, logged_in, communication):
    logged_in(communication).post(reverse("reporting:remove_sign", args=[signs[0].code]))
    with acting(communication):
        assert Sign.objects.get(pk=signs[0].pk).removed_at
    assert Client().get(reverse("reporting:by_sign", args=[signs[0].code])).status_code == 303


@pytest.mark.parametrize("paper", ["a4", "a3", "a6", "pas"])
def test_the_pdf_is_accessible_and_says_the_address(signs, logged_in, communication, paper):
    answer = logged_in(communication).get(reverse("reporting:sign_pdf", args=[signs[0].code, paper]))
    pdf = PdfReader(io.BytesIO(answer.content))
    text = pdf.pages[0].extract_text().replace("\u200b", "").replace("\n", "")
    assert answer["Content-Type"] == "application/pdf"
    assert len(pdf.pages) == 1
    assert f"testserver/melden/b/{signs[0].code}/" in text
    assert "0800-7000" in text
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "nl-NL"
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def test_another_size_is_not_there(signs, logged_in, communication):
    assert logged_in(communication).get(f"/meldingen/borden/{signs[0].code}/a0.pdf").status_code == 404


def test_the_intake_counts_no_signs(signs, told, intake_officer):
    told(signs[0], 5)
    with acting(intake_officer), connection.cursor() as cursor:
        cursor.execute("select * from reporting_sign_fives()")
        assert cursor.fetchall() == []


def test_many_signs_take_as_many_queries_as_two(signs, logged_in, communication, now, django_assert_max_num_queries):
    browser = logged_in(communication)
    with CaptureQueriesContext(connection) as few:
        browser.get(SIGNS)
    with acting(communication, now=now):
        actions.make_signs(label="Zomer", places=[str(n) for n in range(40)], actor=communication, now=now)
    with django_assert_max_num_queries(len(few)):
        browser.get(SIGNS)
