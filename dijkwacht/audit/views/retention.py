"""What is kept too long, and the two people who decide about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dijkwacht.audit import actions, forms, permissions, rules
from dijkwacht.audit.models import Retention, State
from dijkwacht.audit.views.log import PER_PAGE, ActorRequest
from dijkwacht.lib.doors import fresh_login_required, needs

_WAITING = (State.PROPOSED, State.FIRST_AGREED)
_REFUSALS = (rules.CannotAgree, rules.CannotExtend, rules.CannotHold)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person can do with a term: the question, what follows from it, and the action."""

    act: Callable[..., Retention]
    check: Callable[..., None]
    question: str
    consequence: str
    submit: str
    with_reason: bool = True


STEPS = {
    "akkoord": Step(
        actions.agree,
        rules.check_can_agree,
        "Gaat u akkoord met vernietigen?",
        "Na het akkoord van twee personen wordt alle inhoud vernietigd, ook bijlagen. Dat kan niet terug. Er blijft een"
        " bewijs over met nummer, datums, reden en wie akkoord gingen.",
        "Ja, ik ga akkoord",
        with_reason=False,
    ),
    "verlengen": Step(
        actions.extend,
        rules.check_can_extend,
        "Wilt u de termijn verlengen?",
        "Verlengen wordt geteld en kan niet vaker dan de lijst met bewaartermijnen toestaat.",
        "Termijn verlengen",
    ),
    "aanhouden": Step(
        actions.hold,
        rules.check_can_hold,
        "Wilt u vernietigen aanhouden?",
        "Het dossier blijft bewaard tot iemand het aanhouden opheft, bijvoorbeeld omdat er een rechtszaak loopt.",
        "Aanhouden",
    ),
    "vrijgeven": Step(
        actions.release,
        rules.check_can_release,
        "Wilt u het aanhouden opheffen?",
        "De bewaartermijn beslist dan weer. Is die voorbij, dan wordt het dossier opnieuw voorgedragen.",
        "Aanhouden opheffen",
    ),
}


@needs("retention:decide")
@require_safe
def to_destroy(request: ActorRequest) -> HttpResponse:
    """What waits for a decision, what is held, and what comes up next."""
    mine = permissions.retentions_visible_to(request.actor)
    waiting = mine.filter(state__in=_WAITING)
    context = {
        "waiting": _page(request, waiting),
        "held": mine.filter(state=State.HELD)[:PER_PAGE],
        "coming": mine.filter(state=State.RUNNING)[:10],
        "running": mine.filter(state=State.RUNNING).count(),
    }
    return render(request, "audit/to_destroy.html", context)


@needs("retention:decide", "audit:read")
@require_safe
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    retention = get_object_or_404(permissions.retentions_visible_to(request.actor), pk=pk)
    context = {"retention": retention, "steps": retention.steps.all(), "possible": _possible(retention, request)}
    return render(request, "audit/retention.html", context)


@needs("retention:decide")
@fresh_login_required
@require_http_methods(["GET", "POST"])
def step(request: ActorRequest, pk: int, name: str) -> HttpResponse:
    retention = get_object_or_404(permissions.retentions_visible_to(request.actor), pk=pk)
    if name not in STEPS:
        raise Http404
    wanted = STEPS[name]
    kind = forms.Reason if wanted.with_reason else forms.Nothing
    form = kind(request.POST if request.method == "POST" else None)

    if form.is_valid():
        try:
            wanted.act(retention, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except _REFUSALS as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("audit:retention", pk)
    extends = wanted.act is actions.extend and retention.state != State.DESTROYED
    until = rules.extended_until(retention, today=timezone.localdate()) if extends else None
    return render(request, "audit/step.html", {"retention": retention, "step": wanted, "form": form, "until": until})


@needs("retention:decide", "audit:read")
@require_safe
def tombstones(request: ActorRequest) -> HttpResponse:
    """What was destroyed: that it was there, and no more."""
    gone = permissions.retentions_visible_to(request.actor).filter(state=State.DESTROYED)
    return render(request, "audit/tombstones.html", {"gone": _page(request, gone.order_by("-destroyed_at", "-id"))})


def _possible(retention: Retention, request: ActorRequest) -> list[dict[str, Any]]:
    """Each step with the reason why it cannot be taken now, empty when it can."""
    return [
        {"name": name, "submit": each.submit, "refusal": _refusal(each, retention, request)}
        for name, each in STEPS.items()
        if retention.state != State.DESTROYED and request.actor.can("retention:decide")
    ]


def _refusal(step: Step, retention: Retention, request: ActorRequest) -> str:
    about = {"by": request.actor.user_id} if step.act is actions.agree else {}
    try:
        step.check(retention, **about)
    except _REFUSALS as problem:
        return str(problem)
    return ""


def _page(request: ActorRequest, rows: Any) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
