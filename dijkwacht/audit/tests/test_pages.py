from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dijkwacht.audit import actions, queries, tasks
from dijkwacht.audit.models import Event, Threshold
from dijkwacht.lib.access import acting

pytestmark = pytest.mark.django_db
EXPORT = {"since": "2026-01-01", "until": "2099-12-31", "reason": "Onderzoek naar een melding, nummer 12."}


@pytest.fixture
def seen(happen, emmen):
    """An intake officer read a dossier just now; the party stands in for a dossier."""
    happen(action="signal:read", subject=emmen, reason="intake", at=timezone.now())
    return emmen


@pytest.fixture
def proposed(seen, intake_officer, itself, now):
    with acting(intake_officer):
        actions.schedule(
            seen,
            term_code="x",
            term_name="Geen vervolg",
            duration="P4W",
            max_extensions=1,
            event_on=now.date() - timedelta(days=40),
            actor=intake_officer,
            now=now,
            party_id=seen.pk,
        )
    with acting(itself):
        actions.propose_due(actor=itself, now=now)
        return queries.retention_of(seen)


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", ["search", "unusual", "integrity", "export"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("privacy_officer", 200), ("auditor", 200), ("director", 404), ("intake_officer", 404), ("reporter", 404)],
)
def test_who_may_open_the_log(name, who, status, logged_in, request):
    client = logged_in(request.getfixturevalue(who))

    assert client.get(reverse(f"audit:{name}")).status_code == status


@pytest.mark.parametrize("name", ["to_destroy", "tombstones"])
@pytest.mark.parametrize(("who", "decides"), [("privacy_officer", True), ("director", True), ("reporter", False)])
def test_who_may_open_the_terms(name, who, decides, logged_in, request):
    client = logged_in(request.getfixturevalue(who))

    assert client.get(reverse(f"audit:{name}")).status_code == (200 if decides else 404)


def test_the_log_tells_who_and_what(seen, privacy_officer, intake_officer, logged_in):
    page = text(logged_in(privacy_officer).get(reverse("audit:search")))

    assert intake_officer.name in page
    assert "las een signaal" in page


def test_another_party_sees_nothing_of_it(seen, person, assen, intake_officer, logged_in):
    page = text(logged_in(person(assen, "privacy_officer")).get(reverse("audit:search")))

    assert intake_officer.name not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"name": "intake"}, True),
        ({"name": "niemand zo"}, False),
        ({"kind": "signal"}, True),
        ({"kind": "login"}, False),
        ({"refused": "on"}, False),
        ({"until": "2020-01-01"}, False),
        ({"since": "0001-01-01", "until": "9999-12-31"}, True),
        ({"number": "S-1"}, False),
    ],
)
def test_the_log_can_be_searched(asked, found, seen, privacy_officer, logged_in):
    page = text(logged_in(privacy_officer).get(reverse("audit:search"), asked))

    assert ("las een signaal" in page) == found


def test_searching_the_log_is_in_the_log(privacy_officer, logged_in):
    logged_in(privacy_officer).get(reverse("audit:search"), {"name": "Piet"})

    with acting(privacy_officer):
        event = Event.objects.get(action="audit:searched")
    assert event.details == {"asked": ["name"]}


def test_who_and_why_of_one_dossier(seen, privacy_officer, logged_in):
    url = reverse("audit:object", args=["parties.party", str(seen.pk)])
    page = text(logged_in(privacy_officer).get(url))

    assert "Wie en waarom" in page
    assert "intake" in page
    assert logged_in(privacy_officer).get(reverse("audit:object", args=["parties.party", "0"])).status_code == 404


def test_what_one_person_did(seen, privacy_officer, intake_officer, logged_in):
    page = text(logged_in(privacy_officer).get(reverse("audit:person", args=[intake_officer.user_id])))

    assert "las een signaal" in page


def test_lists_of_the_log_take_few_queries(happen, privacy_officer, logged_in, django_assert_max_num_queries):
    happen(60, at=timezone.now())
    client = logged_in(privacy_officer)

    with django_assert_max_num_queries(20):
        client.get(reverse("audit:search"))


def test_how_often_it_was_read_today(seen, intake_officer, stranger):
    with acting(intake_officer):
        assert queries.reads_today(seen, today=timezone.localdate()) == 1
    with acting(stranger):
        assert queries.reads_today(seen, today=timezone.localdate()) == 0


@pytest.mark.parametrize(
    ("hour", "day", "odd"),
    [(6, 17, True), (7, 17, False), (18, 17, False), (19, 17, True), (12, 21, True), (12, 20, False)],
)
def test_reading_at_odd_hours_stands_out(hour, day, odd, happen, privacy_officer, now):
    happen(at=datetime(2026, 11, day, hour, 30, tzinfo=now.tzinfo))

    with acting(privacy_officer):
        found = queries.unusual_reading(queries.thresholds(), now=now + timedelta(days=8))
    assert [each.kind for each in found] == (["odd-hours"] if odd else [])


def test_many_dossiers_in_an_hour_stand_out(happen, privacy_officer, now):
    from dijkwacht.audit.actions.recording import Thing

    for number in range(30):
        happen(subject=Thing("signals.signal", str(number)))
    happen(40, subject=Thing("signals.signal", "1"))

    with acting(privacy_officer):
        found = queries.unusual_reading(queries.thresholds(), now=now)
    assert [(each.kind, each.times) for each in found] == [("many", 30)]


