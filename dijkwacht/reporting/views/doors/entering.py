"""Reports of the police and single tips, entered by hand; files and mistakes are kept in a draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib import dutch
from dijkwacht.lib.files import ACCEPT, MAX_BYTES, CannotAccept
from dijkwacht.lib.ids import uuid7
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import reveals
from dijkwacht.reporting.forms import entering as forms
from dijkwacht.signals import actions as signals
from dijkwacht.signals import queries as signal_queries
from dijkwacht.signals import rules
from dijkwacht.signals.forms.reporting import NamedPerson, persons, typed_in

if TYPE_CHECKING:
    from dijkwacht.signals.models import Attachment, Draft, Signal

POLICE_TERM = "police_data"


@dataclass
class Paper:
    """What the intake is entering: the form, the people in it, and the files so far."""

    key: UUID
    form: forms.Provided
    persons: list[NamedPerson]
    attachments: list[Attachment] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def is_valid(self) -> bool:
        return [each.is_valid() for each in (self.form, *self.persons)].count(False) == 0 and not self.refused


@require_http_methods(["GET", "HEAD", "POST"])
@needs("signal:intake")
def police(request: ActorRequest) -> HttpResponse:
    """A report of the police: its number, article and last day come first, because they bind everything after it."""
    now = timezone.now()
    paper = _paper(request, forms.PoliceReport, now=now, bases=_bases(), latest_after=_latest_after)
    signal = _entered(request, paper, now=now)
    if signal is None:
        return _show(request, "police.html", paper)
    messages.success(request, f"Het rapport staat in Dijkwacht als signaal {signal.number}.")
    return redirect("signals:detail", signal.number)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("signal:intake")
def tip(request: ActorRequest) -> HttpResponse:
    """One tip by hand; what looks the same stands beside it, and the officer decides."""
    now = timezone.now()
    paper = _paper(request, forms.TipEntry, now=now)
    known = _known(request, paper) if request.method == "POST" and paper.form.is_valid() else []
    if known and not paper.form.cleaned_data["another"]:
        told = paper.form.cleaned_data
        return _show(request, "tip.html", paper, known=known, told=told, reveals=reveals.found_in([told["heard"]]))
    signal = _entered(request, paper, now=now)
    if signal is None:
        return _show(request, "tip.html", paper)
    messages.success(request, f"De tip staat in Dijkwacht als signaal {signal.number}.")
    return redirect("signals:detail", signal.number)


def _paper(request: ActorRequest, kind: type[forms.Provided], *, now: datetime, **more: Any) -> Paper:
    here = timezone.localtime(now)
    phenomena = knowledge.phenomena().prefetch_related(None)
    more |= {"phenomena": phenomena, "clues_of": knowledge.indicators_of, "today": here.date(), "now": here}
    if request.method != "POST":
        return Paper(uuid7(), kind(initial={"received_on": here.date()}, **more), persons())
    return Paper(_key_of(request), kind(request.POST, **more), persons(sent=request.POST))


def _key_of(request: ActorRequest) -> UUID:
    try:
        return UUID(request.POST.get("draft", ""))
    except ValueError:
        return uuid7()


def _entered(request: ActorRequest, paper: Paper, *, now: datetime) -> Signal | None:
    """This will enter it when nothing is wrong; else it keeps the files and what was typed, and returns None."""
    if request.method != "POST":
        return None
    try:
        _take_files(request, paper, now=now)
        if paper.is_valid():
            told = paper.form.told(paper.persons)
            arrival = paper.form.arrival()
            return signals.enter_signal(told, arrival=arrival, actor=request.actor, now=now, key=paper.key)
    except rules.CannotReport as problem:
        paper.form.add_error(None, str(problem))
    return None


def _take_files(request: ActorRequest, paper: Paper, *, now: datetime) -> None:
    """Files that came along stay in the draft of this form, also when something else is wrong."""
    chosen = request.FILES.getlist("files")
    draft = signal_queries.draft(request.actor, is_entry=True)
    if chosen:
        typed = typed_in(request.POST) | {"channel": [paper.form.channel], "regime": [paper.form.regime]}
        draft = signals.save_draft(paper.key, typed=typed, actor=request.actor, now=now, is_entry=True)
        paper.refused = [text for each in chosen if (text := _attach(draft, each, request, now=now))]
    if draft is not None and draft.pk == paper.key:
        paper.attachments = list(draft.attachments.defer("sealed"))


def _attach(draft: Draft, file: UploadedFile[bytes], request: ActorRequest, *, now: datetime) -> str:
    """Why it was refused, empty when it was not."""
    size = file.size or 0
    if size > MAX_BYTES:
        return f"{file.name}: dit bestand is te groot: {dutch.file_size(size)}. Het mag 25 MB zijn."
    try:
        signals.add_attachment(draft, name=file.name or "", content=bytes(file.read()), actor=request.actor, now=now)
    except (CannotAccept, rules.CannotAttach) as problem:
        return f"{file.name}: {problem}"
    return ""


def _known(request: ActorRequest, paper: Paper) -> list[signal_queries.Alike]:
    told = paper.form.cleaned_data
    found = signal_queries.alike(
        request.actor,
        text=told["heard"],
        place=told.get("place", ""),
        phenomenon=told.get("phenomenon", ""),
        day=told["received_on"],
        number=told["number"],
    )
    # The form that was sent before made a signal with this very key; that is not another tip.
    return [each for each in found if each.signal.pk != paper.key]


def _bases() -> list[Any]:
    """On which articles the police may give something; the article that forbids to pass it on is none of them."""
    found = knowledge.legal_bases().filter(regime__code=forms.POLICE_REGIME).exclude(code="wpg-7")
    return list(found)


def _latest_after(received_on: Any) -> Any:
    return knowledge.retention_end(POLICE_TERM, event_on=received_on)


def _show(request: ActorRequest, template: str, paper: Paper, **context: Any) -> HttpResponse:
    context |= {"paper": paper, "form": paper.form, "accept": ACCEPT}
    return render(request, f"reporting/doors/{template}", context)
