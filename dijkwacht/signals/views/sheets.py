"""The sheet that a reporter fills in: its forms, its draft, its files. Shared by reporting and entering."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.lib.files import MAX_BYTES, CannotAccept
from dijkwacht.lib.ids import uuid7
from dijkwacht.parties.permissions import ActorRequest
from dijkwacht.signals import actions, permissions, queries, rules
from dijkwacht.signals.forms import reporting as forms
from dijkwacht.signals.models import Attachment, Draft, ReportingPoint


@dataclass
class Sheet:
    """One report while it is being written."""

    key: UUID
    report: forms.Report
    persons: list[forms.NamedPerson]
    draft: Draft | None = None
    point: ReportingPoint | None = None
    refused: list[str] = field(default_factory=list)

    @property
    def is_entry(self) -> bool:
        return isinstance(self.report, forms.Entry)

    @property
    def attachments(self) -> list[Attachment]:
        # Without their content: ten photos would be a lot to fetch for a list of names.
        return list(self.draft.attachments.defer("sealed")) if self.draft else []

    @property
    def has_persons(self) -> bool:
        return any(each.is_open for each in self.persons)

    @property
    def goes_elsewhere(self) -> bool:
        """Whether this belongs in a channel of its own; of that nothing is kept."""
        return self.report.chosen is not None and self.report.chosen.separate_channel

    def is_valid(self) -> bool:
        return all([self.report.is_valid(), *(each.is_valid() for each in self.persons)]) and not self.refused

    def told(self) -> actions.Report:
        return self.report.told(self.persons)


def blank_or_draft(request: ActorRequest, *, is_entry: bool, now: datetime) -> Sheet:
    """This will return an empty sheet, or the one that the actor was filling in."""
    draft = queries.draft(request.actor, is_entry=is_entry)
    typed = actions.open_draft(draft) if draft else {}
    initial = forms.initial_of(typed) or _first_values(is_entry, now)
    point = _point(request, is_entry)
    report = _form(is_entry, now, point, initial=initial)
    return Sheet(draft.pk if draft else uuid7(), report, forms.persons(typed=typed), draft, point)


def sent(request: ActorRequest, *, is_entry: bool, now: datetime) -> Sheet:
    """This will return the sheet as it was sent."""
    point = _point(request, is_entry)
    report = _form(is_entry, now, point, data=request.POST)
    return Sheet(key_of(request), report, forms.persons(sent=request.POST), point=point)


def key_of(request: ActorRequest) -> UUID:
    """This will return the id that the form carries; a form without one gets a new one, the same all request long."""
    try:
        return UUID(request.POST.get("draft", ""))
    except ValueError:
        made: UUID = request.__dict__.setdefault("sheet_key", uuid7())
        return made


def is_entry(request: ActorRequest) -> bool:
    """Whether the form is that of the intake."""
    return request.POST.get("entry") == "1" and request.actor.can("signal:intake")


def typed(request: ActorRequest, *, now: datetime) -> Sheet:
    """This will return the sheet as it stands half-way: nothing is checked yet."""
    found = forms.typed_in(request.POST)
    point = _point(request, is_entry(request))
    report = _form(is_entry(request), now, point, initial=forms.initial_of(found))
    return Sheet(key_of(request), report, forms.persons(typed=found), point=point)


def goes_elsewhere(request: ActorRequest) -> bool:
    """Whether what is typed belongs in a channel of its own."""
    code = request.POST.get("phenomenon")
    return bool(code) and knowledge.phenomena().filter(code=code, separate_channel=True).exists()


def take_files(request: ActorRequest, sheet: Sheet, *, now: datetime) -> None:
    """This will add the files that came along to the draft, and note on the sheet which were refused."""
    files = request.FILES.getlist("files")
    if files:
        sheet.draft = keep(request, now=now)
        sheet.refused = attach(sheet.draft, files, actor=request.actor, now=now)


def keep(request: ActorRequest, *, now: datetime) -> Draft:
    """
    This will save what was typed as a draft.

    :raises rules.CannotReport: if the form was already sent
    """
    typed = forms.typed_in(request.POST)
    return actions.save_draft(key_of(request), typed=typed, is_entry=is_entry(request), actor=request.actor, now=now)


def keep_on_mistake(request: ActorRequest, sheet: Sheet, *, now: datetime) -> None:
    """This will save what was typed when the sheet could not be sent; an empty sheet is not worth it."""
    if forms.typed_in(request.POST):
        sheet.draft = keep(request, now=now)


def attach(draft: Draft, files: list[UploadedFile[bytes]], *, actor: Actor, now: datetime) -> list[str]:
    """This will add files to a draft and return a sentence for each that was refused."""
    refused = []
    for file in files:
        try:
            actions.add_attachment(draft, name=file.name or "", content=_content(file), actor=actor, now=now)
        except (CannotAccept, rules.CannotAttach) as problem:
            refused.append(f"{file.name}: {problem}")
    return refused


def where_it_went(request: ActorRequest) -> HttpResponse | None:
    """This will lead to what was made of a form that was sent before, None if it was not."""
    actor, key = request.actor, key_of(request)
    receipt = permissions.receipts_of(actor).filter(signal_id=key).first()
    if receipt:
        return _lead(request, reverse("signals:receipt", args=[receipt.number]))
    signal = permissions.visible_to(actor).filter(pk=key).first() if is_entry(request) else None
    return _lead(request, reverse("signals:detail", args=[signal.number])) if signal else None


def back(request: ActorRequest, *, to: str) -> HttpResponse:
    """This will lead back to a place on the sheet, for whoever has no script."""
    page = reverse("signals:enter" if is_entry(request) else "signals:report")
    return redirect(f"{page}?verder=1#{to}")


def _lead(request: ActorRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else redirect(url)


def _point(request: ActorRequest, is_entry: bool) -> ReportingPoint | None:
    return None if is_entry else queries.reporting_point(request.actor)


def _form(is_entry: bool, now: datetime, point: ReportingPoint | None, **options: Any) -> forms.Report:
    phenomena = knowledge.phenomena_in_use()
    options |= {"phenomena": phenomena, "clues_of": knowledge.indicators_of, "today": timezone.localdate(now)}
    if not is_entry:
        return forms.Report(**options, shields_names=point is None or point.is_confidential)
    here = timezone.localtime(now)
    return forms.Entry(**options, regimes=knowledge.regimes(), bases=knowledge.legal_bases(), now=here)


def _first_values(is_entry: bool, now: datetime) -> dict[str, Any]:
    if not is_entry:
        return {}
    here = timezone.localtime(now)
    return {"received_on": here.date(), "received_time": here.strftime("%H:%M"), "regime": "avg"}


def _content(file: UploadedFile[bytes]) -> bytes:
    """:raises CannotAccept: if it is too large; of such a file only a part was kept"""
    size = file.size or 0
    if size > MAX_BYTES:
        raise CannotAccept(f"Dit bestand is te groot: {dutch.file_size(size)}. Het mag 25 MB zijn.")
    return bytes(file.read())
