"""What the director does to keep signals in order: hand over, reopen, merge, split."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.signals import actions, queries, rules
from dijkwacht.signals.forms import deciding as forms
from dijkwacht.signals.models import Signal
from dijkwacht.signals.views import doors
from dijkwacht.signals.views.handling import handlers_of

Act = Callable[..., object]
both = require_http_methods(["GET", "POST"])


def _directed(request: ActorRequest, number: str) -> Signal:
    signal = doors.find(request, number)
    doors.demand(request, "signal:direct", signal)
    return signal


def _step(
    request: ActorRequest, name: str, signal: Signal, form: BaseForm, act: Act, *, told: str, **context: Any
) -> HttpResponse:
    """The page that asks for a step, or the step itself and the way out."""
    now = timezone.now()
    if form.is_valid() and doors.attempt(
        request, form, lambda: act(signal, **form.cleaned_data, actor=request.actor, now=now)
    ):
        return doors.leave(request, signal, told)
    return doors.page(request, name, signal, form=form, **context)


@needs("signal:direct")
@both
def hand_over(request: ActorRequest, number: str) -> HttpResponse:
    signal = _directed(request, number)
    people = [(pk, name) for pk, name in handlers_of(request.actor) if pk != signal.handler_id]
    form = forms.HandOver(request.POST or None, people=people)
    told = "Het signaal heeft een nieuwe behandelaar."
    return _step(request, "hand_over", signal, form, actions.hand_over, told=told)


@needs("signal:direct")
@both
def reopen(request: ActorRequest, number: str) -> HttpResponse:
    signal = _directed(request, number)
    form = forms.Reopen(request.POST or None)
    told = "Het signaal is weer open. De bewaartermijn is vervallen."
    stopped = doors.cannot(request, signal, lambda: rules.check_can_reopen(signal))
    return stopped or _step(request, "reopen", signal, form, actions.reopen_signal, told=told)


@needs("signal:direct")
@both
def merge(request: ActorRequest, number: str) -> HttpResponse:
    signal = _directed(request, number)
    related = [each for each in queries.related_to(signal, actor=request.actor, most=20) if each.is_open]
    picked = request.GET if {"into", "number"} & set(request.GET) else None
    pick = forms.PickSignal(picked, related=[(each.number, _in_short(each)) for each in related])
    into = _picked(request, signal, pick)
    if into is None:
        return doors.page(request, "merge_pick", signal, form=pick)

    actions.open_signal(into, actor=request.actor, now=timezone.now())
    form = forms.Merge(request.POST or None)
    act = partial(actions.merge_signal, into=into)
    told = f"Samengevoegd met {into.number}. U kunt dit ongedaan maken."
    return _step(request, "merge", signal, form, act, told=told, into=into)


def _in_short(signal: Signal) -> str:
    why = queries.WHY_RELATED[signal.why]  # type: ignore[attr-defined]
    return f"{signal.number} · {signal.title} ({why})"


def _picked(request: ActorRequest, signal: Signal, pick: forms.PickSignal) -> Signal | None:
    """The other signal, if she may see it and the two can be one; else the reason is with the form."""
    if not pick.is_valid():
        return None
    found = queries.find(pick.cleaned_data["picked"], actor=request.actor)
    if found is None:
        pick.add_error("number", "Wij vinden geen signaal met dit nummer.")
        return None
    can = doors.attempt(request, pick, lambda: rules.check_can_merge(signal, found))
    return found if can else None


@needs("signal:direct")
@both
def unmerge(request: ActorRequest, number: str) -> HttpResponse:
    signal = _directed(request, number)
    form = forms.Unmerge(request.POST or None)
    told = "De signalen zijn weer los van elkaar."
    stopped = doors.cannot(request, signal, lambda: rules.check_can_unmerge(signal))
    return stopped or _step(request, "unmerge", signal, form, actions.unmerge_signal, told=told)


@needs("signal:direct")
@both
def split(request: ActorRequest, number: str) -> HttpResponse:
    signal = _directed(request, number)
    form = forms.Split(request.POST or None)
    now = timezone.now()
    stopped = doors.cannot(request, signal, lambda: rules.check_can_split(signal))
    if stopped or not form.is_valid():
        return stopped or doors.page(request, "split", signal, form=form)
    made: list[Signal] = []
    if doors.attempt(
        request,
        form,
        lambda: made.append(actions.split_signal(signal, **form.cleaned_data, actor=request.actor, now=now)),
    ):
        return doors.leave(request, made[0], f"Dit is het nieuwe signaal. Het komt uit {signal.number}.")
    return doors.page(request, "split", signal, form=form)
