"""Looking things up."""

from collections.abc import Collection
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dijkwacht.knowledge import export as exporting
from dijkwacht.knowledge import forms, permissions, queries, versions, wording
from dijkwacht.knowledge.kinds import Kind
from dijkwacht.knowledge.models import Phenomenon, Row
from dijkwacht.parties.permissions import ActorRequest, needs

TOLD = ("urgent_text", "instead", "instruments")
"""What the page of a phenomenon shows by itself, above its other fields."""


@require_safe
@needs("knowledge:read")
def overview(request: ActorRequest) -> HttpResponse:
    """What kinds of knowledge there are, and which phenomena."""
    context = {
        "search": forms.Search(),
        "shelves": queries.shelves(request.actor),
        "phenomena": queries.phenomena().prefetch_related(None),
        "edition": queries.editions(request.actor).first(),
        "can_edit": permissions.can_edit(request.actor),
    }
    return render(request, "knowledge/overview.html", context)


@require_safe
@needs("knowledge:read")
def rows(request: ActorRequest, kind: Kind) -> HttpResponse:
    filters = forms.RowFilter(request.GET, kind=kind)
    found = queries.rows(kind, actor=request.actor, **filters.chosen())
    context = {
        "kind": kind,
        "filters": filters,
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "can_add": permissions.can_edit(request.actor) and not kind.fixed,
        "today": timezone.localdate(),
    }
    return render(request, "knowledge/rows.html", context)


@require_safe
@needs("knowledge:read")
def row(request: ActorRequest, kind: Kind, code: str) -> HttpResponse:
    """One row with its history; `?versie=2` shows how it read then."""
    found = get_object_or_404(permissions.rows_visible_to(request.actor, kind.model), code=code)
    current = versions.values_of(found)
    old = _old_version(request, found)
    reads = old.data if old else current
    context = {
        "kind": kind,
        "row": found,
        "reads": reads,
        "facts": _facts(kind, reads, told=() if old else TOLD),
        "old": old,
        "history": queries.history_of(found, reads=current, actor=request.actor),
        "phenomena": queries.phenomena_of(found),
        "can_edit": permissions.can_edit(request.actor),
        "today": timezone.localdate(),
    }
    if isinstance(found, Phenomenon) and not old:
        context |= _about_phenomenon(found)
    return render(request, "knowledge/row.html", context)


@require_safe
@needs("knowledge:read")
def editions(request: ActorRequest) -> HttpResponse:
    """When the set of knowledge changed, and why."""
    page = Paginator(queries.editions(request.actor), 50).get_page(request.GET.get("page"))
    return render(request, "knowledge/editions.html", {"page": page})


@require_safe
@needs("knowledge:read")
def export(request: ActorRequest, kind: Kind) -> HttpResponse:
    file = exporting.file_of(kind)
    content = exporting.as_yaml(file, actor=request.actor)
    answer = HttpResponse(content, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file.file}.yaml"'
    return answer


def _old_version(request: ActorRequest, found: Row) -> Any:
    wanted = request.GET.get("versie", "")
    if not wanted:
        return None
    old = queries.version_of(found, int(wanted), actor=request.actor) if wanted.isdecimal() else None
    if old is None:
        raise Http404
    return old


def _facts(kind: Kind, reads: dict[str, Any], *, told: Collection[str]) -> list[tuple[str, str]]:
    codes = [code for value in reads.values() for code in (value if isinstance(value, list) else [value])]
    names = queries.names_of(code for code in codes if isinstance(code, str))
    hidden = {"name", "description", "verified", *told}
    return [
        (wording.label_of(kind, name), wording.shown(kind, name, value, names))
        for name, value in reads.items()
        if name not in hidden
    ]


def _about_phenomenon(phenomenon: Phenomenon) -> dict[str, Any]:
    return {
        "clues": queries.indicators_of(phenomenon.code),
        "routes": list(queries.routes_of(phenomenon.code)),
        "instruments": queries.instruments_of(phenomenon),
    }
