"""The door of pages that show what is told: the vault must be open."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from dijkwacht.parties import sessions
from dijkwacht.parties.permissions import ActorRequest
from dijkwacht.reporting import unlocked
from dijkwacht.reporting.unlocked import Keys

P = ParamSpec("P")


def fresh_for_secrets(
    view: Callable[Concatenate[ActorRequest, P], HttpResponse],
) -> Callable[Concatenate[ActorRequest, P], HttpResponse]:
    """
    This will ask who showed herself more than 15 minutes ago to do so again, and forget what she typed.

    For pages where a passphrase or half of a key is typed: `fresh_login_required` would keep it in the page.
    """

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if sessions.is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")

    return guarded


class KeysRequest(ActorRequest):
    """A request of an officer whose vault is open."""

    keys: Keys


def needs_open_vault(
    view: Callable[Concatenate[KeysRequest, P], HttpResponse],
) -> Callable[Concatenate[ActorRequest, P], HttpResponse]:
    """
    This will lead to the vault and back when it is closed, and else give the page `request.keys`.

    Put it under `needs`. A form that comes too late cannot be sent again by itself, so it says so.
    """

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        keys = unlocked.keys_of(request)
        if keys is not None:
            request.keys = keys  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)  # type: ignore[arg-type]
        if request.method in ("GET", "HEAD"):
            return redirect(f"{reverse('reporting:unlock')}?{urlencode({'next': request.get_full_path()})}")
        return render(request, "reporting/vault/closed.html", {"back": request.path}, status=401)

    return guarded