def test_closed_doors_stand_out(intake_officer, privacy_officer, logged_in):
    for _ in range(3):
        logged_in(intake_officer).get(reverse("audit:search"))

    page = text(logged_in(privacy_officer).get(reverse("audit:unusual")))
    assert "geweigerd" in page
    assert intake_officer.name in page


def test_a_functional_manager_sets_the_thresholds(functional_manager, privacy_officer, logged_in):
    values = {"dossiers_an_hour": 50, "refused_a_day": 3, "begins_at": 8, "ends_at": 18, "reason": "Minder ruis nodig."}
    logged_in(functional_manager).post(reverse("audit:thresholds"), values)

    with acting(privacy_officer):
        assert Threshold.objects.get(code="dossiers-an-hour").value == 50
        assert Event.objects.filter(action="threshold:changed").count() == 3


def test_the_log_can_be_taken_along_with_a_reason(seen, privacy_officer, logged_in):
    answer = logged_in(privacy_officer).post(reverse("audit:export"), EXPORT)

    rows = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"].startswith("attachment")
    assert rows[0].startswith("regel;moment;persoon")
    assert any("Informatiecoördinator;las een signaal" in row for row in rows)
    with acting(privacy_officer):
        assert Event.objects.get(action="audit:exported").reason == EXPORT["reason"]


def test_what_would_be_a_formula_becomes_text(happen, privacy_officer, logged_in):
    happen(reason="=HYPERLINK()")

    assert "'=HYPERLINK()" in text(logged_in(privacy_officer).post(reverse("audit:export"), EXPORT))


def test_without_a_reason_nothing_is_taken_along(privacy_officer, logged_in):
    page = logged_in(privacy_officer).post(reverse("audit:export"), EXPORT | {"reason": ""})

    assert "Content-Disposition" not in page
    assert "Er is" in text(page) or "Dit veld" in text(page) or "Vul" in text(page)


def test_taking_along_asks_who_this_is(privacy_officer, logged_in):
    client = logged_in(privacy_officer)
    session = client.session
    session["fresh_at"] = 0
    session.save()

    assert client.get(reverse("audit:export")).status_code == 302


def test_it_says_whether_the_log_is_right(happen, seal, seal_file, privacy_officer, logged_in, now):
    happen(2)
    seal()
    client = logged_in(privacy_officer)
    assert "Nog niet gecontroleerd" in text(client.get(reverse("audit:integrity")))

    tasks.check_log(int(now.timestamp()))
    assert "Laatste controle: alles klopt" in text(client.get(reverse("audit:integrity")))

    seal_file.unlink()
    tasks.check_log(int(now.timestamp()) + 1)
    assert "niet meer wat het was" in text(client.get(reverse("audit:integrity")))


def test_a_check_can_be_asked_for(privacy_officer, logged_in):
    client = logged_in(privacy_officer)

    for _ in range(2):
        assert client.post(reverse("audit:check_now")).status_code == 302


def test_two_people_decide_on_the_pages(proposed, privacy_officer, director, logged_in):
    assert proposed.name in text(logged_in(director).get(reverse("audit:to_destroy")))
    agree = reverse("audit:step", args=[proposed.pk, "akkoord"])

    assert "kan niet terug" in text(logged_in(director).get(agree))
    assert logged_in(director).post(agree).status_code == 302
    assert "tweede persoon" in text(logged_in(director).post(agree))
    assert logged_in(privacy_officer).post(agree).status_code == 302

    page = text(logged_in(director).get(reverse("audit:retention", args=[proposed.pk])))
    assert "wordt vernietigd" in page
    assert privacy_officer.name in page


def test_holding_needs_a_reason(proposed, director, logged_in):
    hold = reverse("audit:step", args=[proposed.pk, "aanhouden"])

    assert logged_in(director).post(hold, {"reason": ""}).status_code == 200
    assert logged_in(director).post(hold, {"reason": "Er loopt een beroep."}).status_code == 302
    assert "Er loopt een beroep." in text(logged_in(director).get(reverse("audit:to_destroy")))


def test_extending_says_until_when(proposed, director, logged_in):
    page = text(logged_in(director).get(reverse("audit:step", args=[proposed.pk, "verlengen"])))

    assert "Het blijft dan bewaard tot" in page


def test_every_refusal_explains_itself(proposed, director, logged_in):
    page = text(logged_in(director).get(reverse("audit:retention", args=[proposed.pk])))

    assert "Dit wordt niet aangehouden." in page


def test_a_tombstone_stays(proposed, director, privacy_officer, itself, now, logged_in):
    for actor in (director, privacy_officer):
        with acting(actor):
            actions.agree(proposed, actor=actor, now=now)
    with acting(itself):
        actions.bury(proposed, actor=itself, now=now)

    page = text(logged_in(director).get(reverse("audit:tombstones")))
    assert f"{director.name} en {privacy_officer.name}" in page


def test_the_terms_of_another_party_are_not_there(proposed, person, assen, logged_in):
    client = logged_in(person(assen, "director"))

    assert client.get(reverse("audit:retention", args=[proposed.pk])).status_code == 404
    assert client.post(reverse("audit:step", args=[proposed.pk, "akkoord"])).status_code == 404
