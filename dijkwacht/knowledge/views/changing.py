"""Changing a row: fill in, look at the difference, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.knowledge import actions, forms, permissions, queries, rules, versions
from dijkwacht.knowledge.kinds import Kind
from dijkwacht.knowledge.models import Row
from dijkwacht.parties.permissions import ActorRequest, needs


@require_http_methods(["GET", "POST"])
@needs("knowledge:edit")
def edit(request: ActorRequest, kind: Kind, code: str) -> HttpResponse:
    found = _row(request, kind, code)
    form = forms.ChangeRow(request.POST or None, kind=kind, row=found)
    context = {"kind": kind, "row": found, "form": form}
    if not form.is_valid() or "again" in request.POST:
        return render(request, "knowledge/change.html", context)

    if form.cleaned_data["version"] != found.version:
        return _clash(request, found, form, context)
    if "confirmed" not in request.POST:
        return _preview(request, found, form, context)
    try:
        actions.edit_row(
            found,
            values=form.values(),
            seen_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            now=timezone.now(),
        )
    except rules.ChangedMeanwhile:
        return _clash(request, _row(request, kind, code), form, context)
    except rules.CannotChange as problem:
        form.add_error(None, str(problem))
        return render(request, "knowledge/change.html", context)
    messages.success(request, "De wijziging is vastgelegd.")
    return redirect("knowledge:row", kind, code)


@require_http_methods(["GET", "POST"])
@needs("knowledge:edit")
def add(request: ActorRequest, kind: Kind) -> HttpResponse:
    form = forms.AddRow(request.POST or None, kind=kind)
    if form.is_valid():
        code, reason = form.cleaned_data["code"], form.cleaned_data["reason"]
        try:
            actions.add_row(
                kind, code=code, values=form.values(), reason=reason, actor=request.actor, now=timezone.now()
            )
        except rules.CannotChange as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Toegevoegd aan de {kind.many}.")
            return redirect("knowledge:row", kind, code)
    return render(request, "knowledge/add.html", {"kind": kind, "form": form})


@require_http_methods(["GET", "POST"])
@needs("knowledge:edit")
def retire(request: ActorRequest, kind: Kind, code: str) -> HttpResponse:
    found = _row(request, kind, code)
    form = forms.RetireRow(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            actions.retire_row(found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except rules.CannotRetire as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "De regel vervalt. Wat ermee is vastgelegd, blijft leesbaar.")
            return redirect("knowledge:row", kind, code)
    context = {"kind": kind, "row": found, "form": form, "used_by": queries.users_of(found)}
    return render(request, "knowledge/retire.html", context)


@require_http_methods(["GET", "POST"])
@needs("knowledge:edit")
def restore(request: ActorRequest, kind: Kind, code: str) -> HttpResponse:
    found = _row(request, kind, code)
    form = forms.Reason(request.POST or None)
    if form.is_valid():
        try:
            actions.restore_row(found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except rules.CannotChange as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "De regel is weer in gebruik.")
            return redirect("knowledge:row", kind, code)
    return render(request, "knowledge/restore.html", {"kind": kind, "row": found, "form": form})


def _preview(request: ActorRequest, found: Row, form: forms.ChangeRow, context: dict[str, Any]) -> HttpResponse:
    differences = _differences(found, form, context["kind"])
    if not differences:
        form.add_error(None, "U hebt niets gewijzigd.")
        return render(request, "knowledge/change.html", context)
    return render(request, "knowledge/preview.html", {**context, "differences": differences})


def _clash(request: ActorRequest, found: Row, form: forms.ChangeRow, context: dict[str, Any]) -> HttpResponse:
    """Somebody else was first: show both texts, keep what was filled in, and let her choose."""
    sent = request.POST.copy()
    sent["version"] = str(found.version)
    again = forms.ChangeRow(sent, kind=context["kind"], row=found)
    again.add_error(None, str(rules.ChangedMeanwhile()))
    context = {**context, "row": found, "form": again, "clash": _differences(found, form, context["kind"])}
    return render(request, "knowledge/change.html", context)


def _differences(found: Row, form: forms.ChangeRow, kind: Kind) -> list[queries.Difference]:
    before = versions.values_of(found)
    after = before | {name: versions.plain(value) for name, value in form.values().items()}
    return queries.differences(kind, before, after)


def _row(request: ActorRequest, kind: Kind, code: str) -> Row:
    found: Row = get_object_or_404(permissions.rows_visible_to(request.actor, kind.model), code=code)
    return found
