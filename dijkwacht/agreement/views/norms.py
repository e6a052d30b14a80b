from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dijkwacht.agreement import actions, forms, permissions, queries, rules
from dijkwacht.agreement.models import Edition
from dijkwacht.parties.permissions import ActorRequest, needs, refuse


@require_safe
@needs("agreement:read")
def editions(request: ActorRequest) -> HttpResponse:
    """The versions of the agreement, and what each one asks of whom."""
    found = Edition.objects.prefetch_related("themes__ambitions")
    return render(request, "agreement/editions.html", {"editions": [_counted(each) for each in found]})


@require_safe
@needs("agreement:read")
def norms(request: ActorRequest) -> HttpResponse:
    """How high the bar is for each check, and who decided that."""
    today = timezone.localdate()
    edition = queries.edition_on(today)
    current = queries.current_norms(today, edition=edition, actor=request.actor)
    coming = permissions.norms_visible_to(request.actor).filter(edition=edition, valid_from__gt=today)
    context = {
        "edition": edition,
        "computed": [norm for norm in current if queries.is_computed(norm)],
        "waiting": [norm for norm in current if not queries.is_computed(norm)],
        "coming": coming.select_related("ambition", "party"),
        "can_set": request.actor.can("agreement:norms"),
    }
    return render(request, "agreement/norms.html", context)


@require_http_methods(["GET", "POST"])
@needs("agreement:read")
def norm(request: ActorRequest, pk: int) -> HttpResponse:
    """One norm with its history; who may, sets a new one."""
    current = get_object_or_404(permissions.norms_visible_to(request.actor).select_related("ambition"), pk=pk)
    can_set = request.actor.can("agreement:norms") and current.target is not None
    if request.method == "POST" and not can_set:
        refuse(request, wanted="agreement:norms")
    form = forms.SetNorm(request.POST or None, norm=current, today=timezone.localdate()) if can_set else None

    if form is not None and form.is_valid():
        try:
            actions.set_norm(current, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except rules.CannotSetNorm as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "De norm is vastgesteld.")
            return redirect("agreement:norms")

    history = queries.history_of(current, actor=request.actor)
    return render(request, "agreement/norm.html", {"norm": current, "form": form, "history": history})


def _counted(edition: Edition) -> dict[str, object]:
    ambitions = [each for theme in edition.themes.all() for each in theme.ambitions.all()]
    kinds = [party.kind for party in queries.everybody_who_signed()]
    return {
        "edition": edition,
        "ambitions": len(ambitions),
        "cells": sum(each.applies_to_kind(kind) for each in ambitions for kind in kinds),
        "by_kind": {kind: sum(each.applies_to_kind(kind) for each in ambitions) for kind in dict.fromkeys(kinds)},
    }
