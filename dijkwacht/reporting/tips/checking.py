"""What is wrong with a tip, what of it may give the tipster away, and whether we have it already."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.reporting.reveals import Reveal, found_in
from dijkwacht.reporting.tips.tip import Tip
from dijkwacht.signals import queries as signals

MOST_TEXT = 20_000


@dataclass(slots=True)
class Checked:
    """One tip with everything an officer must know before it becomes a signal."""

    tip: Tip
    phenomenon_name: str = ""
    problems: list[str] = field(default_factory=list)
    reveals: list[Reveal] = field(default_factory=list)
    known: list[signals.Alike] = field(default_factory=list)
    twin: Tip | None = None

    @property
    def asks_choice(self) -> bool:
        return bool(self.known or self.twin)


def check_tips(tips: list[Tip], *, actor: Actor, now: datetime) -> list[Checked]:
    """This will look at every tip, also against each other."""
    by_name = {each.name.casefold(): each for each in knowledge.phenomena()}
    by_name |= {each.code: each for each in by_name.values()}
    checked: list[Checked] = []
    for tip in tips:
        phenomenon = by_name.get(tip.phenomenon.strip().casefold())
        one = Checked(replace(tip, phenomenon=phenomenon.code if phenomenon else ""))
        one.phenomenon_name = phenomenon.name if phenomenon else ""
        one.problems = [*tip.problems, *_problems(tip, now=now)]
        if tip.phenomenon and phenomenon is None and tip.where.startswith("regel"):
            one.problems.append(f"Het fenomeen “{tip.phenomenon[:60]}” kennen wij niet.")
        if phenomenon is not None and phenomenon.separate_channel:
            one.problems.append(phenomenon.instead)
        one.reveals = found_in([tip.text])
        one.twin = next((other.tip for other in checked if _is_same(other.tip, one.tip)), None)
        if not one.problems:
            one.known = _known(one.tip, actor=actor)
        checked.append(one)
    return checked


def _problems(tip: Tip, *, now: datetime) -> list[str]:
    found = []
    if not tip.text.strip():
        found.append("Er staat geen tekst in.")
    if len(tip.text) > MOST_TEXT:
        found.append(
            f"De tekst is te lang: {dutch.number(len(tip.text))} tekens. Er passen er {dutch.number(MOST_TEXT)}."
        )
    moment = tip.received_at
    if moment is None:
        found.append("De datum van ontvangst ontbreekt, of wij kunnen haar niet lezen. Schrijf 21-11-2026.")
    elif moment > now:
        found.append("De datum van ontvangst ligt in de toekomst.")
    return found


def _is_same(one: Tip, other: Tip) -> bool:
    same_text = signals.letters_of(one.text) == signals.letters_of(other.text)
    same_number = bool(one.number) and one.number == other.number
    place = signals.letters_of(one.place)
    same_matter = bool(place and one.phenomenon) and (place, one.phenomenon, one.day) == (
        signals.letters_of(other.place),
        other.phenomenon,
        other.day,
    )
    return same_text or same_number or same_matter


def _known(tip: Tip, *, actor: Actor) -> list[signals.Alike]:
    if tip.day is None:
        return []
    return signals.alike(
        actor, text=tip.text, place=tip.place, phenomenon=tip.phenomenon, day=tip.day, number=tip.number
    )
