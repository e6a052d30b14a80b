"""What a person can do with a signal now, and for what she cannot: why not, and whom to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.parties import queries as parties
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.models import Phase, Signal

if TYPE_CHECKING:
    from dijkwacht.signals.queries.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to do. With `why_not` it cannot be done now, or not by this person."""

    name: str
    label: str
    url: str
    main: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The one next step, what else is possible, and what is not."""

    main: Choice | None
    others: list[Choice]
    refused: list[Choice]
    ask: str


_HANDLERS = ("intake_officer", "director")
_WHO = {"signal:intake": ("intake_officer",), "signal:direct": ("director",)}

# phase: (page, text of the button, permission)
_NEXT: dict[str, tuple[str, str, str]] = {
    Phase.RECEIVED: ("acknowledge", "Ontvangst bevestigen", "signal:intake"),
    Phase.INTAKE: ("decide", "Intake doen", "signal:intake"),
    Phase.WEIGHING: ("weigh", "Beoordelen", "signal:weigh"),
    Phase.DISPUTED: ("decide", "Beslissen bij verschil", "signal:direct"),
    Phase.RESEARCH: ("decide", "Onderzoek afronden", "signal:weigh"),
    Phase.READY: ("decide", "Besluiten", "signal:weigh"),
    Phase.SINGLE: ("decide", "Afhandelen", "signal:weigh"),
    Phase.TO_FORWARD: ("forward", "Doorzenden", "signal:forward"),
    Phase.FORWARDED: ("forward", "Nog eens doorzenden", "signal:forward"),
    Phase.KEPT: ("decide", "Opnieuw besluiten", "signal:weigh"),
    Phase.CLOSED: ("reopen", "Heropenen", "signal:direct"),
    Phase.MERGED: ("unmerge", "Losmaken", "signal:direct"),
}
_NEVER_MAIN = {Phase.FORWARDED, Phase.CLOSED, Phase.MERGED}

# page: (text of the button, permission, phases in which it makes sense)
_BESIDES: dict[str, tuple[str, str, frozenset[str]]] = {
    "request_source": ("Bron aanvragen", "signal:research", frozenset({Phase.RESEARCH})),
    "assign": ("Tweede beoordelaar kiezen", "signal:intake", frozenset({Phase.INTAKE, Phase.WEIGHING})),
    "hand_over": ("Overdragen", "signal:direct", frozenset(rules.OPEN_PHASES)),
    "merge": ("Samenvoegen", "signal:direct", frozenset(rules.OPEN_PHASES)),
    "split": ("Splitsen", "signal:direct", frozenset(rules.OPEN_PHASES)),
    "reopen": ("Heropenen", "signal:direct", frozenset({Phase.KEPT})),
}


def choices_of(dossier: "Dossier", *, actor: Actor) -> Choices:
    """This will return what the actor can and cannot do with the signal now."""
    signal = dossier.signal
    found = list(_next(dossier, actor)) + list(_besides(dossier, actor))
    refused = [each for each in found if each.why_not]
    main = next((each for each in found if each.main and not each.why_not), None)
    others = [each for each in found if each is not main and not each.why_not]
    return Choices(main, others, refused, _whom_to_ask(signal) if refused else "")


def _next(dossier: "Dossier", actor: Actor) -> Iterator[Choice]:
    signal = dossier.signal
    if dossier.waiting is not None:
        url = reverse("signals:answer", args=[signal.number, dossier.waiting.pk])
        own = "U nam dit besluit zelf. Een ander moet het bevestigen: vier ogen."
        mine = own if dossier.waiting.made_by_id == actor.user_id else ""
        yield Choice("answer", "Als tweede beslissen", url, True, mine or _lacks(actor, "signal:weigh", signal))
        return
    pending = next((each for each in dossier.forwardings if not (each.confirmed_at or each.returned_at)), None)
    if pending is not None:
        label = "Bevestiging vastleggen" if pending.sent_at else "Doorzending afmaken"
        url = reverse("signals:forwarding", args=[signal.number, pending.number])
        yield Choice("forwarding", label, url, True, _lacks(actor, "signal:forward", signal))
    page, label, permission = _NEXT[signal.phase]
    why_not = _cannot_weigh(dossier, actor) if page == "weigh" else _lacks(actor, permission, signal)
    if page == "forward" and not why_not:
        regime = signal.regime
        why_not = rules.why_not_passed_on(signal, regime_allows=regime.may_forward, why_not=regime.why_not_forward)
    asks_first = signal.phase == Phase.RESEARCH and not dossier.sources
    yield Choice(page, label, _url(page, signal), signal.phase not in _NEVER_MAIN and not asks_first, why_not)


def _cannot_weigh(dossier: "Dossier", actor: Actor) -> str:
    if dossier.seen.mine is not None:
        return "U hebt dit signaal al gewogen. De tweede weging is voor een ander: vier ogen."
    assigned = dossier.assignment is not None and dossier.assignment.user_id == actor.user_id
    return "" if assigned else _lacks(actor, "signal:weigh", dossier.signal)


def _besides(dossier: "Dossier", actor: Actor) -> Iterator[Choice]:
    signal = dossier.signal
    for page, (label, permission, phases) in _BESIDES.items():
        if signal.phase in phases and _NEXT[signal.phase][0] != page:
            why_not = _lacks(actor, permission, signal)
            if page == "assign":
                why_not = _cannot_assign(signal, actor)
            main = page == "request_source" and not dossier.sources
            yield Choice(page, label, _url(page, signal), main, why_not)
    if signal.is_open:
        yield Choice("recuse", "Ik ben betrokken", _url("recuse", signal))


def _cannot_assign(signal: Signal, actor: Actor) -> str:
    if not permissions.may(actor, "signal:direct", signal) and _lacks(actor, "signal:intake", signal):
        return _lacks(actor, "signal:intake", signal)
    try:
        rules.check_assignable(signal, regime_shows=signal.regime.may_show)
    except rules.CannotAssign as problem:
        return str(problem)
    return ""


def _lacks(actor: Actor, permission: str, signal: Signal) -> str:
    """Empty when she may; else which right it takes, and who has it."""
    if permissions.may(actor, permission, signal):
        return ""
    roles = " of ".join(settings.ROLES[role].label.lower() for role in _WHO.get(permission, _HANDLERS))
    return f"Dit doet de {roles}. Nodig is het recht: {settings.PERMISSIONS[permission]}."


def _whom_to_ask(signal: Signal) -> str:
    holders = parties.role_holders(*_HANDLERS)
    names = dict.fromkeys(each.name for each in holders if each.party_id == signal.party_id)
    return dutch.join(list(names))


def _url(page: str, signal: Signal) -> str:
    return reverse(f"signals:{page}", args=[signal.number])
