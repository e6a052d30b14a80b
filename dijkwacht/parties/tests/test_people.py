import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from dijkwacht.lib.access import acting
from dijkwacht.parties import actions, queries, rules
from dijkwacht.parties.models import Membership, User
from dijkwacht.parties.tests.conftest import link_in

ADD = "/mensen/nieuw/"


def form(**changes):
    return {
        "name": "Anna Nieuw",
        "email": "anna@emmen.example",
        "roles": ["policy_adviser"],
        "starts_on": "2026-01-01",
        "reason": "nieuw in dienst",
    } | changes


@pytest.fixture
def roles_of(owner):
    def find(email):
        with owner():
            return [
                (each.party.code, each.role, each.ends_on)
                for each in Membership.objects.filter(user__email=email).select_related("party").order_by("role")
            ]

    return find


def test_a_manager_adds_a_colleague_who_then_can_also_report(logged_in, functional_manager, roles_of):
    answer = logged_in(functional_manager).post(ADD, form())
    assert answer.status_code == 302
    expected = [("gm0114", "policy_adviser", None), ("gm0114", "reporter", None)]
    assert roles_of("anna@emmen.example") == expected


def test_she_gets_a_letter_with_a_link_and_no_more(logged_in, functional_manager, client):
    logged_in(functional_manager).post(ADD, form())
    letter = mail.outbox[0]
    assert letter.to == ["anna@emmen.example"]
    assert "Gemeente Emmen" in letter.body
    assert "Beleidsadviseur" not in letter.body
    assert "Kies een wachtwoord" in client.get(link_in(letter.body), follow=True).content.decode()


def test_somebody_of_another_party_gets_a_role_here_too_and_nothing_else_shows(
    logged_in, functional_manager, stranger, roles_of
):
    known = User.objects.get(pk=stranger.user_id)
    browser = logged_in(functional_manager)
    answer = browser.post(ADD, form(email=known.email.upper()), follow=True)
    assert "kan inloggen" in answer.content.decode()
    assert "Assen" not in answer.content.decode()
    assert ("gm0114", "policy_adviser", None) in roles_of(known.email)


def test_the_account_of_dijkwacht_itself_takes_no_role(logged_in, functional_manager):
    answer = logged_in(functional_manager).post(ADD, form(email="systeem@dijkwacht.invalid"))
    assert "Dit e-mailadres kan niet" in answer.content.decode()


def test_a_mail_server_that_is_down_does_not_lose_the_person(logged_in, functional_manager, roles_of, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = logged_in(functional_manager).post(ADD, form(), follow=True)
    assert "kon niet worden verstuurd" in answer.content.decode()
    assert roles_of("anna@emmen.example")


def test_errors_stand_on_the_page_and_the_fields_keep_their_text(logged_in, functional_manager):
    answer = logged_in(functional_manager).post(ADD, form(reason="", ends_on="2025-01-01"))
    page = answer.content.decode()
    assert "De einddatum moet na de begindatum liggen" in page
    assert 'value="Anna Nieuw"' in page


def test_a_manager_gives_and_ends_a_role_with_a_reason(logged_in, functional_manager, reporter, events):
    browser = logged_in(functional_manager)
    data = {"role": "director", "starts_on": "2026-01-01", "reason": "vervangt Dirk"}
    browser.post(reverse("parties:give_role", args=[reporter.user_id]), data)
    given = events("role:granted")[0]
    assert (given.reason, given.details["role"], given.user_id) == (
        "vervangt Dirk",
        "director",
        functional_manager.user_id,
    )

    page = reverse("parties:end_role", args=[given.subject_id])
    browser.post(page, {"on": timezone.localdate().isoformat(), "reason": "Dirk is terug"})
    assert events("role:ended")[0].reason == "Dirk is terug"
    shown = browser.get(reverse("parties:person", args=[reporter.user_id])).content.decode()
    assert "Dirk is terug" in shown


def test_nobody_gives_herself_a_role(functional_manager, now):
    with acting(functional_manager):
        me = User.objects.get(pk=functional_manager.user_id)
        with pytest.raises(rules.CannotGrant, match="uzelf"):
            actions.give_role(me, role="director", starts_on=now.date(), actor=functional_manager, now=now)


def test_nobody_ends_her_own_role(functional_manager, now):
    with acting(functional_manager):
        mine = Membership.objects.get(pk=functional_manager.membership_id)
        with pytest.raises(rules.CannotEnd, match="eigen rol"):
            actions.end_role(mine, reason="klaar", actor=functional_manager, now=now)


def test_a_role_is_given_once_in_a_period(functional_manager, reporter, now):
    with acting(functional_manager):
        somebody = User.objects.get(pk=reporter.user_id)
        with pytest.raises(rules.CannotGrant, match="al in deze periode"):
            actions.give_role(somebody, role="reporter", starts_on=now.date(), actor=functional_manager, now=now)


@pytest.mark.parametrize("role", ["system", "working_group", "onzin"])
def test_a_municipality_does_not_give_roles_of_others(functional_manager, reporter, role, now):
    with acting(functional_manager):
        somebody = User.objects.get(pk=reporter.user_id)
        with pytest.raises(rules.CannotGrant, match="niet voor uw organisatie"):
            actions.give_role(somebody, role=role, starts_on=now.date(), actor=functional_manager, now=now)


def test_who_leaves_loses_every_role_here_and_the_account_closes(
    logged_in, functional_manager, director, client, log_in, with_password
):
    user = with_password(director)
    page = reverse("parties:leave", args=[director.user_id])
    logged_in(functional_manager).post(page, {"reason": "uit dienst"})
    user.refresh_from_db()
    assert not user.is_active
    assert log_in(user).url == reverse("account_inactive")


def test_but_stays_open_for_who_works_elsewhere_too(logged_in, functional_manager, director, person, assen):
    user = User.objects.get(pk=director.user_id)
    elsewhere = person(assen, "director", user=user)
    page = reverse("parties:leave", args=[director.user_id])
    logged_in(functional_manager).post(page, {"reason": "naar Assen"})
    user.refresh_from_db()
    assert user.is_active
    assert logged_in(elsewhere).get("/rollen/").wsgi_request.actor.role == "director"


def test_who_comes_back_can_log_in_again(functional_manager, director, now):
    with acting(functional_manager):
        somebody = User.objects.get(pk=director.user_id)
        actions.leave(somebody, reason="weg", actor=functional_manager, now=now)
        actions.add_person(
            email=somebody.email,
            name="?",
            roles=["director"],
            starts_on=now.date(),
            reason="terug",
            actor=functional_manager,
            now=now,
        )
    somebody.refresh_from_db()
    assert somebody.is_active


def test_only_a_manager_changes_roles(director, reporter, now):
    with acting(director):
        somebody = User.objects.get(pk=reporter.user_id)
        with pytest.raises(PermissionDenied):
            actions.give_role(somebody, role="director", starts_on=now.date(), actor=director, now=now)


def test_the_list_shows_people_of_the_own_party_with_their_roles(logged_in, functional_manager, director, stranger):
    page = logged_in(functional_manager).get("/mensen/").content.decode()
    assert director.name in page
    assert "Regisseur ondermijning" in page
    assert stranger.name not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("?q=zoekmij", 1), ("?role=auditor", 0), ("?role=director", 1), ("?state=gone", 0), ("?state=all&q=ZOEK", 1)],
)
def test_the_list_can_be_narrowed(logged_in, functional_manager, person, emmen, query, found):
    person(emmen, "director", name="Zoekmij")
    page = logged_in(functional_manager).get(f"/mensen/{query}")
    assert len(page.context["page"]) == found


