"""How allauth behaves in Dijkwacht: the few places where it asks us."""

import base64
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from dijkwacht.lib import vault
from dijkwacht.parties import sessions
from dijkwacht.parties.login import own_provider
from dijkwacht.parties.login.roles import has_waiting_roles
from dijkwacht.parties.models import User

logger = logging.getLogger(__name__)

TOO_MANY = "U hebt te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw."
WRONG_CODE = "Deze code klopt niet. Kijk in uw app: een code geldt dertig seconden en maar één keer."


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """People are added by their functional manager; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Met dit account kunt u nu niet inloggen.",
        "email_password_mismatch": "Dit e-mailadres en wachtwoord horen niet bij elkaar.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "invalid_password_reset": "Deze link werkt niet meer.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who has roles that wait for a second factor hears so first."""
        if has_waiting_roles(request):
            return reverse("parties:second_factor")
        return str(super().get_login_redirect_url(request))

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        login = (kwargs["signal_kwargs"] or {}).get("sociallogin")
        if login:
            own_provider.mark_session(request, login, user)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def set_password(self, user: User, password: str) -> None:
        """The database lets the application change this column and the last login, nothing else of a person."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        return not sessions.is_fresh(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """In our words, and with the login of her own organisation for who came that way."""
        words = {
            "reauthenticate": "met uw wachtwoord",
            "mfa_reauthenticate": "met een code uit uw app of een herstelcode",
            "mfa_reauthenticate:webauthn": "met uw beveiligingssleutel of toegangssleutel",
        }
        methods = super().get_reauthentication_methods(user)
        ours = [method | {"description": words[method["id"]]} for method in methods]
        return ours + [_again_at(provider) for provider in _providers_of(user)]


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """The secret of an app and the seed of recovery codes are closed with the key of Dijkwacht."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "U kunt deze beveiliging nu niet uitzetten.",
        "cannot_generate_recovery_codes": "Stel eerst een app of sleutel in. Daarna krijgt u herstelcodes.",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(vault.seal(text.encode(), context="parties.second_factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault.unseal(base64.b64decode(encrypted_text), context="parties.second_factor").decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 allauth's name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Mijn sleutel" if number == 1 else f"Mijn sleutel {number}"


class OwnLogin(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The login of somebody's own organisation opens an account that is there, and never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        own_provider.admit(request, sociallogin)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        problem = str(kwargs.get("exception") or kwargs.get("error"))
        logger.warning("login at %s failed: %.300s", provider, problem)
        own_provider.turn_away(request, why="provider_error")


def _providers_of(user: Any) -> list[str]:
    names = SocialAccount.objects.filter(user_id=user.pk).values_list("provider", flat=True)
    return [name for name in names if name in own_provider.configured()]


def _again_at(provider: str) -> dict[str, Any]:
    """Asks the provider to let her log in anew, and not to answer from memory."""
    query = {"process": "login", "auth_params": "prompt=login"}
    next_url = context.request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(next_url, allowed_hosts=None):
        query["next"] = next_url
    url = reverse("openid_connect_login", kwargs={"provider_id": provider})
    name = own_provider.configured()[provider]["name"]
    return {"id": f"own:{provider}", "description": f"via {name}", "url": f"{url}?{urlencode(query)}"}
