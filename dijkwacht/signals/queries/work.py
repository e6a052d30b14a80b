from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.lib.compiled import Compiled, slot
from dijkwacht.lib.workdays import workdays_left
from dijkwacht.signals import permissions
from dijkwacht.signals.models import Decision, Forwarding, Phase, Signal, SourceRequest, Weighing
from dijkwacht.signals.queries.lists import MOST_COUNTED, CountUpTo, incoming_forwardings, open_source_checks

MOST = 12

_TO_DO = {
    Phase.RECEIVED: "Nieuw: bevestig de ontvangst",
    Phase.INTAKE: "Intake",
    Phase.WEIGHING: "Weging",
    Phase.DISPUTED: "Oordeel verschilt",
    Phase.RESEARCH: "Bronnenonderzoek",
    Phase.READY: "Bespreken",
    Phase.TO_FORWARD: "Doorzenden",
    Phase.KEPT: "Bewaartijd voorbij",
}


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits for somebody, for the home page. `days` are working days until the term."""

    title: str
    url: str
    sub: str
    days: int | None = None
    status: str = ""


def work_of(actor: Actor, *, today: date, most: int = MOST) -> list[WorkItem]:
    """This will return what waits for this person in her role, most urgent first, at most so many."""
    rows = ((kind, row) for kind in _kinds(actor) for row in kind.rows(most, actor=actor, today=today))
    items = [kind.item_of(row, today) for kind, row in rows]
    # Where somebody else waits for an answer comes after what is late; what nobody waits for comes last.
    return sorted(items, key=lambda item: (item.days is None and not item.status, item.days or 0))[:most]


def number_of_work(actor: Actor, *, today: date) -> CountUpTo:
    """This will count what waits for this person, also what a short list leaves out."""
    counts = [kind.rows.count(MOST_COUNTED + 1, actor=actor, today=today) for kind in _kinds(actor)]
    return CountUpTo(sum(min(each, MOST_COUNTED) for each in counts), any(each > MOST_COUNTED for each in counts))


def _unanswered(actor: Actor) -> QuerySet[Decision]:
    """Decisions of colleagues that wait for a second person."""
    found = Decision.objects.filter(Q(party_id=actor.party_id), needs_second=True, second=None)
    others = found.exclude(made_by_id=actor.user_id).filter(signal__in=permissions.visible_to(actor))
    return others.select_related("signal", "made_by").order_by("made_at", "id")


def _second(decision: Decision, _: date) -> WorkItem:
    signal = decision.signal
    url = reverse("signals:answer", args=[signal.number, decision.pk])
    sub = f"{signal.number} · {decision.made_by.name} besloot: {decision.get_outcome_display()}"
    return WorkItem(f"Tweede persoon nodig: {signal.title}", url, sub, status="new")


def _waiting(actor: Actor) -> QuerySet[Signal]:
    if actor.can("signal:intake"):
        phases = Q(phase__in=[Phase.RECEIVED, Phase.INTAKE, Phase.WEIGHING, Phase.TO_FORWARD, Phase.RESEARCH])
    else:
        phases = Q(phase__in=[Phase.DISPUTED, Phase.READY, Phase.WEIGHING])
    phases |= Q(phase=Phase.KEPT, due_on__lte=slot("today"))
    weighed = Weighing.objects.filter(
        signal=OuterRef("pk"), round=OuterRef("weighing_round"), assessor_id=actor.user_id
    )
    judged = Q(Exists(weighed), phase=Phase.WEIGHING)
    found = permissions.visible_to(actor).filter(phases, Q(party_id=actor.party_id)).exclude(judged)
    fields = ("number", "title", "phase", "due_on", "locality", "phenomenon__name", "party_id")
    return found.select_related("phenomenon").only(*fields).order_by(F("due_on").asc(nulls_last=True), "id")


def _sub(signal: Signal) -> str:
    kind = signal.phenomenon.name if signal.phenomenon else ""
    return " · ".join(part for part in [signal.number, signal.locality, kind] if part)


def _url(signal: Signal) -> str:
    return reverse("signals:detail", args=[signal.number])


def _signal(signal: Signal, today: date) -> WorkItem:
    days = workdays_left(signal.due_on, today=today)
    return WorkItem(f"{_TO_DO.get(Phase(signal.phase), '')}: {signal.title}", _url(signal), _sub(signal), days)


def _assessment(signal: Signal, today: date) -> WorkItem:
    days = workdays_left(signal.due_on, today=today)
    return WorkItem(f"Tweede beoordeling: {signal.title}", _url(signal), _sub(signal), days)


def _unconfirmed(actor: Actor) -> QuerySet[Forwarding]:
    found = Forwarding.objects.filter(
        Q(party_id=actor.party_id),
        sent_at__isnull=False,
        confirmed_at=None,
        returned_at=None,
        confirm_by__lte=slot("today"),
    )
    return found.select_related("authority", "signal").order_by("confirm_by", "id")


def _forwarding(forwarding: Forwarding, today: date) -> WorkItem:
    sent = dutch.short_date(forwarding.sent_at) if forwarding.sent_at else ""
    days = workdays_left(forwarding.confirm_by, today=today)
    sub = f"Aan {forwarding.authority.name} · verstuurd {sent}"
    if forwarding.late_since:
        sub += f" · te laat sinds {dutch.short_date(forwarding.late_since)}"
    url = reverse("signals:forwarding", args=[forwarding.signal.number, forwarding.number])
    return WorkItem(f"Doorzending niet bevestigd: {forwarding.subject}", url, sub, days)


def _incoming(forwarding: Forwarding, _: date) -> WorkItem:
    url = reverse("signals:incoming", args=[forwarding.number])
    return WorkItem(f"Doorgezonden naar u: {forwarding.subject}", url, f"Van {forwarding.party.name}", status="new")


def _source(request: SourceRequest, _: date) -> WorkItem:
    url = reverse("signals:source_check", args=[request.pk])
    title = f"Privacytoets: {request.source.name}"
    sub = f"Bij {request.number} · gevraagd door {request.requested_by.name}"
    return WorkItem(title, url, sub, status="new")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of thing that waits: for whom, which ones, and how one of it is told."""

    is_for: Callable[[Actor], bool]
    rows: Compiled[Any]
    item_of: Callable[[Any, date], WorkItem]


def _first(found: Callable[[Actor], QuerySet[Any]]) -> Compiled[Any]:
    return Compiled(lambda actor, most: found(actor)[:most])


def _handles(actor: Actor) -> bool:
    return actor.can("signal:read") and not actor.is_system


def _to_confirm(actor: Actor) -> QuerySet[Forwarding]:
    return incoming_forwardings(actor).order_by("confirm_by", "id")


def _to_assess(actor: Actor) -> QuerySet[Signal]:
    return permissions.visible_to(actor).order_by("due_on", "id")


_KINDS = (
    _Kind(lambda actor: actor.can("signal:intake"), _first(_to_confirm), _incoming),
    _Kind(_handles, _first(_unanswered), _second),
    _Kind(_handles, _first(_waiting), _signal),
    _Kind(_handles, _first(_unconfirmed), _forwarding),
    _Kind(lambda actor: actor.can("signal:assess"), _first(_to_assess), _assessment),
    _Kind(lambda actor: actor.can("source:check"), _first(open_source_checks), _source),
)


def _kinds(actor: Actor) -> list[_Kind]:
    return [kind for kind in _KINDS if kind.is_for(actor)]