def test_the_list_asks_as_much_of_the_database_for_one_as_for_many(
    logged_in, functional_manager, person, emmen, django_assert_max_num_queries
):
    for _ in range(12):
        person(emmen, "reporter")
    browser = logged_in(functional_manager)
    with django_assert_max_num_queries(20):
        browser.get("/mensen/")


def test_a_colleague_of_another_party_is_not_found(logged_in, functional_manager, stranger):
    assert logged_in(functional_manager).get(f"/mensen/{stranger.user_id}/").status_code == 404


def test_a_director_reads_the_list_but_sees_no_way_to_change_it(logged_in, director, reporter):
    page = logged_in(director).get(f"/mensen/{reporter.user_id}/").content.decode()
    assert "Rol geven" not in page
    assert logged_in(director).get(ADD).status_code == 404


def test_opening_a_page_without_right_leaves_a_trace(logged_in, reporter, events):
    assert logged_in(reporter).get("/mensen/").status_code == 404
    refused = events("access:refused")[0]
    assert (refused.user_id, refused.details) == (
        reporter.user_id,
        {"page": "/mensen/", "wanted": "people:read"},
    )


def test_a_manager_sees_no_button_on_her_own_page(logged_in, functional_manager):
    page = logged_in(functional_manager).get(f"/mensen/{functional_manager.user_id}/").content.decode()
    assert "Waarom kan ik mijn eigen rollen niet wijzigen?" in page
    assert "Beëindigen" not in page


def test_managers_are_known_to_who_works_there_only(reporter, functional_manager, stranger):
    with acting(reporter):
        assert queries.functional_managers() == [functional_manager.name]
    with acting(stranger):
        assert queries.functional_managers() == []


def test_who_reads_reports_does_not_also_keep_names(logged_in, functional_manager, roles_of):
    browser = logged_in(functional_manager)
    answer = browser.post(ADD, form(roles=["intake_officer", "custodian"]))
    assert "bewaart niet ook de namen van melders" in answer.content.decode()
    assert roles_of("anna@emmen.example") == []


def test_one_role_after_the_other_goes(functional_manager, intake_officer, owner, now):
    somebody = User.objects.get(pk=intake_officer.user_id)
    with owner():
        Membership.objects.filter(pk=intake_officer.membership_id).update(ends_on=now.date())
    with acting(functional_manager):
        actions.give_role(somebody, role="custodian", starts_on=now.date(), actor=functional_manager, now=now)
