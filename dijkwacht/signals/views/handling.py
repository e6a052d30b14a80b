"""The list, searching, and the page of one signal with what is kept apart from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor
from dijkwacht.lib.workdays import workdays_left
from dijkwacht.parties import queries as parties
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.signals import actions, permissions, queries
from dijkwacht.signals.forms.asking import Reason
from dijkwacht.signals.forms.handling import Search, SignalFilter
from dijkwacht.signals.models import Phase, Signal
from dijkwacht.signals.views import doors
from dijkwacht.signals.views.paging import page_of


@needs("signal:read", "signal:assess")
@require_GET
def signals(request: ActorRequest) -> HttpResponse:
    today = timezone.localdate()
    handles = request.actor.can("signal:read")
    form = _filter(request) if handles else None
    wanted = form.wanted() if form else {"phase": "open"}
    page = page_of(request, queries.filtered(request.actor, today=today, **wanted))
    rows = rows_of(page.object_list, today)
    does_intake = request.actor.can("signal:intake")
    first = "het langst te laat" if wanted.get("late") else "het nieuwste"
    lead = f"Wat bij uw organisatie is gemeld en doorgezonden, {first} eerst."
    context = {"form": form, "page": page, "rows": rows, "does_intake": does_intake, "lead": lead, "first": first}
    return render(request, "signals/list.html", context)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: the signal, its working days left and how its phase is marked."""

    signal: Signal
    days: int | None
    status: str
    phase: str
    url: str


def rows_of(signals: Iterable[Signal], today: date) -> list[Row]:
    """This will return signals as the lines of a list."""
    below = reverse("signals:list")
    return [_row(each, today, below=below) for each in signals]


def _row(signal: Signal, today: date, *, below: str) -> Row:
    status = _STATUS.get(signal.phase, "plain")
    return Row(
        signal, workdays_left(signal.due_on, today=today), status, _LABELS[signal.phase], f"{below}{signal.number}/"
    )


_STATUS: dict[str, str] = {Phase.RECEIVED: "new", Phase.CLOSED: "done", Phase.MERGED: "done", Phase.FORWARDED: "done"}
_LABELS: dict[str, str] = dict(Phase.choices)


def _filter(request: ActorRequest) -> SignalFilter:
    return SignalFilter(
        request.GET,
        phenomena=knowledge.phenomenon_names(),
        regimes=knowledge.regime_names(),
        handlers=handlers_of(request.actor),
    )


def handlers_of(actor: Actor) -> list[tuple[int, str]]:
    """This will return who handles signals at the actor's party, each once, by name."""
    holders = parties.role_holders("intake_officer", "director")
    return list({each.user_id: each.name for each in holders if each.party_id == actor.party_id}.items())


@needs("signal:read")
@require_GET
def search(request: ActorRequest) -> HttpResponse:
    form = Search(request.GET if "words" in request.GET else None)
    page, found_now = None, []
    if form.is_valid():
        found = queries.search(form.cleaned_data["words"], actor=request.actor)
        actions.record_search(found=len(found), actor=request.actor, now=timezone.now())
        page = page_of(request, found)
        found_now = queries.found_signals(list(page.object_list), actor=request.actor)
    today = timezone.localdate()
    rows = rows_of(found_now, today)
    hidden = [regime.name for regime in knowledge.regimes() if not regime.may_search]
    context = {"form": form, "page": page, "rows": rows, "most": queries.MOST_FOUND, "not_searched": hidden}
    return render(request, "signals/search.html", context)


_TERM_NAMES: dict[str, str] = {
    Phase.RECEIVED: "Bevestigen",
    Phase.INTAKE: "Intake",
    Phase.WEIGHING: "Weging",
    Phase.DISPUTED: "Beslissing",
    Phase.TO_FORWARD: "Doorzenden",
    Phase.READY: "Bespreken",
    Phase.KEPT: "Bewaartijd",
}


@needs("signal:read", "signal:assess")
@require_GET
def detail(request: ActorRequest, number: str) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    signal = doors.find(request, number)
    actions.open_signal(signal, actor=request.actor, now=now)
    dossier = queries.dossier_of(signal, actor=request.actor, today=today)
    choices = queries.choices_of(dossier, actor=request.actor)
    return doors.page(
        request,
        "detail",
        signal,
        recorded=True,
        dossier=dossier,
        choices=choices,
        days=workdays_left(signal.due_on, today=today),
        term_name=_TERM_NAMES.get(signal.phase, ""),
        next_title="Nu nodig" if choices.main else "Wat u kunt doen",
        today=today,
        place=signal.where,
        may_open_persons=permissions.may_open_persons(request.actor, signal),
        may_see_reporter=permissions.may(request.actor, "signal:reporter", signal),
        may_read_log=request.actor.can("audit:read"),
    )


@needs("signal:persons")
@require_http_methods(["GET", "POST"])
def persons(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    if not permissions.may_open_persons(request.actor, signal):
        doors.shut(request, "signal:persons")
    form = Reason(request.POST or None)
    opened = None
    if form.is_valid():
        opened = actions.open_persons(signal, **form.cleaned_data, actor=request.actor, now=timezone.now())
    return doors.page(request, "persons", signal, form=form, opened=opened)


@needs("signal:reporter")
@require_http_methods(["GET", "POST"])
def reporter(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    doors.demand(request, "signal:reporter", signal)
    form = Reason(request.POST or None)
    opened = None
    if form.is_valid():
        opened = actions.open_reporter(signal, **form.cleaned_data, actor=request.actor, now=timezone.now())
    return doors.page(request, "reporter", signal, form=form, opened=opened)


@needs("signal:read", "signal:assess")
@require_GET
def attachment(request: ActorRequest, number: str, pk: str) -> HttpResponse:
    signal = doors.find(request, number)
    if not permissions.may_read_content(request.actor, signal):
        doors.shut(request, "signal:read")
    found = get_object_or_404(signal.attachments.select_related("signal"), pk=pk)
    content = actions.open_attachment(found, actor=request.actor, now=timezone.now())
    return download(content, name=found.name, media_type=found.media_type)


def download(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """This will give a file to save, which no browser opens or guesses at."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Content-Length": str(len(content)),
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
