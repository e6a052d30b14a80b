import pytest
from django.urls import reverse

WORK_AS = "/werken-als/"


@pytest.fixture
def two_roles(person, emmen, assen):
    """Somebody who directs in Emmen and advises in Assen."""
    first = person(emmen, "director", name="Dirk Dubbel")
    from dijkwacht.parties.models import User

    return first, person(assen, "policy_adviser", user=User.objects.get(pk=first.user_id))


def test_she_sees_all_her_roles_and_which_is_in_use(logged_in, two_roles):
    page = logged_in(two_roles[0]).get(WORK_AS)
    assert [row["rights"].label for row in page.context["rows"]] == ["Beleidsadviseur", "Regisseur ondermijning"]
    assert page.content.decode().count("zo werkt u nu") == 1


def test_her_account_is_one_step_from_every_page(logged_in, reporter):
    page = logged_in(reporter).get("/").content.decode()
    assert '<a class="account" href="/inloggen/account/">Uw account</a>' in page


def test_she_goes_on_in_another_role_and_the_log_knows(logged_in, two_roles, events, assen):
    browser = logged_in(two_roles[0])
    assert browser.post(WORK_AS, {"membership": two_roles[1].membership_id}).url == "/"
    actor = browser.get("/rollen/").wsgi_request.actor
    assert (actor.role, actor.party_id) == ("policy_adviser", assen.pk)
    assert [each.subject_id for each in events("role:switched")] == [str(two_roles[1].membership_id)]


def test_a_role_of_somebody_else_is_not_hers(logged_in, two_roles, stranger):
    browser = logged_in(two_roles[0])
    browser.post(WORK_AS, {"membership": stranger.membership_id})
    assert browser.get("/rollen/").wsgi_request.actor.role == "director"


def test_a_forged_role_in_the_session_falls_back_on_her_own(logged_in, reporter, functional_manager):
    browser = logged_in(reporter)
    session = browser.session
    session["membership"] = functional_manager.membership_id
    session.save()
    assert browser.get("/rollen/").wsgi_request.actor == reporter
    assert browser.get("/mensen/").status_code == 404


def test_switching_does_not_lead_to_another_site(logged_in, two_roles):
    data = {"membership": two_roles[1].membership_id, "next": "https://elders.example/"}
    assert logged_in(two_roles[0]).post(WORK_AS, data).url == "/"


def test_a_role_that_ended_is_gone_at_the_next_click(logged_in, intake_officer, functional_manager, now):
    from dijkwacht.lib.access import acting
    from dijkwacht.parties import actions
    from dijkwacht.parties.models import Membership

    browser = logged_in(functional_manager)
    assert browser.get("/mensen/").status_code == 200
    colleague = logged_in(intake_officer)
    with acting(functional_manager):
        membership = Membership.objects.get(pk=intake_officer.membership_id)
        actions.end_role(membership, reason="andere baan", actor=functional_manager, now=now)
    assert colleague.get("/rollen/").wsgi_request.actor.role is None


def test_the_page_of_roles_shows_the_whole_table(logged_in, reporter):
    from django.conf import settings

    page = logged_in(reporter).get("/rollen/").content.decode()
    assert all(rights.label in page for role, rights in settings.ROLES.items() if role != "system")
    assert "Dijkwacht zelf" not in page


def test_why_not_names_the_roles_and_whom_to_ask(logged_in, reporter, functional_manager):
    page = logged_in(reporter).get(reverse("parties:why"), {"permission": "people:manage"}).content.decode()
    assert "U mag dit nu niet" in page
    assert "Functioneel beheerder" in page
    assert functional_manager.name in page


def test_why_explains_a_page_by_its_address(logged_in, functional_manager):
    page = logged_in(functional_manager).get(reverse("parties:why"), {"page": "/mensen/nieuw/"}).content.decode()
    assert "U mag dit" in page
    assert "mensen toevoegen, rollen geven en intrekken" in page


def test_why_takes_an_address_as_it_stands_in_the_browser(logged_in, functional_manager):
    address = "http://testserver/mensen/nieuw/?q=1"
    page = logged_in(functional_manager).get(reverse("parties:why"), {"page": address}).content.decode()
    assert "mensen toevoegen, rollen geven en intrekken" in page


def test_a_closed_page_leads_to_why(logged_in, reporter):
    visitor = logged_in(reporter)
    assert f"{reverse('parties:why')}?page=/mensen/" in visitor.get("/mensen/").content.decode()
    assert "Om welke pagina gaat het?" in visitor.get(reverse("parties:why")).content.decode()


def test_why_points_at_another_role_of_her_own(logged_in, two_roles):
    page = logged_in(two_roles[1]).get(reverse("parties:why"), {"permission": "signal:direct"}).content.decode()
    assert "Wissel van rol" in page


def test_managers_of_another_party_are_not_named(logged_in, stranger, functional_manager):
    page = logged_in(stranger).get(reverse("parties:why"), {"permission": "people:manage"}).content.decode()
    assert functional_manager.name not in page


@pytest.mark.parametrize("query", ["", "?permission=onzin", "?page=/bestaat/niet/", "?page=niets", "?page=http://[x"])
def test_why_survives_odd_questions(logged_in, reporter, query):
    assert logged_in(reporter).get(reverse("parties:why") + query).status_code == 200
