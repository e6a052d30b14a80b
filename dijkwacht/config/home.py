"""Home: what waits for me, what is late, how it stands. It gathers from every room; it decides nothing."""

from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dijkwacht.agreement import queries as agreement
from dijkwacht.audit import queries as audit
from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.parties import queries as parties
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import queries as reporting
from dijkwacht.signals import queries as signals

RECENT_RECEIPTS = 3
FEW = 12
MANY = 500
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, from whichever room it comes."""

    title: str
    url: str
    sub: str
    days: int | None = None
    status: str = ""
    text: str = ""


@require_safe
@needs()
def home(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    actor, today = request.actor, timezone.localdate(now)
    if "alles" in request.GET:
        return _everything(request, now=now)
    waiting = _waiting(actor, now=now, most=FEW)
    context: dict[str, Any] = {
        "greeting": _greeting(timezone.localtime(now)),
        "lead": _lead(today, late=sum((item.days or 0) < 0 for item in waiting)),
        "waiting": waiting,
        "left_out": _left_out(actor, today=today, shown=waiting),
        "counts": _counts(actor, today=today) if actor.can("signal:read") else [],
        "receipts": signals.receipts(actor)[:RECENT_RECEIPTS] if actor.can("signal:report") else [],
    }
    if profile := agreement.profile_lately(as_of=today, actor=actor):
        context |= {"dikes": profile.dikes, "norm": profile.norm}
    return render(request, "config/home.html", context)


def _everything(request: ActorRequest, *, now: datetime) -> HttpResponse:
    """All that waits, also what did not fit on the first page."""
    page = Paginator(_waiting(request.actor, now=now, most=MANY), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "config/everything.html", {"page": page, "most": MANY})


def _left_out(actor: Actor, *, today: date, shown: list[Waiting]) -> str:
    """How much more waits than the first page shows: "en 7 meer", empty when it shows all."""
    if len(shown) < FEW:
        return ""
    work = signals.number_of_work(actor, today=today)
    left = work.number - FEW
    return f"en {'meer dan ' if work.more else ''}{dutch.number(left)} meer" if left > 0 else ""


def _waiting(actor: Actor, *, now: datetime, most: int) -> list[Waiting]:
    today = timezone.localdate(now)
    work = signals.work_of(actor, today=today, most=most)
    found = [Waiting(each.title, each.url, each.sub, each.days, each.status) for each in work]
    # Somebody outside waits within a working day, and there are few of them: they come first.
    told = [*reporting.vault_work(actor), *reporting.work_of(actor, today=today, now=now)]
    found = [Waiting(*astuple(each)) for each in told] + found
    if actor.can("retention:decide"):
        found += _to_destroy(actor)
    if actor.can("people:review") and parties.review_is_due(actor, now=now):
        found.append(Waiting("Jaarlijkse controle van rechten", reverse("parties:review"), "Wie heeft welke rol?"))
    if actor.can("agreement:declare"):
        items = agreement.home_items(actor, now)
        found += [Waiting(each.title, each.url, each.sub, None, each.status, each.text) for each in items]
    return found


def _to_destroy(actor: Actor) -> list[Waiting]:
    number = audit.waiting_for(actor).count()
    if not number:
        return []
    title = f"{dutch.count(number, 'bewaartermijn loopt', 'bewaartermijnen lopen')} af"
    return [Waiting(title, reverse("audit:to_destroy"), "Twee personen beslissen over vernietigen")]


def _counts(actor: Actor, *, today: date) -> list[dict[str, Any]]:
    """Numbers with the list that they count."""
    lists = [
        ("open signalen", "?phase=open", signals.filtered(actor, phase="open")),
        ("te laat", "?phase=late", signals.filtered(actor, phase="open", late=True, today=today)),
        ("klaar voor overleg", "?phase=ready", signals.filtered(actor, phase="ready")),
    ]
    return [
        {"number": _shown(found.up_to()), "label": label, "url": reverse("signals:list") + query}
        for label, query, found in lists
    ]


def _shown(count: signals.CountUpTo) -> str:
    """As "12", or "1.000+" for what is not counted further."""
    return dutch.number(count.number) + ("+" if count.more else "")


def _greeting(moment: datetime) -> str:
    if moment.hour < 12:
        return "Goedemorgen"
    return "Goedemiddag" if moment.hour < 18 else "Goedenavond"


def _lead(today: date, *, late: int) -> str:
    day = dutch.day_date(today).capitalize()
    if late == 0:
        return f"{day}. Er is niets te laat."
    return f"{day}. {dutch.count(late, 'ding kan', 'dingen kunnen')} niet wachten."
