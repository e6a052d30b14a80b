import pytest
from django.core import mail
from django.urls import NoReverseMatch, reverse

from dijkwacht.parties.models import User
from dijkwacht.parties.tests.conftest import PASSWORD, link_in

LOGIN = "/inloggen/"


def test_somebody_logs_in_with_her_password(client, log_in, with_password, reporter):
    assert log_in(with_password(reporter)).status_code == 302
    assert client.get(reverse("parties:work_as")).status_code == 200


def test_the_address_may_be_written_in_capitals(log_in, with_password, reporter):
    user = with_password(reporter)
    user.email = user.email.upper()
    assert log_in(user).status_code == 302


def test_after_the_login_she_is_where_she_wanted_to_be(client, log_in, with_password, reporter):
    asked = client.get(reverse("parties:roles"))
    assert asked.url == f"{LOGIN}?next=/rollen/"
    answer = log_in(with_password(reporter), next="/rollen/")
    assert answer.url == "/rollen/"


def test_the_login_does_not_lead_to_another_site(log_in, with_password, reporter):
    answer = log_in(with_password(reporter), next="https://elders.example/")
    assert answer.url == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, log_in, with_password, reporter):
    wrong = log_in(with_password(reporter), password="iets anders")
    unknown = log_in(User(email="niemand@emmen.example"))
    said = "Dit e-mailadres en wachtwoord horen niet bij elkaar."
    assert said in wrong.content.decode()
    assert said in unknown.content.decode()


def test_guessing_stops_after_five_times(log_in, with_password, reporter):
    user = with_password(reporter)
    for _ in range(5):
        log_in(user, password="gok")
    answer = log_in(user)
    assert "te vaak geprobeerd" in answer.content.decode()


def test_a_flood_gets_a_clear_page(log_in, with_password, reporter):
    user = with_password(reporter)
    answers = [log_in(user, password="gok") for _ in range(31)]
    assert answers[-1].status_code == 429
    assert "Even wachten" in answers[-1].content.decode()


def test_nobody_signs_up(client):
    for name in ["account_signup", "account_email", "socialaccount_connections", "account_set_password"]:
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.get("/inloggen/signup/").status_code == 404


def test_who_is_known_is_not_told(client, with_password, reporter):
    known = client.post(reverse("account_reset_password"), {"email": with_password(reporter).email})
    unknown = client.post(reverse("account_reset_password"), {"email": "niemand@emmen.example"})
    assert known.status_code == unknown.status_code == 302
    assert known.url == unknown.url
    assert [message.to for message in mail.outbox] == [[User.objects.get(pk=reporter.user_id).email]]


def test_a_link_sets_a_new_password_once(client, log_in, with_password, reporter):
    user = with_password(reporter)
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = link_in(mail.outbox[0].body)

    form = client.get(link, follow=True)
    new = "nog een lange zin over turf"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)

    assert "Uw wachtwoord is bewaard" in done.content.decode()
    assert log_in(user, password=new).status_code == 302
    assert "werkt niet meer" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("kort", "kort", "Dit wachtwoord is te kort. Gebruik ten minste 12 tekens."),
        ("een lange zin over turf", "een andere lange zin", "Typ hier hetzelfde wachtwoord."),
        ("password1234", "password1234", "te algemeen"),
        ("", "", "Dit veld is verplicht"),
    ],
)
def test_a_weak_password_is_refused_in_dutch(client, with_password, reporter, first, second, said):
    user = with_password(reporter)
    client.post(reverse("account_reset_password"), {"email": user.email})
    form = client.get(link_in(mail.outbox[0].body), follow=True)
    answer = client.post(form.redirect_chain[-1][0], {"password1": first, "password2": second})
    assert said in answer.content.decode()


def test_she_changes_her_password_and_hears_so_by_mail(client, log_in, with_password, reporter, events):
    user = with_password(reporter)
    log_in(user)
    new = "nog een lange zin over turf"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), data).status_code == 302
    assert "wachtwoord" in mail.outbox[-1].subject
    assert len(events("login:password_changed")) == 1
    assert client.get(reverse("mfa_index")).status_code == 200


def test_logging_out_asks_first_and_then_leaves(client, log_in, with_password, reporter):
    log_in(with_password(reporter))
    assert "Wilt u uitloggen?" in client.get(reverse("account_logout")).content.decode()
    client.post(reverse("account_logout"))
    assert client.get(reverse("parties:work_as")).status_code == 302


def test_somebody_whose_account_is_closed_stays_out(client, log_in, with_password, reporter, owner):
    user = with_password(reporter)
    user.is_active = False
    with owner():
        user.save()
    assert log_in(user).url == reverse("account_inactive")


def test_every_coming_and_failing_is_logged_for_her_party(log_in, with_password, reporter, events, emmen):
    user = with_password(reporter)
    log_in(user, password="gok")
    log_in(user)
    failed, came = events("login:failed")[0], events("login:ok")[0]
    assert (failed.party_id, failed.user_id, failed.result) == (emmen.pk, None, "refused")
    assert (came.party_id, came.user_id, came.subject_id) == (emmen.pk, user.pk, str(user.pk))
    assert came.details == {"ways": ["password"]}


def test_the_login_page_has_no_script_inside_it(client):
    page = client.get(LOGIN).content.decode()
    assert "<script>" not in page
    assert "onclick" not in page
