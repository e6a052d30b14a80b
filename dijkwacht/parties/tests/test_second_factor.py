import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from dijkwacht.lib.access import acting
from dijkwacht.parties import actions
from dijkwacht.parties.models import User
from dijkwacht.parties.tests.conftest import code_of

PEOPLE = "parties:people"


def test_without_a_second_factor_a_manager_is_led_to_set_one_up(client, log_in, with_password, functional_manager):
    assert log_in(with_password(functional_manager)).url == reverse("parties:second_factor")
    page = client.get(reverse("parties:second_factor")).content.decode()
    assert "Functioneel beheerder" in page
    assert client.get(reverse(PEOPLE)).url == f"{reverse('parties:second_factor')}?next=%2Fmensen%2F"


def test_without_a_second_factor_she_works_as_reporter_only(client, log_in, with_password, person, emmen):
    manager = person(emmen, "functional_manager")
    user = with_password(manager)
    person(emmen, "reporter", user=user)
    log_in(user)
    request = client.get(reverse("parties:work_as")).wsgi_request
    assert request.actor.role == "reporter"
    assert not request.actor.can("people:read")


def test_choosing_the_waiting_role_does_not_open_it(client, log_in, with_password, functional_manager):
    log_in(with_password(functional_manager))
    answer = client.post(reverse("parties:work_as"), {"membership": functional_manager.membership_id})
    assert answer.url == reverse("parties:second_factor")


def test_who_sets_up_an_app_goes_on_in_her_role_at_once(
    client, log_in, with_password, functional_manager, set_up_app, events
):
    log_in(with_password(functional_manager))
    client.get(reverse(PEOPLE), follow=True)
    set_up_app()
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codes.context["unused_codes"]) == 10
    assert client.get(reverse("parties:second_factor")).url == "/mensen/"
    assert client.get(reverse(PEOPLE)).status_code == 200
    assert events("login:factor_added")[0].details == {"way": "totp"}


def test_recovery_codes_are_shown_once(client, log_in, with_password, functional_manager, set_up_app):
    log_in(with_password(functional_manager))
    set_up_app()
    first = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert first[0] not in again


def test_the_next_login_asks_for_a_code(client, log_in, with_password, functional_manager, set_up_app, events):
    user = with_password(functional_manager)
    log_in(user)
    secret = set_up_app()
    client.post(reverse("account_logout"))

    assert log_in(user).url == reverse("mfa_authenticate")
    assert client.get(reverse(PEOPLE)).status_code == 302  # not in yet
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Deze code klopt niet" in wrong.content.decode()
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert client.get(reverse(PEOPLE)).status_code == 200
    assert [each.result for each in events("login:second_factor")] == ["refused", "ok"]


def test_a_code_works_once(client, log_in, with_password, functional_manager, set_up_app):
    user = with_password(functional_manager)
    log_in(user)
    secret = set_up_app()
    for expected in (302, 200):
        client.post(reverse("account_logout"))
        log_in(user)
        answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert answer.status_code == expected


def test_a_recovery_code_lets_her_in_once(client, log_in, with_password, functional_manager, set_up_app):
    user = with_password(functional_manager)
    log_in(user)
    set_up_app()
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for expected in (302, 200):
        client.post(reverse("account_logout"))
        log_in(user)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_the_mark_of_somebody_else_does_not_count(client, log_in, with_password, functional_manager, director):
    log_in(with_password(functional_manager))
    session = client.session
    session["second_factor"] = director.user_id
    session.save()
    assert client.get(reverse(PEOPLE)).url.startswith(reverse("parties:second_factor"))


def test_the_secret_of_the_app_is_closed_in_the_database(
    client, log_in, with_password, functional_manager, set_up_app, owner
):
    log_in(with_password(functional_manager))
    secret = set_up_app()
    with owner():
        stored = [str(each.data) for each in Authenticator.objects.all()]
    assert stored
    assert not any(secret in each for each in stored)


def test_taking_the_app_away_is_logged(client, log_in, with_password, functional_manager, set_up_app, events):
    log_in(with_password(functional_manager))
    set_up_app()
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert [each.details["way"] for each in events("login:factor_removed")] == ["totp", "recovery_codes"]


def test_a_manager_takes_away_a_lost_phone_of_a_colleague(
    client, log_in, with_password, director, set_up_app, functional_manager, logged_in, owner
):
    log_in(with_password(director))
    set_up_app()
    page = reverse("parties:forget_second_factor", args=[director.user_id])
    answer = logged_in(functional_manager).post(page, {"reason": "Telefoon gestolen, teruggebeld"})
    assert answer.status_code == 302
    with owner():
        assert not Authenticator.objects.filter(user_id=director.user_id).exists()


def test_not_of_somebody_who_works_elsewhere_too(person, emmen, assen, functional_manager, logged_in, with_password):
    both = person(emmen, "director")
    person(assen, "director", user=with_password(both))
    page = reverse("parties:forget_second_factor", args=[both.user_id])
    assert logged_in(functional_manager).get(page).status_code == 404


def test_a_manager_cannot_do_it_for_herself(functional_manager, now):
    me = User.objects.get(pk=functional_manager.user_id)
    with acting(functional_manager), pytest.raises(PermissionDenied):
        actions.forget_second_factor(me, reason="ik", actor=functional_manager, now=now)


@pytest.mark.parametrize(
    "needed", ["django.contrib.messages.middleware.MessageMiddleware", "allauth.account.middleware.AccountMiddleware"]
)
def test_what_allauth_does_after_the_commit_still_has_its_request(settings, needed):
    order = settings.MIDDLEWARE
    assert order.index(needed) < order.index("dijkwacht.parties.middleware.access")
