"""Into a report and out again: find it or refuse, do one thing, say what went wrong."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, NoReturn, ParamSpec, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from dijkwacht.lib.envelopes import CannotOpen
from dijkwacht.lib.files import CannotAccept
from dijkwacht.lib.ids import normalise_number
from dijkwacht.parties.permissions import ActorRequest, refuse
from dijkwacht.reporting import desk_rules, permissions
from dijkwacht.reporting.models import Report, State
from dijkwacht.signals.rules import RuleBroken

P = ParamSpec("P")
R = TypeVar("R", bound=ActorRequest)


def says_when_shut(
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """This will explain, in the place of the page, that the officer's own key does not open this report."""

    @wraps(view)
    def guarded(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CannotOpen as problem:
            context = {"number": kwargs.get("number", ""), "problem": str(problem)}
            return render(request, "reporting/desk/shut.html", context)

    return guarded


def find(request: ActorRequest, number: str, *, also_gone: bool = False) -> Report:
    """
    This will return the report, if this person may see it.

    :raises Http404: if not, with a trace in the log; also when it was destroyed, unless `also_gone`
    """
    rows = permissions.visible_to(request.actor).filter(number=normalise_number(number) or "")
    found = rows.select_related("party", "signal", "sign").first()
    if found is not None and found.state == State.DELETED and not also_gone:
        raise Http404
    return found or shut(request, "report:read")


def shut(request: ActorRequest, wanted: str) -> NoReturn:
    """:raises Http404: always; the log tells who tried"""
    refuse(request, wanted=wanted)
    raise AssertionError("refuse always raises")  # pragma: no cover


def attempt(request: ActorRequest, form: BaseForm, do: Callable[[], object]) -> bool:
    """
    This will do one thing and return whether it was done; a broken rule becomes an error of the form.

    :raises Http404: if the person may not, with a trace in the log
    """
    try:
        do()
    except (desk_rules.Refused, RuleBroken, CannotOpen, CannotAccept) as problem:
        form.add_error(None, str(problem))
        return False
    except PermissionDenied as problem:
        shut(request, str(problem))
    return True


def back_to(request: ActorRequest, report: Report, told: str) -> HttpResponse:
    """This will say what happened and go back to the report."""
    messages.success(request, told)
    return redirect("reporting:report", report.number)
