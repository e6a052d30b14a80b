"""Who is competent for a phenomenon: read by everybody, changed by the functional manager."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.knowledge import actions, forms, permissions, queries, rules, versions
from dijkwacht.knowledge.kinds import BY_SLUG
from dijkwacht.knowledge.models import Phenomenon, Route
from dijkwacht.parties.permissions import ActorRequest, needs, refuse


@require_http_methods(["GET", "POST"])
@needs("knowledge:read")
def routing(request: ActorRequest, code: str) -> HttpResponse:
    phenomenon = get_object_or_404(permissions.rows_visible_to(request.actor, Phenomenon), code=code)
    can_edit = permissions.can_edit(request.actor)
    if request.method == "POST" and not can_edit:
        refuse(request, wanted="knowledge:edit")
    form = _form(phenomenon, request.POST or None) if can_edit else None

    if form is None or not form.is_valid() or "again" in request.POST:
        return _page(request, phenomenon, form)
    if form.cleaned_data["version"] != versions.routing_version(phenomenon):
        return _clash(request, phenomenon, form)
    if "confirmed" not in request.POST:
        return _preview(request, phenomenon, form)
    return _save(request, phenomenon, form)


def _save(request: ActorRequest, phenomenon: Phenomenon, form: forms.Routing) -> HttpResponse:
    try:
        actions.set_routes(
            phenomenon,
            table=form.table(),
            seen_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            now=timezone.now(),
        )
    except rules.ChangedMeanwhile:
        return _clash(request, phenomenon, form)
    except rules.CannotChange as problem:
        form.add_error(None, str(problem))
        return _page(request, phenomenon, form)
    messages.success(request, "De verdeling is vastgelegd. Doorzendingen volgen haar vanaf nu.")
    return redirect("knowledge:routing", phenomenon.code)


def _preview(request: ActorRequest, phenomenon: Phenomenon, form: forms.Routing) -> HttpResponse:
    differences = queries.routing_differences(versions.routing_of(phenomenon), form.table())
    if not differences:
        form.add_error(None, "U hebt niets gewijzigd.")
        return _page(request, phenomenon, form)
    context = {"kind": BY_SLUG["fenomenen"], "row": phenomenon, "form": form, "differences": differences}
    return render(request, "knowledge/preview.html", context)


def _clash(request: ActorRequest, phenomenon: Phenomenon, form: forms.Routing) -> HttpResponse:
    """Somebody else was first: show both tables, keep what was filled in, and let her choose."""
    table = versions.routing_of(phenomenon)
    sent = request.POST.copy()
    sent["version"] = str(versions.routing_version(phenomenon))
    for part in Route.Part.values:
        for code in table[part]:
            sent.setdefault(f"part_{code}", part)
    again = _form(phenomenon, sent)
    again.add_error(None, str(rules.ChangedMeanwhile()))
    return _page(request, phenomenon, again, clash=queries.routing_differences(table, form.table()))


def _page(request: ActorRequest, phenomenon: Phenomenon, form: forms.Routing | None, **more: Any) -> HttpResponse:
    table = versions.routing_of(phenomenon)
    context = {
        "kind": BY_SLUG["fenomenen"],
        "row": phenomenon,
        "routes": queries.routes_of(phenomenon.code),
        "form": form,
        "history": queries.routing_history_of(phenomenon.code, reads=table, actor=request.actor),
        **more,
    }
    return render(request, "knowledge/routing.html", context)


def _form(phenomenon: Phenomenon, sent: Any) -> forms.Routing:
    table, version = versions.routing_of(phenomenon), versions.routing_version(phenomenon)
    return forms.Routing(sent, table=table, version=version)
