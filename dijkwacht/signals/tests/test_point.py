"""The internal reporting point: who looks after it, and how staff heard of it."""

import pytest
from django.db import ProgrammingError, connection
from django.urls import reverse
from django.utils import timezone

from dijkwacht.lib.access import acting
from dijkwacht.signals.models import Announcement, ReportingPoint

pytestmark = pytest.mark.django_db
PAGE = reverse("signals:point")
WANTED = {
    "step": "edit",
    "is_active": "on",
    "owner": "Ina Intake",
    "deputy": "Wim Vervanger",
    "phone": "0591 000 000",
    "published_on": "2026-01-05",
    "is_confidential": "on",
}


def test_before_anybody_filled_it_in_reporting_works_all_the_same(logged_in, reporter):
    page = logged_in(reporter).get(PAGE).content.decode()
    assert "nog niet ingericht" in page
    assert "Melden kan wel" in page
    assert "Het meldpunt bijwerken" not in page


@pytest.mark.parametrize("role", ["intake_officer", "director"])
def test_the_intake_and_the_director_look_after_it(logged_in, person, emmen, role, reporter):
    answer = logged_in(person(emmen, role)).post(PAGE, WANTED)
    assert answer.status_code == 302
    page = logged_in(reporter).get(PAGE).content.decode()
    assert "Ina Intake" in page
    assert "5 januari 2026" in page


def test_others_may_look_and_not_touch(logged_in, reporter, policy_adviser):
    for actor in (reporter, policy_adviser):
        assert logged_in(actor).post(PAGE, WANTED).status_code == 404
    with acting(reporter):
        assert not ReportingPoint.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"owner": "", "deputy": ""}, "Een open meldpunt heeft iemand die het beheert."),
        ({"deputy": "ina intake"}, "Kies een ander"),
        ({"published_on": "2999-01-01"}, "Deze datum ligt in de toekomst."),
    ],
)
def test_a_mistake_is_told_and_nothing_changes(logged_in, intake_officer, wrong, message):
    page = logged_in(intake_officer).post(PAGE, WANTED | wrong).content.decode()
    assert message in page
    with acting(intake_officer):
        assert not ReportingPoint.objects.exists()


def test_the_page_shows_what_is_recorded_and_not_a_wrong_attempt(logged_in, intake_officer):
    client = logged_in(intake_officer)
    client.post(PAGE, WANTED)
    page = client.post(PAGE, WANTED | {"owner": "Iemand Anders", "published_on": "2999-01-01"}).content.decode()
    assert "<dd>Ina Intake</dd>" in page


def test_an_announcement_is_recorded(logged_in, intake_officer):
    today = timezone.localdate().isoformat()
    logged_in(intake_officer).post(PAGE, {"step": "announce", "on": today, "medium": "Teamoverleg"})
    with acting(intake_officer):
        assert Announcement.objects.get().medium == "Teamoverleg"


def test_an_announcement_in_the_future_is_not(logged_in, intake_officer):
    form = {"step": "announce", "on": "2999-01-01", "medium": "Teamoverleg"}
    assert "ligt in de toekomst" in logged_in(intake_officer).post(PAGE, form).content.decode()


def test_another_party_sees_its_own(logged_in, intake_officer, stranger):
    logged_in(intake_officer).post(PAGE, WANTED)
    assert "Ina Intake" not in logged_in(stranger).get(PAGE).content.decode()


def test_the_database_refuses_a_change_by_others(logged_in, intake_officer, reporter, emmen):
    logged_in(intake_officer).post(PAGE, WANTED)
    with acting(reporter), connection.cursor() as cursor:
        cursor.execute("update signals_reportingpoint set owner = 'x'")
        assert cursor.rowcount == 0
    with pytest.raises(ProgrammingError, match="row-level security"), acting(reporter):
        Announcement.objects.create(party=emmen, on=timezone.localdate(), medium="x", added_by_id=reporter.user_id)


def test_the_phone_number_stands_on_the_page_for_reporting(logged_in, intake_officer, reporter):
    logged_in(intake_officer).post(PAGE, WANTED)
    assert 'href="tel:0591000000"' in logged_in(reporter).get(reverse("signals:report")).content.decode()


def test_where_names_are_not_shielded_the_question_is_not_asked(logged_in, intake_officer, reporter):
    wanted = WANTED.copy()
    del wanted["is_confidential"]
    logged_in(intake_officer).post(PAGE, wanted)
    assert "Vertrouwelijk</label>" not in logged_in(reporter).get(reverse("signals:report")).content.decode()
