"""The gates: one page for each step that a signal can take."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.signals import actions, permissions, queries, rules
from dijkwacht.signals.forms import deciding as forms
from dijkwacht.signals.models import Decision, Phase, Signal
from dijkwacht.signals.views import doors

both = require_http_methods(["GET", "POST"])


@needs("signal:intake")
@both
def acknowledge(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    doors.demand(request, "signal:intake", signal)
    stopped = doors.cannot(request, signal, lambda: rules.check_can_acknowledge(signal))
    form = forms.Nothing(request.POST or None)
    if stopped or not form.is_valid():
        return stopped or doors.page(request, "acknowledge", signal, form=form)
    now = timezone.now()
    if doors.attempt(request, form, lambda: actions.acknowledge_signal(signal, actor=request.actor, now=now)):
        return doors.leave(request, signal, "De melder ziet nu dat het signaal is ontvangen. De intake loopt.")
    return doors.page(request, "acknowledge", signal, form=form)


def _bases() -> list[tuple[str, str]]:
    return [(each.code, f"{each.name} ({each.article})") for each in knowledge.legal_bases()]


_NEEDED = {Phase.INTAKE: "signal:intake", Phase.DISPUTED: "signal:direct"}


@needs("signal:read")
@both
def decide(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    doors.demand(request, _NEEDED.get(Phase(signal.phase), "signal:weigh"), signal)
    stopped = doors.cannot(request, signal, lambda: _check_decidable(signal, request.POST.get("phase")))
    if stopped:
        return stopped
    form = _decide_form(request, signal)
    if form.is_valid():
        made: list[Decision] = []
        if doors.attempt(request, form, lambda: made.append(_decided(request, signal, form))):
            return doors.leave(request, signal, _told(made[0]))
    seen = queries.seen_by(request.actor, signal)
    name = "intake" if signal.phase == Phase.INTAKE else "decide"
    return doors.page(request, name, signal, form=form, seen=seen)


def _check_decidable(signal: Signal, shown: str | None) -> None:
    rules.check_still_in(signal.phase, shown)
    waiting = signal.decisions.filter(needs_second=True, second=None).first()
    rules.check_can_decide(signal, rules.any_outcome(signal.phase), waiting=waiting)


def _decide_form(request: ActorRequest, signal: Signal) -> Any:
    data = request.POST or None
    if signal.phase == Phase.INTAKE:
        return forms.Intake(data, bases=_bases())
    return forms.Decide(data, phase=signal.phase, bases=_bases())


def _decided(request: ActorRequest, signal: Signal, form: Any) -> Decision:
    return actions.decide_signal(signal, **form.decision(), actor=request.actor, now=timezone.now())


def _told(decision: Decision) -> str:
    if decision.is_waiting:
        return "Uw besluit is vastgelegd. Het geldt als een tweede persoon het bevestigt."
    return f"Besluit vastgelegd: {decision.get_outcome_display()}."


@needs("signal:weigh")
@both
def answer(request: ActorRequest, number: str, pk: str) -> HttpResponse:
    signal = doors.find(request, number)
    doors.demand(request, "signal:weigh", signal)
    decision = get_object_or_404(signal.decisions.select_related("made_by", "legal_basis"), pk=pk)
    actor = request.actor
    stopped = doors.cannot(
        request, signal, lambda: rules.check_can_second(decision, phase=signal.phase, by=actor.user_id)
    )
    form = forms.Answer(request.POST or None)
    if stopped or not form.is_valid():
        return stopped or doors.page(request, "answer", signal, form=form, decision=decision)
    given = form.cleaned_data
    now = timezone.now()
    if doors.attempt(request, form, lambda: actions.answer_decision(decision, **given, actor=actor, now=now)):
        told = "Het besluit geldt nu." if given["agrees"] else "Het besluit is vervallen. De behandelaar kan verder."
        return doors.leave(request, signal, told)
    return doors.page(request, "answer", signal, form=form, decision=decision)


@needs("signal:weigh", "signal:assess")
@both
def weigh(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    if not permissions.may_weigh(request.actor, signal):
        doors.shut(request, "signal:weigh")
    stopped = doors.cannot(request, signal, lambda: queries.check_weighable(signal, actor=request.actor))
    form = forms.Weigh(request.POST or None)
    if stopped or not form.is_valid():
        return stopped or _weigh_page(request, signal, form)
    given, now = form.cleaned_data, timezone.now()
    if doors.attempt(request, form, lambda: actions.weigh_signal(signal, **given, actor=request.actor, now=now)):
        return doors.leave(request, signal, "Uw beoordeling is vastgelegd.")
    return _weigh_page(request, signal, form)


def _weigh_page(request: ActorRequest, signal: Signal, form: forms.Weigh) -> HttpResponse:
    seen = queries.seen_by(request.actor, signal)
    indicators = knowledge.indicator_names(signal.indicators, on=signal.received_at)
    return doors.page(request, "weigh", signal, form=form, seen=seen, indicators=indicators)


@needs("signal:intake", "signal:direct")
@both
def assign(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    stopped = doors.cannot(request, signal, lambda: rules.check_assignable(signal, regime_shows=signal.regime.may_show))
    current = signal.assignments.filter(revoked_at=None).select_related("user", "party", "signal").first()
    if current is not None and request.POST.get("step") == "revoke":
        actions.revoke_assignment(current, actor=request.actor, now=timezone.now())
        return doors.leave(request, signal, "De toewijzing is ingetrokken.")
    form = forms.Assign(request.POST or None, people=queries.assessors_for(request.actor))
    days = knowledge.service_days("assignment")
    if stopped or not form.is_valid():
        return stopped or doors.page(request, "assign", signal, form=form, days=days, current=current)
    given, now = form.assignment(), timezone.now()
    if doors.attempt(request, form, lambda: actions.assign_assessor(signal, **given, actor=request.actor, now=now)):
        told = f"De tweede beoordelaar kan dit signaal nu lezen en wegen, ten hoogste {days} werkdagen."
        return doors.leave(request, signal, told)
    return doors.page(request, "assign", signal, form=form, days=days, current=current)


@needs("signal:read", "signal:assess")
@both
def recuse(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    form = forms.Recuse(request.POST or None)
    now = timezone.now()
    if form.is_valid() and doors.attempt(
        request, form, lambda: actions.recuse(signal, **form.cleaned_data, actor=request.actor, now=now)
    ):
        return doors.leave(request, signal, "U ziet dit signaal niet meer. Een ander neemt het over.")
    return doors.page(request, "recuse", signal, form=form)
