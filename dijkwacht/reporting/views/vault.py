"""The vault: how it stands, and open or closed."""

import base64
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, queries, unlocked
from dijkwacht.reporting.forms import vault as forms
from dijkwacht.reporting.vault_rules import CannotUnlock

if TYPE_CHECKING:
    from dijkwacht.reporting.models import KeyHolder

KEEPERS = ("report:read", "report:identity")


@require_safe
@needs("vault:manage")
def vault(request: ActorRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "vaults": queries.vaults(request.actor),
        "keys": unlocked.keys_of(request),
        "own": unlocked.holder_of(request.actor),
    }
    return render(request, "reporting/vault/vault.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(*KEEPERS)
def unlock(request: ActorRequest) -> HttpResponse:
    holder = unlocked.holder_of(request.actor)
    if holder is None:
        return redirect("reporting:vault")
    now = timezone.now()
    touched = forms.SecurityKey(request.POST if "secret" in request.POST else None)
    form = forms.Passphrase(request.POST or None if not touched.is_bound else None)
    try:
        private = _private(request, form, touched, now=now)
    except CannotUnlock as problem:
        (form if form.is_bound else touched).add_error(None, str(problem))
    else:
        if private is not None:
            answer = redirect(_next(request))
            unlocked.keep_open(request, answer, private=private, now=now)
            return answer
    context = {"form": form, "touched": touched, "next": _next(request), "security_key": _written(holder)}
    return render(request, "reporting/vault/unlock.html", context)


def _private(
    request: ActorRequest, form: forms.Passphrase, touched: forms.SecurityKey, *, now: datetime
) -> bytes | None:
    if touched.is_valid():
        return actions.unlock_with_key(touched.cleaned_data["secret"], actor=request.actor, now=now)
    if form.is_valid():
        return actions.unlock(form.cleaned_data["passphrase"], actor=request.actor, now=now)
    return None


def _written(holder: "KeyHolder") -> str:
    """The security key as script reads it, empty when there is none."""
    return base64.urlsafe_b64encode(bytes(holder.prf_credential or b"")).decode().rstrip("=")


@require_POST
@needs(*KEEPERS)
def lock(request: ActorRequest) -> HttpResponse:
    answer = redirect("reporting:vault")
    unlocked.lock(request, answer)
    messages.success(request, "De kluis is dicht.")
    return answer


@require_safe
@needs("vault:manage")
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    """How far the replacement of a key is; the page asks again by itself while it runs."""
    found = get_object_or_404(queries.rewraps(request.actor), pk=pk)
    return render(request, "reporting/vault/progress.html", {"rewrap": found})


def _next(request: ActorRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = wanted.startswith(unlocked.PATH) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else "/meldingen/kluis/"
