"""The internal reporting point: everybody sees it, the intake and the director look after it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.parties.permissions import ActorRequest, needs, refuse
from dijkwacht.signals import actions, permissions, queries
from dijkwacht.signals.forms import point as forms
from dijkwacht.signals.models import ReportingPoint


@require_http_methods(["GET", "HEAD", "POST"])
@needs("signal:report")
def point(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    may_edit = permissions.may_edit_point(request.actor)
    if request.method == "POST" and not may_edit:
        refuse(request, wanted="signal:intake")
    found = queries.reporting_point(request.actor)
    announced = request.POST.get("step") == "announce"

    today = timezone.localdate(now)
    edit = forms.Point(_data(request, wanted=not announced), instance=_copy(found), today=today)
    announce = forms.Announcement(_data(request, wanted=announced), today=today)
    if edit.is_bound and edit.is_valid():
        actions.update_point(actor=request.actor, now=now, **edit.cleaned_data)
        messages.success(request, "Het meldpunt is bijgewerkt.")
        return redirect("signals:point")
    if announce.is_bound and announce.is_valid():
        return _announce(request, announce, now=now)
    context: dict[str, Any] = {"point": found, "announcements": queries.announcements(request.actor)}
    if may_edit:
        context |= {"edit": edit, "announce": announce}
    return render(request, "signals/point.html", context)


def _announce(request: ActorRequest, form: forms.Announcement, *, now: datetime) -> HttpResponse:
    actions.announce_point(**form.cleaned_data, actor=request.actor, now=now)
    messages.success(request, "Vastgelegd dat u het meldpunt bekendmaakte.")
    return redirect("signals:point")


def _data(request: ActorRequest, *, wanted: bool) -> Any:
    return request.POST if request.method == "POST" and wanted else None


def _copy(found: ReportingPoint | None) -> ReportingPoint:
    """What the form may scribble on, so that the page still shows what is recorded."""
    return ReportingPoint.objects.get(pk=found.pk) if found else ReportingPoint(is_active=True)
