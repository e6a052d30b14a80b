"""Security keys and passkeys, with a key in software instead of a browser."""

import pytest
from django.urls import reverse

from dijkwacht.parties.tests.soft_key import SoftKey

ADD = "mfa_add_webauthn"


@pytest.fixture
def key():
    return SoftKey()


@pytest.fixture
def with_key(client, log_in, with_password, functional_manager, key):
    """A manager who added this key, and is logged in."""
    user = with_password(functional_manager)
    log_in(user)
    asked = client.get(reverse(ADD)).context["js_data"]["creation_options"]
    answer = client.post(reverse(ADD), {"name": "sleutelbos", "passwordless": "on", "credential": key.create(asked)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return user


@pytest.fixture(autouse=True)
def _over_https(client):
    client.defaults["wsgi.url_scheme"] = "https"


def test_who_adds_a_key_goes_on_in_her_role_at_once(client, with_key, events):
    assert client.get("/mensen/").status_code == 200
    assert "sleutelbos" in client.get(reverse("mfa_list_webauthn")).content.decode()
    assert events("login:factor_added")[0].details == {"way": "webauthn"}


def test_the_next_login_asks_for_the_key(client, with_key, log_in, key):
    client.post(reverse("account_logout"))
    assert log_in(with_key).url == reverse("mfa_authenticate")
    asked = client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
    client.post(reverse("mfa_authenticate"), {"credential": key.get(asked)})
    assert client.get("/mensen/").status_code == 200


def test_the_key_of_somebody_else_does_not_fit(client, with_key, log_in):
    client.post(reverse("account_logout"))
    log_in(with_key)
    asked = client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
    client.post(reverse("mfa_authenticate"), {"credential": SoftKey().get(asked)})
    assert client.get("/mensen/").status_code == 302


def test_a_key_used_on_a_false_site_does_not_work(client, with_key, log_in, key):
    client.post(reverse("account_logout"))
    log_in(with_key)
    asked = client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
    key.origin = "https://dijkvvacht.example"
    client.post(reverse("mfa_authenticate"), {"credential": key.get(asked)})
    assert client.get("/mensen/").status_code == 302


def test_an_answer_works_once(client, with_key, log_in, key):
    client.post(reverse("account_logout"))
    log_in(with_key)
    asked = client.get(reverse("mfa_authenticate")).context["js_data"]["request_options"]
    answer = key.get(asked)
    client.post(reverse("mfa_authenticate"), {"credential": answer})
    client.post(reverse("account_logout"))
    log_in(with_key)
    client.get(reverse("mfa_authenticate"))
    client.post(reverse("mfa_authenticate"), {"credential": answer})
    assert client.get("/mensen/").status_code == 302


def test_she_logs_in_with_the_key_alone(client, with_key, key, events):
    client.post(reverse("account_logout"))
    page = reverse("mfa_login_webauthn")
    asked = client.get(page, headers={"Accept": "application/json"}).json()["request_options"]
    client.post(page, {"credential": key.get(asked)})
    assert client.get("/mensen/").status_code == 200
    assert events("login:ok")[-1].details == {"ways": ["webauthn"]}


def test_she_shows_herself_again_with_the_key(client, with_key, key):
    session = client.session
    session["fresh_at"] = 0
    session.save()
    page = reverse("mfa_reauthenticate_webauthn")
    asked = client.get(page).context["js_data"]["request_options"]
    client.post(page, {"credential": key.get(asked), "next": "/mensen/nieuw/"})
    assert client.get("/mensen/nieuw/").status_code == 200


NONSENSE = ["", "x", "{}", "[]", "1", '{"id": 1}', '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}']


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_instead_of_a_key_is_refused(client, with_key, log_in, nonsense):
    assert client.post(reverse(ADD), {"credential": nonsense}).status_code == 200
    assert client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": nonsense}).status_code == 302
    client.post(reverse("account_logout"))
    assert client.post(reverse("mfa_login_webauthn"), {"credential": nonsense}).status_code == 302
    log_in(with_key)
    assert client.post(reverse("mfa_authenticate"), {"credential": nonsense}).status_code == 200
    assert client.get("/mensen/").status_code == 302


def test_a_key_gets_another_name_and_is_taken_away(client, with_key, events):
    from allauth.mfa.models import Authenticator

    pk = Authenticator.objects.get(type="webauthn").pk
    client.post(reverse("mfa_edit_webauthn", args=[pk]), {"name": "laptop"})
    assert "laptop" in client.get(reverse("mfa_remove_webauthn", args=[pk])).content.decode()
    client.post(reverse("mfa_remove_webauthn", args=[pk]))
    assert events("login:factor_removed")[0].details == {"way": "webauthn"}
