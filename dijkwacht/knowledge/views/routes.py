"""The whole routing table: who is competent for what."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dijkwacht.knowledge import export, forms, permissions, queries
from dijkwacht.parties.permissions import ActorRequest, needs


@require_safe
@needs("knowledge:read")
def routes(request: ActorRequest) -> HttpResponse:
    filters = forms.RoutingFilter(request.GET)
    context = {
        "filters": filters,
        "tables": queries.routing_table(actor=request.actor, **filters.chosen()),
        "can_edit": permissions.can_edit(request.actor),
    }
    return render(request, "knowledge/routes.html", context)


@require_safe
@needs("knowledge:read")
def routes_export(request: ActorRequest) -> HttpResponse:
    answer = HttpResponse(export.routing_as_yaml(actor=request.actor), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="routing.yaml"'
    return answer
