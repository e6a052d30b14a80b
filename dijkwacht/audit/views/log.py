"""Who did what: for the privacy officer and the auditor. Content of a dossier never appears here."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dijkwacht.audit import actions, forms, permissions, queries
from dijkwacht.audit.export import as_csv
from dijkwacht.audit.models import Event
from dijkwacht.audit.unusual import LOOK_BACK, unusual_reading
from dijkwacht.lib.access import Actor
from dijkwacht.lib.doors import fresh_login_required, needs

PER_PAGE = 50


class ActorRequest(HttpRequest):
    """A request whose actor the access middleware has set."""

    actor: Actor


@needs("audit:read")
@require_safe
def search(request: ActorRequest) -> HttpResponse:
    form = forms.LogFilter(request.GET)
    today = timezone.localdate(timezone.now())
    events = form.found(permissions.events_visible_to(request.actor), today=today)
    if request.GET:
        asked = sorted(name for name, value in request.GET.items() if value)
        actions.record("audit:searched", actor=request.actor, now=timezone.now(), asked=asked)
    return render(request, "audit/search.html", {"form": form, "events": _page(request, events)})


@needs("audit:read")
@require_safe
def dossier(request: ActorRequest, label: str, key: str) -> HttpResponse:
    """One thing: who saw it, who worked on it, and why."""
    events = permissions.events_visible_to(request.actor).filter(subject_type=label, subject_id=key)
    newest = events.first()
    if newest is None:
        raise Http404
    _note_view(request, label=label, key=key)
    people = events.filter(user_id__isnull=False).values("user_id", "user_name", "role")
    counted = people.annotate(
        times=Count("seq"), reads=Count("seq", filter=Q(action__regex="[:_](read|opened|downloaded)$"))
    ).order_by("-times", "user_id", "role")
    context = {"newest": newest, "people": counted, "events": _page(request, events)}
    return render(request, "audit/dossier.html", context)


@needs("audit:read")
@require_safe
def person(request: ActorRequest, user_id: int) -> HttpResponse:
    """One person: what she did for this party."""
    events = permissions.events_visible_to(request.actor).filter(user_id=user_id)
    newest = events.first()
    if newest is None:
        raise Http404
    _note_view(request, person=user_id)
    lately = events.filter(at__gte=timezone.now() - LOOK_BACK)
    counted = lately.values("action").annotate(times=Count("seq")).order_by("-times", "action")[:8]
    context = {"newest": newest, "counted": counted, "events": _page(request, events)}
    return render(request, "audit/person.html", context)


@needs("audit:read")
@require_safe
def unusual(request: ActorRequest) -> HttpResponse:
    thresholds = queries.thresholds()
    found = unusual_reading(thresholds, now=timezone.now())
    return render(request, "audit/unusual.html", {"found": found, "thresholds": thresholds})


@needs("knowledge:edit")
@require_http_methods(["GET", "POST"])
def thresholds(request: ActorRequest) -> HttpResponse:
    current = queries.thresholds()
    initial = {name: getattr(current, name) for name in forms.ThresholdForm.base_fields if name != "reason"}
    form = forms.ThresholdForm(request.POST or None, initial=initial)

    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.set_thresholds(form.values(), reason=reason, actor=request.actor, now=timezone.now())
        return redirect("audit:thresholds")
    return render(request, "audit/thresholds.html", {"form": form})


@needs("audit:export")
@fresh_login_required
@require_http_methods(["GET", "POST"])
def export(request: ActorRequest) -> HttpResponse:
    form = forms.Export(request.POST or None)

    if form.is_valid():
        return _download(request, form.cleaned_data)
    return render(request, "audit/export.html", {"form": form})


def _download(request: ActorRequest, asked: dict[str, Any]) -> HttpResponse:
    period = forms.within(asked["since"], asked["until"])
    events = list(permissions.events_visible_to(request.actor).filter(period).order_by("seq"))
    now = timezone.now()
    actions.record(
        "audit:exported",
        actor=request.actor,
        now=now,
        reason=asked["reason"],
        count=len(events),
        since=asked["since"],
        until=asked["until"],
    )
    answer = HttpResponse(as_csv(events), content_type="text/csv; charset=utf-8")
    name = f"logboek-{asked['since']:%Y%m%d}-{asked['until']:%Y%m%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _note_view(request: ActorRequest, **what: Any) -> None:
    actions.record("audit:viewed", actor=request.actor, now=timezone.now(), **what)


def _page(request: HttpRequest, events: QuerySet[Event]) -> Any:
    return Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
