"""What the field knows: for everybody to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dijkwacht.knowledge import permissions, queries
from dijkwacht.parties.permissions import ActorRequest, needs


@needs("knowledge:read")
@require_safe
def overview(request: ActorRequest) -> HttpResponse:
    context = {
        "shelves": queries.shelves(request.actor),
        "edition": queries.editions(request.actor).first(),
        "can_edit": permissions.can_edit(request.actor),
    }
    return render(request, "knowledge/overview.html", context)
