"""Roles for everybody: which there are, why a page opens or not, and in which role to work."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from dijkwacht.parties import actions, queries, sessions
from dijkwacht.parties.forms import role_label
from dijkwacht.parties.permissions import ActorRequest, needs


@require_GET
@needs()
def roles(request: ActorRequest) -> HttpResponse:
    shown = [(role, rights) for role, rights in settings.ROLES.items() if role != "system"]
    context = {
        "roles": [
            {
                "code": role,
                "rights": rights,
                "permissions": _sentences(rights.permissions),
                "mine": role == request.actor.role,
            }
            for role, rights in shown
        ],
        "permissions": [
            {"code": code, "text": text, "roles": [rights.label for _, rights in shown if code in rights.permissions]}
            for code, text in settings.PERMISSIONS.items()
            if code != "job:run"
        ],
    }
    return render(request, "parties/roles.html", context)


@require_GET
@needs()
def why(request: ActorRequest) -> HttpResponse:
    """Explains a permission, or those that open a page, and names who can give the role."""
    page = request.GET.get("page", "")
    permission = request.GET.get("permission", "")
    wanted = _needed_for(page) if page else [permission]
    known = [code for code in wanted if code in settings.PERMISSIONS]
    giving = [role for role, rights in settings.ROLES.items() if role != "system" and set(known) & rights.permissions]
    mine = [each for each in request.roles if each.role in giving]
    context = {
        "page": page,
        "permission": permission,
        "wanted": [settings.PERMISSIONS[code] for code in known],
        "giving": [settings.ROLES[role] for role in giving],
        "have_now": any(request.actor.can(code) for code in known),
        "in_other_role": [each for each in mine if each.pk != request.actor.membership_id],
        "waiting": [each for each in request.waiting_roles if each.role in giving],
        "managers": queries.functional_managers(),
    }
    return render(request, "parties/why.html", context)


@require_http_methods(["GET", "POST"])
@needs()
def work_as(request: ActorRequest) -> HttpResponse:
    waiting = {each.pk for each in request.waiting_roles}
    if request.method == "GET":
        rows = [
            {
                "membership": each,
                "rights": settings.ROLES.get(each.role),
                "waits": each.pk in waiting,
                "current": each.pk == request.actor.membership_id,
            }
            for each in request.roles
        ]
        return render(request, "parties/work_as.html", {"rows": rows, "managers": queries.functional_managers()})

    chosen = next((each for each in request.roles if str(each.pk) == request.POST.get("membership")), None)
    if chosen is None or chosen.pk in waiting:
        return redirect("parties:second_factor" if chosen else "parties:work_as")
    actions.switch_role(chosen, actor=request.actor, now=timezone.now())
    request.session[sessions.MEMBERSHIP] = chosen.pk
    messages.success(request, f"U werkt nu als {role_label(chosen.role)} voor {chosen.party.name}.")
    wanted = request.POST.get("next", "")
    return redirect(wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/")


def _sentences(permissions: frozenset[str]) -> list[str]:
    return [text for code, text in settings.PERMISSIONS.items() if code in permissions]


def _needed_for(page: str) -> list[str]:
    """The permissions that the view behind an address asks for; a whole address, as copied from a browser, too."""
    try:
        view: Callable[..., Any] = resolve(urlsplit(page).path).func
    except (Resolver404, ValueError):
        return []
    return list(getattr(view, "needs", ()))
