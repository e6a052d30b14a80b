"""Into a signal and out again: find it or refuse, do one thing, go where the person may still look."""

from collections.abc import Callable
from typing import Any, NoReturn

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dijkwacht.parties.permissions import ActorRequest, refuse
from dijkwacht.signals import actions, permissions, queries, rules
from dijkwacht.signals.models import Signal


def find(request: ActorRequest, number: str) -> Signal:
    """
    This will return the signal, if this person may see it.

    :raises Http404: if not, with a trace in the log
    """
    return queries.find(number, actor=request.actor) or shut(request, "signal")


def shut(request: ActorRequest, wanted: str) -> NoReturn:
    """:raises Http404: always; the log tells who tried"""
    refuse(request, wanted=wanted)
    raise AssertionError("refuse always raises")  # pragma: no cover


def demand(request: ActorRequest, permission: str, signal: Signal) -> None:
    """:raises Http404: if the person may not do this with a signal of this party"""
    if not permissions.may(request.actor, permission, signal):
        shut(request, permission)


def attempt(request: ActorRequest, form: BaseForm, do: Callable[[], object]) -> bool:
    """
    This will do one thing and return whether it was done; a broken rule becomes an error of the form.

    :raises Http404: if the person may not, with a trace in the log
    """
    try:
        do()
    except rules.RuleBroken as problem:
        form.add_error(None, str(problem))
        return False
    except PermissionDenied as problem:
        shut(request, str(problem))
    return True


def leave(request: ActorRequest, signal: Signal, told: str) -> HttpResponse:
    """This will say what happened and go back to the signal, or to the list when she may no longer see it."""
    messages.success(request, told)
    if permissions.visible_to(request.actor).filter(pk=signal.pk).exists():
        return redirect("signals:detail", signal.number)
    return redirect("signals:list")


def page(request: ActorRequest, name: str, signal: Signal, *, recorded: bool = False, **context: Any) -> HttpResponse:
    """This will show a page about one signal. It tells what was reported, so that reading it is recorded."""
    if not recorded:
        actions.open_signal(signal, actor=request.actor, now=timezone.now())
    readable = permissions.may_read_content(request.actor, signal)
    return render(request, f"signals/{name}.html", {"signal": signal, "readable": readable, **context})


def cannot(request: ActorRequest, signal: Signal, check: Callable[[], object]) -> HttpResponse | None:
    """This will return a page that explains why this cannot be done now, None when it can."""
    try:
        check()
    except rules.RuleBroken as problem:
        return page(request, "cannot", signal, problem=str(problem))
    return None
