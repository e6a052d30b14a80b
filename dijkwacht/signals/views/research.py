"""Sources: ask the privacy officer, record hit or no hit, and only then content."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.signals import actions, permissions, queries, rules
from dijkwacht.signals.forms import research as forms
from dijkwacht.signals.models import Signal, SourceRequest
from dijkwacht.signals.views import doors

both = require_http_methods(["GET", "POST"])


@needs("signal:research")
@both
def request_source(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    doors.demand(request, "signal:research", signal)
    stopped = doors.cannot(request, signal, lambda: rules.check_can_research(signal))
    sources = list(knowledge.sources())
    form = forms.RequestSource(
        request.POST or None,
        sources=[(each.code, each.name + (" (alleen hit of geen hit)" if each.hit_only else "")) for each in sources],
        bases=[(each.code, f"{each.name} ({each.article})") for each in knowledge.legal_bases()],
    )
    if stopped or not form.is_valid():
        return stopped or doors.page(request, "request_source", signal, form=form, sources=sources)
    given, now = form.cleaned_data, timezone.now()
    if doors.attempt(request, form, lambda: actions.request_source(signal, **given, actor=request.actor, now=now)):
        return doors.leave(request, signal, "De privacy officer beslist over deze bron. U ziet de uitkomst hier.")
    return doors.page(request, "request_source", signal, form=form, sources=sources)


@needs("signal:research")
@both
def source(request: ActorRequest, number: str, pk: str) -> HttpResponse:
    signal = doors.find(request, number)
    doors.demand(request, "signal:research", signal)
    found = signal.source_requests.select_related("source", "legal_basis", "requested_by", "checked_by")
    asked = get_object_or_404(found, pk=pk)
    if request.method == "POST" and request.POST.get("step") == "open" and asked.content_at:
        content = actions.open_source_content(asked, actor=request.actor, now=timezone.now())
        return _source_page(request, signal, asked, content=content)
    form = _next_form(request, asked)
    if form is None or not form.is_valid():
        return _source_page(request, signal, asked, form=form)
    if doors.attempt(request, form, _recording(request, asked, form)):
        messages.success(request, "Vastgelegd.")
        return redirect("signals:source", signal.number, asked.pk)
    return _source_page(request, signal, asked, form=form)


def _source_page(
    request: ActorRequest, signal: Signal, asked: SourceRequest, *, form: BaseForm | None = None, content: str = ""
) -> HttpResponse:
    return doors.page(request, "source", signal, asked=asked, form=form, content=content)


def _next_form(request: ActorRequest, asked: SourceRequest) -> BaseForm | None:
    """What comes next for this source: hit or no hit, then content, then nothing."""
    if not asked.allowed:
        return None
    if asked.hit is None:
        return forms.RecordHit(request.POST or None)
    if asked.hit and not asked.source.hit_only and asked.content_at is None:
        return forms.RecordContent(request.POST or None)
    return None


def _recording(request: ActorRequest, asked: SourceRequest, form: BaseForm) -> Callable[[], object]:
    given, now, actor = form.cleaned_data, timezone.now(), request.actor
    if isinstance(form, forms.RecordHit):
        return lambda: actions.record_hit(asked, **given, actor=actor, now=now)
    return lambda: actions.record_content(asked, **given, actor=actor, now=now)


@needs("source:check")
@require_GET
def source_checks(request: ActorRequest) -> HttpResponse:
    done = permissions.source_checks_of(request.actor).exclude(allowed=None).defer("sealed")
    recent = done.select_related("source", "checked_by").order_by("-checked_at", "-id")[:25]
    context = {"waiting": queries.open_source_checks(request.actor).defer("sealed"), "recent": recent}
    return render(request, "signals/source_checks.html", context)


@needs("source:check")
@both
def source_check(request: ActorRequest, pk: str) -> HttpResponse:
    found = permissions.source_checks_of(request.actor).defer("sealed").filter(pk=pk)
    asked = found.select_related("source", "legal_basis", "requested_by", "checked_by").first()
    if asked is None:
        doors.shut(request, "source:check")
    form = forms.CheckSource(request.POST or None) if asked.allowed is None else None
    now = timezone.now()
    if form is not None and form.is_valid():
        given = form.cleaned_data
        if doors.attempt(request, form, lambda: actions.check_source(asked, **given, actor=request.actor, now=now)):
            messages.success(request, "Uw antwoord is vastgelegd. De behandelaar ziet het bij het signaal.")
            return redirect("signals:source_checks")
    return render(request, "signals/source_check.html", {"asked": asked, "form": form})
