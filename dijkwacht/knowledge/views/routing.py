"""Who is competent for a phenomenon: read for everybody, changed by the functional manager."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.knowledge import actions, forms, permissions, queries, rules, versions
from dijkwacht.knowledge.kinds import BY_SLUG
from dijkwacht.knowledge.models import Phenomenon
from dijkwacht.parties.permissions import ActorRequest, needs, refuse


@require_http_methods(["GET", "POST"])
@needs("knowledge:read")
def routing(request: ActorRequest, code: str) -> HttpResponse:
    phenomenon = get_object_or_404(permissions.rows_visible_to(request.actor, Phenomenon), code=code)
    can_edit = permissions.can_edit(request.actor)
    if request.method == "POST" and not can_edit:
        refuse(request, wanted="knowledge:edit")
    table = versions.routing_of(phenomenon)
    form = forms.Routing(request.POST or None, table=table) if can_edit else None

    if form is not None and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.set_routes(phenomenon, **form.table(), reason=reason, actor=request.actor, now=timezone.now())
        except rules.CannotChange as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "De verdeling is vastgelegd. Doorzendingen volgen haar vanaf nu.")
            return redirect("knowledge:routing", code)

    context = {
        "kind": BY_SLUG["fenomenen"],
        "row": phenomenon,
        "routes": queries.routes_of(code),
        "form": form,
        "history": queries.routing_history_of(code, reads=table, actor=request.actor),
    }
    return render(request, "knowledge/routing.html", context)
