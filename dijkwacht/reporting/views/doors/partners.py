"""Links for partners: made, listed, withdrawn; and the page that a partner opens with one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dijkwacht.parties import queries as parties
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, door_rules, queries
from dijkwacht.reporting.forms import doors as forms
from dijkwacht.reporting.views.public import pages
from dijkwacht.reporting.views.public.pages import outside

PARTNER_WAY = "met-naam"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report:read")
def partners(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    form = forms.Link(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        made = actions.make_partner_link(**form.cleaned_data, actor=request.actor, now=now)
        path = reverse("reporting:hand_in", args=[made.token])
        # Shown in this answer only: not even the session may hold it.
        context = {"form": forms.Link(), "made": made.link, "address": request.build_absolute_uri(path)}
    links = queries.partner_links(request.actor, now=now)
    answer = render(request, "reporting/doors/partners.html", context | {"links": links})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@needs("report:read")
def withdraw_link(request: ActorRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(queries.own_links(request.actor), pk=pk)
    actions.withdraw_partner_link(link, actor=request.actor, now=timezone.now())
    messages.success(request, f"De link voor {link.label} werkt niet meer.")
    return redirect("reporting:partners")


@require_safe
@outside
def hand_in(request: HttpRequest, token: str) -> HttpResponse:
    """What a partner reads first; a link that does not work gets one page, whatever the reason."""
    found = actions.look_up_partner_link(token)
    party = parties.signatories().filter(pk=found.party_id).first() if found else None
    if found is None or party is None or not found.is_open:
        why = door_rules.WHY_CLOSED[found.state if found and not found.is_open else "unknown"]
        return pages.show(request, "partner_gone.html", why=why, status=410 if found else 404)
    desk = pages.desk_of(party.code)
    begin = f"{reverse('reporting:fill', args=[party.code, PARTNER_WAY])}?p={token}"
    return pages.show(request, "partner.html", desk=desk, invited=found, begin=begin)
