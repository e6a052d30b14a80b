"""Who told it: known to the intake with a reason, confidential only through the custodian."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, desk_rules, queries
from dijkwacht.reporting.forms import desk as forms
from dijkwacht.reporting.guards import KeysRequest, needs_open_vault
from dijkwacht.reporting.models import IdentityRequest, Report, Way
from dijkwacht.reporting.views.desk import doors


@needs("report:read")
@needs_open_vault
@require_http_methods(["GET", "HEAD", "POST"])
@doors.says_when_shut
def name(request: KeysRequest, number: str) -> HttpResponse:
    found = doors.find(request, number)
    if found.way == Way.ANONYMOUS:
        return render(request, "reporting/desk/name.html", {"report": found})
    return _known(request, found) if found.way == Way.KNOWN else _confidential(request, found)


def _known(request: KeysRequest, found: Report) -> HttpResponse:
    form = forms.Why(request.POST or None)
    opened: list[actions.Name] = []
    if form.is_valid():
        given = {**form.cleaned_data, "keys": request.keys, "actor": request.actor, "now": timezone.now()}
        doors.attempt(request, form, lambda: opened.append(actions.open_known_name(found, **given)))
    return _page(request, found, form=form, opened=opened)


def _confidential(request: KeysRequest, found: Report) -> HttpResponse:
    now = timezone.now()
    mine = queries.names_asked(request.actor).filter(report=found, asked_by=request.actor.user_id).order_by("-asked_at")
    last = mine.first()
    form = forms.Motive(request.POST if request.POST.get("step") == "ask" else None)
    opened: list[actions.Name] = []
    if form.is_valid():
        given = {**form.cleaned_data, "actor": request.actor, "now": now}
        if doors.attempt(request, form, lambda: actions.request_identity(found, **given)):
            return doors.back_to(request, found, "De bewaarder krijgt uw verzoek.")
    elif request.POST.get("step") == "open" and last is not None:
        given = {"keys": request.keys, "actor": request.actor, "now": now}
        try:
            opened.append(actions.open_granted_name(_whole(last), **given))
        except desk_rules.CannotGrant as problem:
            messages.error(request, str(problem))
    can_open = bool(last and last.granted and last.expires_at and last.expires_at > now)
    return _page(request, found, form=form, opened=opened, last=last, can_open=can_open)


def _whole(request: IdentityRequest) -> IdentityRequest:
    return IdentityRequest.objects.select_related("report").get(pk=request.pk)


def _page(request: ActorRequest, found: Report, *, opened: list[actions.Name], **context: Any) -> HttpResponse:
    context |= {"report": found, "opened": opened[0] if opened else None, "is_erased": found.identity is None}
    return render(request, "reporting/desk/name.html", context)


@needs("report:identity")
@require_safe
def names(request: ActorRequest) -> HttpResponse:
    return render(request, "reporting/desk/names.html", {"requests": queries.names_asked(request.actor)[:200]})


@needs("report:identity")
@needs_open_vault
@require_http_methods(["GET", "HEAD", "POST"])
def name_request(request: KeysRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(queries.names_asked(request.actor), pk=pk)
    form = forms.NameAnswer(request.POST or None)
    if form.is_valid():
        given = {"answer": form.cleaned_data["answer"], "actor": request.actor, "now": timezone.now()}
        granted = form.cleaned_data["grant"] == "yes"

        def answer() -> None:
            if granted:
                actions.grant_identity(asked, keys=request.keys, **given)
            else:
                actions.refuse_identity(asked, **given)

        if doors.attempt(request, form, answer):
            messages.success(
                request, "Uw antwoord is vastgelegd." if not granted else "De vrager kan de naam een dag openen."
            )
            return redirect("reporting:names")
    return render(request, "reporting/desk/name_request.html", {"asked": asked, "form": form})
