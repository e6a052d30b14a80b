from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.lib.workdays import workdays_between
from dijkwacht.signals import permissions
from dijkwacht.signals.models import Decision, Forwarding, Phase, Signal, SourceRequest, Weighing
from dijkwacht.signals.queries.lists import incoming_forwardings, open_source_checks

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


def work_of(actor: Actor, *, today: date) -> list[WorkItem]:
    """This will return what waits for this person in her role, most urgent first, at most twelve."""
    items: list[WorkItem] = []
    if actor.can("signal:intake"):
        items += [_incoming(each) for each in incoming_forwardings(actor).order_by("confirm_by", "id")[:MOST]]
    if actor.can("signal:read") and not actor.is_system:
        items += [_second(each) for each in _unanswered(actor)]
        items += [_signal(each, today) for each in _waiting(actor, today)[:MOST]]
        items += [_forwarding(each, today) for each in _unconfirmed(actor, today)[:MOST]]
    if actor.can("signal:assess"):
        items += [_assessment(each, today) for each in permissions.visible_to(actor).order_by("due_on", "id")[:MOST]]
    if actor.can("source:check"):
        items += [_source(each) for each in open_source_checks(actor)[:MOST]]
    # Where somebody else waits for an answer comes after what is late; what nobody waits for comes last.
    return sorted(items, key=lambda item: (item.days is None and not item.status, item.days or 0))[:MOST]


def _unanswered(actor: Actor) -> list[Decision]:
    """Decisions of colleagues that wait for a second person."""
    found = Decision.objects.filter(Q(party_id=actor.party_id), needs_second=True, second=None)
    others = found.exclude(made_by=actor.user_id).filter(signal__in=permissions.visible_to(actor))
    return list(others.select_related("signal", "made_by").order_by("made_at", "id")[:MOST])


def _second(decision: Decision) -> WorkItem:
    signal = decision.signal
    url = reverse("signals:answer", args=[signal.number, decision.pk])
    sub = f"{signal.number} · {decision.made_by.name} besloot: {decision.get_outcome_display()}"
    return WorkItem(f"Tweede persoon nodig: {signal.title}", url, sub, status="new")


def _waiting(actor: Actor, today: date) -> list[Signal]:
    if actor.can("signal:intake"):
        phases = Q(phase__in=[Phase.RECEIVED, Phase.INTAKE, Phase.WEIGHING, Phase.TO_FORWARD, Phase.RESEARCH])
    else:
        phases = Q(phase__in=[Phase.DISPUTED, Phase.READY, Phase.WEIGHING])
    phases |= Q(phase=Phase.KEPT, due_on__lte=today)
    weighed = Weighing.objects.filter(signal=OuterRef("pk"), round=OuterRef("weighing_round"), assessor=actor.user_id)
    judged = Q(Exists(weighed), phase=Phase.WEIGHING)
    found = permissions.visible_to(actor).filter(phases, Q(party_id=actor.party_id)).exclude(judged)
    fields = ("number", "title", "phase", "due_on", "locality", "phenomenon__name", "party_id")
    ordered = found.select_related("phenomenon").only(*fields).order_by(F("due_on").asc(nulls_last=True), "id")
    return list(ordered[:MOST])


def _sub(signal: Signal) -> str:
    kind = signal.phenomenon.name if signal.phenomenon else ""
    return " · ".join(part for part in [signal.number, signal.locality, kind] if part)


def _url(signal: Signal) -> str:
    return reverse("signals:detail", args=[signal.number])


def _signal(signal: Signal, today: date) -> WorkItem:
    days = workdays_between(today, signal.due_on) if signal.due_on else None
    return WorkItem(f"{_TO_DO.get(Phase(signal.phase), '')}: {signal.title}", _url(signal), _sub(signal), days)


def _assessment(signal: Signal, today: date) -> WorkItem:
    days = workdays_between(today, signal.due_on) if signal.due_on else None
    return WorkItem(f"Tweede beoordeling: {signal.title}", _url(signal), _sub(signal), days)


def _unconfirmed(actor: Actor, today: date) -> list[Forwarding]:
    found = Forwarding.objects.filter(
        Q(party_id=actor.party_id), sent_at__isnull=False, confirmed_at=None, returned_at=None, confirm_by__lte=today
    )
    return list(found.select_related("authority", "signal").order_by("confirm_by", "id")[:MOST])


def _forwarding(forwarding: Forwarding, today: date) -> WorkItem:
    sent = dutch.short_date(forwarding.sent_at.date()) if forwarding.sent_at else ""
    days = workdays_between(today, forwarding.confirm_by) if forwarding.confirm_by else None
    sub = f"Aan {forwarding.authority.name} · verstuurd {sent}"
    return WorkItem(f"Doorzending niet bevestigd: {forwarding.subject}", _url(forwarding.signal), sub, days)


def _incoming(forwarding: Forwarding) -> WorkItem:
    url = reverse("signals:incoming", args=[forwarding.number])
    return WorkItem(f"Doorgezonden naar u: {forwarding.subject}", url, f"Van {forwarding.party.name}", status="new")


def _source(request: SourceRequest) -> WorkItem:
    url = reverse("signals:source_check", args=[request.pk])
    title = f"Privacytoets: {request.source.name}"
    sub = f"Bij {request.number} · gevraagd door {request.requested_by.name}"
    return WorkItem(title, url, sub, status="new")
