from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.lib.compiled import Compiled, slot
from dijkwacht.parties import queries as parties
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.models import Decision, Phase, Signal, Weighing

_PATH = (
    ("Ontvangen", (Phase.RECEIVED,)),
    ("Intake", (Phase.INTAKE,)),
    ("Wegen", (Phase.WEIGHING, Phase.DISPUTED)),
    ("Bronnenonderzoek", (Phase.RESEARCH,)),
    ("Overleg", (Phase.READY,)),
    ("Besluit", (Phase.SINGLE, Phase.TO_FORWARD, Phase.FORWARDED, Phase.KEPT, Phase.CLOSED, Phase.MERGED)),
)


def steps_of(signal: Signal, *, weighed: int, decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """This will return the path of a signal for the steps component: where it was, is and may go."""
    now = next(index for index, (_, phases) in enumerate(_PATH) if signal.phase in phases)
    passed = {decision.from_phase: decision.made_at for decision in decisions if not decision.refused}
    if signal.acknowledged_at:
        passed[Phase.RECEIVED] = signal.acknowledged_at
    steps = []
    for index, (label, phases) in enumerate(_PATH):
        state = "now" if index == now else "next" if index > now else "done"
        left_at = max((passed[phase] for phase in phases if phase in passed), default=None)
        if state == "done" and left_at is None:
            state = "skipped"
        text = _text(signal, label, weighed=weighed, state=state)
        if state == "done" and left_at is not None and not text:
            text = dutch.short_date(timezone.localdate(left_at))
        steps.append({"label": label, "state": state, "text": text})
    return steps


def _text(signal: Signal, label: str, *, weighed: int, state: str) -> str:
    if label == "Ontvangen":
        how = "vertrouwelijk" if signal.confidential else signal.get_channel_display()
        return f"{dutch.short_date(timezone.localdate(signal.received_at))} · {how}"
    if label == "Bronnenonderzoek" and state in {"now", "next"}:
        return "privacytoets per bron"
    if label == "Wegen" and signal.phase == Phase.WEIGHING:
        return f"{weighed} van 2 beoordeeld"
    if label == "Besluit" and state == "now":
        return signal.get_phase_display()
    return ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The weighings that a person may see now, and whether there are others she may not see yet."""

    weighings: list[Weighing]
    hidden: int
    mine: Weighing | None


def seen_by(actor: Actor, signal: Signal) -> Seen:
    """
    This will return the weighings that the actor may read: all when the round is done, else only her own, so that
    the second judgement is her own.
    """
    if signal.phase in {Phase.RECEIVED, Phase.INTAKE}:
        return Seen([], 0, None)
    found = _WEIGHINGS(signal=signal.pk, round=signal.weighing_round)
    mine = next((weighing for weighing in found if weighing.assessor_id == actor.user_id), None)
    if signal.phase == Phase.WEIGHING and mine is None:
        return Seen([], len(found), None)
    return Seen(found, 0, mine)


def decisions_with_names(signal: Signal) -> list[Decision]:
    """This will return the decision records of a signal, oldest first."""
    return _DECISIONS(signal=signal.pk)


_WEIGHINGS = Compiled(
    lambda: Weighing.objects.filter(signal_id=slot("signal"), round=slot("round")).select_related("assessor")
)
_DECISIONS = Compiled(
    lambda: Decision.objects.filter(signal_id=slot("signal")).select_related("made_by", "second", "legal_basis")
)


def check_weighable(signal: Signal, *, actor: Actor) -> None:
    """:raises rules.CannotWeigh: if the actor cannot give her judgement of this signal now"""
    rules.check_can_weigh(
        signal,
        outcome=rules.any_outcome(Phase.WEIGHING),
        earlier=signal.weighings.filter(round=signal.weighing_round),
        by=actor.user_id,
        reported_it=permissions.receipts_of(actor).filter(signal=signal).exists(),
    )


def assessors_for(actor: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """
    This will return who can be second assessor, by organisation: the own one first, then those of neighbours
    (small-team mode). Each person is (user and party in one value, name).
    """
    groups: dict[int, list[tuple[str, str]]] = {}
    for each in parties.role_holders("second_assessor"):
        if each.user_id != actor.user_id:
            groups.setdefault(each.party_id, []).append((f"{each.user_id}-{each.party_id}", each.name))
    found = [(party, groups[party.pk]) for party in parties.all_parties() if party.pk in groups]
    found.sort(key=lambda pair: pair[0].pk != actor.party_id)
    return [(party.name, people) for party, people in found]
