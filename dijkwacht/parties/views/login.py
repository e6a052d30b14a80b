"""The pages of allauth where Dijkwacht does a little more, and those of a session."""

from typing import Any

from allauth.account.views import password_change
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as own_provider
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.parties import sessions
from dijkwacht.parties.permissions import ActorRequest, needs


class ProvesFactor:
    """Who sets up a second factor has shown that she holds it: her session may go on in every role."""

    request: HttpRequest
    way: str

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        user = authenticated_user(self.request)
        sessions.mark_second_factor(self.request, user_id=user.pk)
        actor = self.request.actor  # type: ignore[attr-defined]
        audit.record("login:factor_added", subject=user, actor=actor, now=timezone.now(), way=self.way)
        return response


class ActivateApp(ProvesFactor, ActivateTOTPView):  # type: ignore[misc]
    way = "totp"


class AddKey(ProvesFactor, AddWebAuthnView):  # type: ignore[misc]
    way = "webauthn"


@needs()
def change_password(request: ActorRequest) -> HttpResponse:
    """Who only logs in at her own organisation has no password here to change."""
    if not request.user.is_authenticated or not request.user.has_usable_password():
        return redirect("mfa_index")
    answer: HttpResponse = password_change(request)
    return answer


def own_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the login of somebody's own organisation."""
    answer: HttpResponse = own_provider.login(request, provider_id)
    return answer


def own_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from there. Whoever was logged in here does not count: the organisation says who comes in."""
    with acting(ANONYMOUS):
        answer: HttpResponse = own_provider.callback(request, provider_id)
    return answer


@require_GET
@needs()
def second_factor(request: ActorRequest) -> HttpResponse:
    """Why a second factor is needed, which roles wait for it, and how to set one up."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        request.session[sessions.AFTER_FACTOR] = wanted
    if not request.waiting_roles:
        return redirect(request.session.pop(sessions.AFTER_FACTOR, "/"))
    return render(request, "parties/second_factor.html", {"waiting": request.waiting_roles, "open": _open(request)})


@require_http_methods(["GET", "POST"])
@needs()
def devices(request: ActorRequest) -> HttpResponse:
    """Where somebody is logged in, and logging out there."""
    mine = UserSession.objects.purge_and_list(request.user)
    if request.method == "GET":
        rows = sorted(mine, key=lambda each: (not each.is_current(), -each.created_at.timestamp()))
        return render(request, "parties/devices.html", {"rows": rows})

    everywhere = request.POST.get("which") == "all"
    for each in mine:
        if not each.is_current():
            each.end()
    audit.record("login:ended_elsewhere", actor=request.actor, now=timezone.now(), sessions=len(mine) - 1)
    if everywhere:
        logout(request)
        return redirect("account_login")
    messages.success(request, "U bent op alle andere apparaten uitgelogd.")
    return redirect("parties:devices")


def _open(request: ActorRequest) -> list[Any]:
    return [each for each in request.roles if each not in request.waiting_roles]
