import time

import pytest
from django.test import Client
from django.urls import reverse

from dijkwacht.parties.tests.conftest import PASSWORD

PAGE = "/rollen/"


def make(client, **changes):
    session = client.session
    session.update(changes)
    session.save()


def minutes_ago(minutes):
    return time.time() - minutes * 60


def test_a_session_that_rests_too_long_ends(logged_in, reporter):
    browser = logged_in(reporter)
    make(browser, seen_at=minutes_ago(29))
    assert browser.get(PAGE).status_code == 200
    make(browser, seen_at=minutes_ago(31))
    assert browser.get(PAGE).url == "/inloggen/?next=/rollen/"


def test_a_session_ends_after_a_working_day_however_busy(logged_in, reporter):
    browser = logged_in(reporter)
    make(browser, started_at=minutes_ago(10 * 60 + 1), seen_at=time.time())
    assert browser.get(PAGE).status_code == 302


def test_use_keeps_it_alive(logged_in, reporter):
    browser = logged_in(reporter)
    make(browser, seen_at=minutes_ago(20))
    browser.get(PAGE)
    assert time.time() - browser.session["seen_at"] < 5


def test_the_login_page_says_what_happened_and_leads_back(logged_in, reporter, with_password):
    user = with_password(reporter)
    browser = logged_in(reporter)
    make(browser, seen_at=minutes_ago(31))
    page = browser.get(PAGE, follow=True).content.decode()
    assert "als concept bewaard" in page
    data = {"login": user.email, "password": PASSWORD, "next": PAGE}
    assert browser.post("/inloggen/", data).url == PAGE
    assert "expired" not in browser.session


def test_the_role_that_she_worked_in_comes_back(logged_in, person, emmen, assen, with_password):
    first = person(emmen, "reporter")
    user = with_password(first)
    second = person(assen, "reporter", user=user)
    browser = logged_in(second)
    make(browser, seen_at=minutes_ago(31))
    browser.get(PAGE)
    browser.post("/inloggen/", {"login": user.email, "password": PASSWORD})
    assert browser.get(PAGE).wsgi_request.actor.party_id == assen.pk


def test_a_form_that_comes_after_the_end_is_told_so(logged_in, reporter):
    browser = logged_in(reporter)
    make(browser, seen_at=minutes_ago(31))
    answer = browser.post(reverse("parties:work_as"), {"membership": "1"})
    assert answer.status_code == 401
    assert "als concept bewaard" in answer.content.decode()


def test_she_sees_where_she_is_logged_in_and_logs_out_there(log_in, client, with_password, reporter):
    user = with_password(reporter)
    elsewhere = Client()
    elsewhere.post("/inloggen/", {"login": user.email, "password": PASSWORD})
    log_in(user)
    assert len(client.get(reverse("parties:devices")).context["rows"]) == 2

    client.post(reverse("parties:devices"), {"which": "others"})

    assert elsewhere.get(PAGE).status_code == 302
    assert client.get(PAGE).status_code == 200


def test_logging_out_everywhere_ends_this_session_too(log_in, client, with_password, reporter, events):
    log_in(with_password(reporter))
    client.post(reverse("parties:devices"), {"which": "all"})
    assert client.get(PAGE).status_code == 302
    assert events("login:ended_elsewhere")


def test_sessions_of_somebody_else_stay_out_of_sight(log_in, client, with_password, reporter, director):
    Client().post("/inloggen/", {"login": with_password(director).email, "password": PASSWORD})
    log_in(with_password(reporter))
    assert len(client.get(reverse("parties:devices")).context["rows"]) == 1


@pytest.fixture
def stale(logged_in, functional_manager, with_password):
    """The browser of a manager who showed herself an hour ago."""
    with_password(functional_manager)
    browser = logged_in(functional_manager)
    make(browser, fresh_at=minutes_ago(60))
    return browser


def test_before_a_change_of_roles_she_is_asked_again(stale):
    page = reverse("parties:add_person")
    asked = stale.get(page)
    assert asked.url == "/inloggen/opnieuw/?next=%2Fmensen%2Fnieuw%2F"
    assert "Bent u het nog?" in stale.get(asked.url).content.decode()
    answer = stale.post(asked.url, {"password": PASSWORD, "next": page})
    assert answer.url == page
    assert stale.get(page).status_code == 200


def test_a_wrong_answer_opens_nothing(stale):
    stale.post("/inloggen/opnieuw/", {"password": "gok"})  # pragma: allowlist secret
    assert stale.get(reverse("parties:add_person")).status_code == 302


def form_of(name="Anna Nieuw"):
    return {
        "name": name,
        "email": "anna@emmen.example",
        "roles": ["policy_adviser", "communication"],
        "starts_on": "2026-01-01",
        "reason": "nieuw in dienst",
    }


def test_a_form_that_comes_too_late_keeps_its_fields(stale):
    answer = stale.post(reverse("parties:add_person"), form_of())
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'name="name" value="Anna Nieuw"' in page
    assert page.count('name="roles"') == 2


def test_and_goes_on_after_the_password(stale, owner):
    from dijkwacht.parties.models import User

    answer = stale.post(reverse("parties:add_person"), form_of() | {"late_secret": PASSWORD})
    assert answer.status_code == 302
    with owner():
        assert User.objects.filter(name="Anna Nieuw").exists()


def test_but_not_after_a_guess(stale):
    answer = stale.post(reverse("parties:add_person"), form_of() | {"late_secret": "gok"})
    assert answer.status_code == 403
    assert "Dit klopt niet" in answer.content.decode()


def test_what_she_typed_cannot_become_markup(stale):
    answer = stale.post(reverse("parties:add_person"), form_of('"><script>alert(1)</script>'))
    assert "<script>alert" not in answer.content.decode()


def test_each_try_counts_against_guessing(stale):
    for _ in range(5):
        stale.post(reverse("parties:add_person"), form_of() | {"late_secret": "gok"})
    answer = stale.post(reverse("parties:add_person"), form_of() | {"late_secret": PASSWORD})
    assert answer.status_code == 403


def test_a_session_that_is_over_is_forgotten_at_night(log_in, client, with_password, reporter, owner):
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from dijkwacht.parties.tasks import forget_sessions

    user = with_password(reporter)
    log_in(user)
    Client().post("/inloggen/", {"login": user.email, "password": PASSWORD})
    with owner():
        Session.objects.filter(pk=client.session.session_key).update(expire_date="2020-01-01T00:00Z")

    forget_sessions(timestamp=int(timezone.now().timestamp()))

    with owner():
        assert UserSession.objects.filter(user=user).count() == 1
    assert client.get(PAGE).status_code == 302
