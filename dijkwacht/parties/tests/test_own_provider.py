"""Logging in at the own organisation, against a real OpenID Connect provider on this machine."""

import copy
import json

import httpx
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from oidc_provider_mock import run_server_in_thread

from dijkwacht.config.settings import oidc
from dijkwacht.parties.models import User

# The provider runs in a thread of this process; what it may not use much longer is not our concern.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ABOUT = {
    "id": "emmen",
    "name": "Gemeente Emmen",
    "party": "gm0114",
    "server_url": "http://127.0.0.1:1",
    "client_id": "dijkwacht",
    "client_secret": "geheim",
    "domains": ["gm0114.example"],
    "second_factor": {"acr": ["loa3"], "amr": ["mfa"]},
}


@pytest.fixture(scope="module")
def server():
    with run_server_in_thread() as running:
        yield f"http://127.0.0.1:{running.server_port}"


@pytest.fixture
def provider(server, settings):
    """`provider(trust_email=True)` is the login of Emmen, with these settings."""

    def use(**changes):
        about = ABOUT | {"server_url": server} | changes
        settings.SOCIALACCOUNT_PROVIDERS = oidc.providers(json.dumps([about]))

    use()
    return use


@pytest.fixture
def come_back(client, server, provider):
    """`come_back(email=...)` logs in over there as somebody of whom these claims are true, and returns here."""

    def go(sub="emmen-1", **claims):
        httpx.put(f"{server}/users/{sub}", json=claims).raise_for_status()
        off = client.get(reverse("openid_connect_login", args=["emmen"]), {"process": "login", "next": "/rollen/"})
        assert off.url.startswith(server)
        there = httpx.post(off.url, data={"sub": sub})
        return client.get(there.headers["location"])

    return go


def email_of(actor):
    return User.objects.get(pk=actor.user_id).email


def who(client):
    return client.get("/werken-als/").wsgi_request.actor


def test_the_login_page_offers_the_organisation(client, provider):
    page = client.get("/inloggen/").content.decode()
    assert "Via uw organisatie" in page
    assert "Gemeente Emmen" in page


def test_somebody_who_is_known_here_comes_in_and_goes_on(client, come_back, reporter, events):
    answer = come_back(email=email_of(reporter), email_verified=True)
    assert answer.url == "/rollen/"
    assert who(client) == reporter
    assert events("login:ok")[0].details == {"ways": ["socialaccount"]}


def test_the_second_time_she_is_known_by_her_number_and_not_her_address(client, come_back, reporter):
    come_back(email=email_of(reporter), email_verified=True)
    client.post(reverse("account_logout"))
    come_back(email="getrouwd@elders.example", email_verified=True)
    assert who(client) == reporter


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "niemand@gm0114.example", "email_verified": True},
        {"email_verified": True},
        {},
    ],
)
def test_a_stranger_stays_out_and_no_account_is_made(client, come_back, claims, owner, events):
    before = User.objects.count()
    answer = come_back(**claims)
    assert answer.status_code == 403
    assert "U kunt hier niet naar binnen" in answer.content.decode()
    assert User.objects.count() == before
    assert events("login:failed")[0].details["why"] == "unknown"


def test_an_address_that_was_not_verified_does_not_count(come_back, reporter):
    assert come_back(email=email_of(reporter), email_verified=False).status_code == 403


def test_unless_the_provider_is_trusted_with_it(client, come_back, provider, reporter):
    provider(trust_email=True)
    come_back(email=email_of(reporter))
    assert who(client) == reporter


def test_an_address_of_another_domain_does_not_count(come_back, provider, reporter):
    provider(domains=["elders.example"])
    assert come_back(email=email_of(reporter), email_verified=True).status_code == 403


def test_somebody_of_another_party_does_not_come_in_this_way(come_back, provider, stranger, events):
    provider(domains=["gm0106.example"])
    answer = come_back(email=email_of(stranger), email_verified=True)
    assert answer.status_code == 403
    assert events("login:failed")[0].details["why"] == "no_role"


def test_who_left_does_not_come_in_any_more(client, come_back, person, emmen, now):
    gone = person(emmen, "reporter", ends_on=now.date())
    assert come_back(email=email_of(gone), email_verified=True).status_code == 403


def test_the_organisation_opens_its_own_roles_only(client, come_back, person, emmen, assen):
    here = person(emmen, "reporter")
    person(assen, "reporter", user=User.objects.get(pk=here.user_id))
    come_back(email=email_of(here), email_verified=True)
    roles = client.get("/werken-als/").wsgi_request.roles
    assert [each.party_id for each in roles] == [emmen.pk]


def test_without_a_claim_a_director_still_needs_a_second_factor(client, come_back, director):
    come_back(email=email_of(director), email_verified=True)
    assert who(client).role is None
    assert client.get("/mensen/").url.startswith(reverse("parties:second_factor"))


@pytest.mark.parametrize("claim", [{"acr": "loa3"}, {"amr": ["pwd", "mfa"]}])
def test_a_claim_of_the_organisation_counts_as_second_factor(client, come_back, director, claim, events):
    come_back(email=email_of(director), email_verified=True, **claim)
    assert who(client) == director
    assert events("login:second_factor")[0].details == {"way": "own_provider"}


def test_another_level_does_not(client, come_back, director):
    come_back(email=email_of(director), email_verified=True, acr="loa2", amr=["pwd"])
    assert who(client).role is None


def test_what_else_the_organisation_tells_is_not_kept(come_back, reporter, owner):
    from allauth.socialaccount.models import SocialAccount

    come_back(email=email_of(reporter), email_verified=True, phone_number="0591-123456")
    with owner():
        assert SocialAccount.objects.get(user_id=reporter.user_id).extra_data == {}


def test_coming_back_counts_as_showing_herself_again(client, come_back, functional_manager):
    claims = {"email": email_of(functional_manager), "email_verified": True, "acr": "loa3"}
    come_back(**claims)
    session = client.session
    session["fresh_at"] = 0
    session.save()
    again = client.get(client.get("/mensen/nieuw/").url)
    assert "prompt%3Dlogin" in again.url or "prompt=login" in again.url
    come_back(**claims)
    assert client.get("/mensen/nieuw/").status_code == 200
    assert client.get("/werken-als/").wsgi_request.actor == functional_manager
    assert client.session["only_party"] == functional_manager.party_id


def test_a_forged_return_is_refused(client, provider):
    answer = client.get(reverse("openid_connect_callback", args=["emmen"]), {"code": "x", "state": "y"})
    assert answer.status_code == 403


def test_an_unknown_provider_does_not_exist(client, provider):
    assert client.get(reverse("openid_connect_login", args=["assen"])).status_code == 404


@pytest.mark.parametrize("missing", ["id", "name", "party", "server_url", "client_id", "client_secret", "domains"])
def test_a_missing_setting_is_called_by_its_name(missing):
    about = copy.copy(ABOUT)
    del about[missing]
    with pytest.raises(ImproperlyConfigured, match=rf"DIJKWACHT_OIDC\[1\].{missing} is missing"):
        oidc.providers(json.dumps([ABOUT, about]))


def test_other_mistakes_in_the_settings_fail_at_the_start_too():
    with pytest.raises(ImproperlyConfigured, match="not valid JSON"):
        oidc.providers("[{")
    with pytest.raises(ImproperlyConfigured, match="must be a list"):
        oidc.providers("{}")
    with pytest.raises(ImproperlyConfigured, match="secondfactor is not a known setting"):
        oidc.providers(json.dumps([ABOUT | {"secondfactor": {}}]))
