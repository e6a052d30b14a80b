"""Reporting: the sheet, the receipt, and what the intake enters for others."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dijkwacht.parties.permissions import ActorRequest, needs, refuse
from dijkwacht.signals import actions, permissions, queries, rules
from dijkwacht.signals.forms import reporting as forms
from dijkwacht.signals.views import sheets

Finish = Callable[[ActorRequest, sheets.Sheet, datetime], HttpResponse]
SENT_BEFORE = "Deze melding hebt u al verstuurd. Wilt u iets toevoegen? Maak dan een nieuwe melding."


@require_http_methods(["GET", "HEAD", "POST"])
@needs("signal:report")
def report(request: ActorRequest) -> HttpResponse:
    return _write(request, is_entry=False, finish=_report)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("signal:intake")
def enter(request: ActorRequest) -> HttpResponse:
    return _write(request, is_entry=True, finish=_enter)


def _write(request: ActorRequest, *, is_entry: bool, finish: Finish) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST":
        return show(request, sheets.blank_or_draft(request, is_entry=is_entry, now=now))
    sheet = sheets.sent(request, is_entry=is_entry, now=now)
    if sheet.goes_elsewhere:
        return _elsewhere(request, sheet)
    try:
        sheets.take_files(request, sheet, now=now)
        if sheet.is_valid():
            return finish(request, sheet, now)
        sheets.keep_on_mistake(request, sheet, now=now)
    except rules.CannotReport as problem:
        messages.info(request, str(problem))
        return sheets.where_it_went(request) or show(request, sheet)
    return show(request, sheet)


def _report(request: ActorRequest, sheet: sheets.Sheet, now: datetime) -> HttpResponse:
    receipt = actions.report_signal(sheet.told(), actor=request.actor, now=now, key=sheet.key)
    if receipt.submitted_at < now:
        messages.info(request, SENT_BEFORE)
    return redirect("signals:receipt", receipt.number)


def _enter(request: ActorRequest, sheet: sheets.Sheet, now: datetime) -> HttpResponse:
    arrival = cast(forms.Entry, sheet.report).arrival()
    signal = actions.enter_signal(sheet.told(), arrival=arrival, actor=request.actor, now=now, key=sheet.key)
    messages.success(request, f"Het signaal staat in Dijkwacht onder nummer {signal.number}.")
    return redirect("signals:detail", signal.number)


def _elsewhere(request: ActorRequest, sheet: sheets.Sheet) -> HttpResponse:
    """The other channel for what must not stand here; what was typed is thrown away."""
    draft = permissions.drafts_of(request.actor).filter(pk=sheet.key).first()
    if draft:
        actions.discard_draft(draft, actor=request.actor, now=timezone.now())
    return render(request, "signals/report_elsewhere.html", {"phenomenon": sheet.report.chosen})


def show(request: ActorRequest, sheet: sheets.Sheet) -> HttpResponse:
    """This will answer with the sheet to fill in."""
    # Who comes back by a step without script is in the middle of it and need not be asked.
    is_resumed = sheet.draft is not None and request.method != "POST" and "verder" not in request.GET
    template = "signals/enter.html" if sheet.is_entry else "signals/report.html"
    return render(request, template, {"sheet": sheet, "form": sheet.report, "is_resumed": is_resumed})


@require_safe
@needs("signal:report")
def receipt(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.receipt(request.actor, number)
    if found is None:
        refuse(request, wanted="signal:report")
        raise AssertionError("refuse always raises")
    answer_by = queries.acknowledged_by(found.submitted_at)
    return render(request, "signals/receipt.html", {"receipt": found, "answer_by": answer_by})


@require_safe
@needs("signal:report")
def receipts(request: ActorRequest) -> HttpResponse:
    draft = queries.draft(request.actor, is_entry=False)
    return render(request, "signals/receipts.html", {"receipts": queries.receipts(request.actor), "draft": draft})
