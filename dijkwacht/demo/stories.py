"""
The life of made-up signals, each told as a generator: it acts, and yields the moment of its next act.

`tell` plays all lives in the order of time, so that the log reads as if it had happened.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from dijkwacht.demo.people import SMALL_TEAMS, Team
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor, acting
from dijkwacht.lib.workdays import add_workdays
from dijkwacht.signals import actions, permissions
from dijkwacht.signals.actions import PersonGiven, Report

Life = Iterator[datetime]
NEIGHBOUR = {"gm1701": "gm0119", "ws34": "ws33"}
KEPT_UNTIL = timedelta(days=150)


@dataclass
class Stage:
    """Everything a life needs: the teams, the scenes, and luck that is the same every time."""

    teams: dict[str, Team]
    phenomena: dict[int, str]
    clues: dict[str, list[str]]
    luck: Random
    until: datetime

    def routes(self, phenomenon: str | None) -> list[Any]:
        return list(knowledge.routes_of(phenomenon)) if phenomenon else []


def tell(lives: list[tuple[datetime, Life]], *, until: datetime, progress: Callable[[], None]) -> None:
    """This will play all lives up to a moment, whoever is next in time first."""
    waiting = [(at, nth, life) for nth, (at, life) in enumerate(lives)]
    heapq.heapify(waiting)
    while waiting:
        at, nth, life = heapq.heappop(waiting)
        if at > until:
            continue
        following = next(life, None)
        if following is None or following > until:
            progress()
        else:
            heapq.heappush(waiting, (following, nth, life))


def later(at: datetime, luck: Random, low: int, high: int) -> datetime:
    """This will return a moment in office hours, some working days later."""
    day = add_workdays(timezone.localdate(at), luck.randint(low, high))
    if day == timezone.localdate(at):
        return at + timedelta(minutes=luck.randint(10, 90))
    return at_work(day, luck)


def at_work(day: date, luck: Random) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(luck.randint(8, 16), luck.randint(0, 59))))


def life_of_signal(stage: Stage, team: Team, scene: dict[str, Any], village: str, at: datetime) -> Life:
    """This will live one signal: reported, taken in, weighed by two, and brought to its end."""
    signal, at = yield from _arrives(stage, team, scene, village, at)
    if signal is not None:
        yield from lives_on(stage, team, signal, scene["leads"], at)


def lives_on(stage: Stage, team: Team, signal: Any, leads: list[str], at: datetime) -> Life:
    """This will live the rest of a signal whose intake has begun."""
    luck = stage.luck
    wanted = luck.choice(leads)
    intake = team.one("intake_officer")
    if wanted == "none" or (wanted == "elsewhere" and luck.random() < 0.6):
        if wanted == "none":
            yield from _is_stopped(stage, team, signal, "not_undermining", at)
        else:
            _decide(signal, "elsewhere", _reason("elsewhere"), intake, at)
            yield from _is_forwarded(stage, team, signal, at)
        return
    _decide(signal, "continue", "Past bij een fenomeen en raakt een taak van onze organisatie.", intake, at)
    at = later(at, luck, 0, 3)
    yield at
    at = yield from _is_weighed(stage, team, signal, wanted, at)
    yield from _goes_on(stage, team, signal, at)


def _arrives(stage: Stage, team: Team, scene: dict[str, Any], village: str, at: datetime) -> Any:
    luck = stage.luck
    code = stage.phenomena.get(scene["phenomenon"] or 0, "")
    clues = stage.clues.get(code, [])
    report = Report(
        title=f"{scene['title']}, {village}"[:120],
        object_kind=scene["kind"],
        place=f"{scene['place']}, {village} (fictief {luck.randint(1, 60)})",
        locality=village[:100],
        phenomenon=code,
        indicators=luck.sample(clues, min(len(clues), luck.randint(1, 3))),
        observed_from=timezone.localdate(at) - timedelta(days=luck.randint(1, 20)),
        observed_until=timezone.localdate(at),
        own_observation=scene["own"],
        heard=scene["heard"],
        interpretation=scene["thought"],
        confidential=luck.random() < 0.3,
        persons=[PersonGiven("Fictieve Persoon", "betrokkene", "verzonnen")] if luck.random() < 0.12 else [],
    )
    reporter = team.one("reporter", luck.randint(0, 9))
    with acting(reporter, now=at):
        receipt = actions.report_signal(report, actor=reporter, now=at)
    at = later(at, luck, 0, 2 if luck.random() < 0.85 else 7)
    yield at
    intake = team.one("intake_officer")
    with acting(intake, now=at):
        signal = permissions.visible_to(intake).get(number=receipt.number)
        actions.acknowledge_signal(signal, actor=intake, now=at)
    at = later(at, luck, 0, 4)
    yield at
    return signal, at


def _is_weighed(stage: Stage, team: Team, signal: Any, wanted: str, at: datetime) -> Any:
    luck = stage.luck
    intake = team.one("intake_officer")
    helper = stage.teams[NEIGHBOUR.get(team.party.code, team.party.code)]
    second = helper.one("second_assessor")
    _weigh(signal, wanted, intake, at, luck)
    with acting(intake, now=at):
        why = "kleine organisatie: hulp van een buur" if team.party.code in SMALL_TEAMS else "vier ogen"
        actions.assign_assessor(
            signal, user_id=second.user_id or 0, party_id=helper.party.pk, reason=why, actor=intake, now=at
        )
    at = later(at, luck, 1, 9 if luck.random() < 0.9 else 12)
    yield at
    differs = luck.random() < 0.08
    _weigh(signal, "close" if differs and wanted != "close" else wanted, second, at, luck)
    if differs and wanted != "close":
        at = later(at, luck, 1, 5)
        yield at
        reason = "Beide wegingen gelezen. Het signaal is concreet genoeg voor dit vervolg."
        _decide(signal, wanted, reason, team.one("director"), at)
    return at


def _goes_on(stage: Stage, team: Team, signal: Any, at: datetime) -> Life:
    phase = _refresh(signal, team.one("intake_officer"), at)
    if phase == "to_forward":
        yield from _is_forwarded(stage, team, signal, at)
    elif phase == "research":
        yield from _is_researched(stage, team, signal, at)
    elif phase == "ready":
        at = later(at, stage.luck, 8, 35)
        yield at
        _decide(signal, "single", "In het overleg besproken: wij pakken dit zelf op.", team.one("director"), at)
        yield from _is_handled(stage, team, signal, at)
    elif phase == "single":
        yield from _is_handled(stage, team, signal, at)
    elif phase == "kept":
        yield from _is_reviewed(stage, team, signal, at)


def _is_reviewed(stage: Stage, team: Team, signal: Any, at: datetime) -> Life:
    """What was kept for a pattern is looked at again when its date comes; stopping takes two people."""
    at = later(at + KEPT_UNTIL, stage.luck, 0, 4)
    yield at
    yield from _is_stopped(stage, team, signal, "close", at)


def _is_stopped(stage: Stage, team: Team, signal: Any, outcome: str, at: datetime) -> Life:
    """Stopping takes two people."""
    intake, director = team.one("intake_officer"), team.one("director")
    with acting(intake, now=at):
        actions.open_signal(signal, actor=intake, now=at)
        decision = actions.decide_signal(signal, outcome=outcome, reason=_reason(outcome), actor=intake, now=at)
    at = later(at, stage.luck, 0, 3)
    yield at
    with acting(director, now=at):
        actions.open_signal(signal, actor=director, now=at)
        actions.answer_decision(decision, agrees=True, reason="Gelezen en eens.", actor=director, now=at)


def _is_researched(stage: Stage, team: Team, signal: Any, at: datetime) -> Life:
    luck, intake = stage.luck, team.one("intake_officer")
    source = luck.choice(list(knowledge.sources()))
    basis = knowledge.legal_bases().filter(regime_id="avg").first()
    with acting(intake, now=at):
        request = actions.request_source(
            signal,
            source=source.code,
            legal_basis=basis.code if basis else "awb-2-3",
            purpose="Nagaan of het object al bekend is.",
            necessity="Zonder deze bron kunnen wij niet beoordelen of de melding klopt.",
            actor=intake,
            now=at,
        )
    at = later(at, luck, 1, 6)
    yield at
    officer = team.one("privacy_officer")
    allowed = luck.random() < 0.85
    with acting(officer, now=at):
        reason = "Noodzakelijk en in verhouding." if allowed else "Het kan met minder gegevens."
        actions.check_source(request, allowed=allowed, reason=reason, actor=officer, now=at)
    at = later(at, luck, 0, 3)
    yield at
    if allowed:
        with acting(intake, now=at):
            actions.record_hit(request, hit=luck.random() < 0.4, actor=intake, now=at)
    _decide(signal, luck.choice(["ready", "single"]), "De bron geeft genoeg voor een vervolg.", intake, at)
    yield from _goes_on(stage, team, signal, at)


def _is_handled(stage: Stage, team: Team, signal: Any, at: datetime) -> Life:
    at = later(at, stage.luck, 15, 90)
    yield at
    _decide(signal, "handled", "Gecontroleerd en met de eigenaar afgehandeld.", team.one("intake_officer"), at)


def _is_forwarded(stage: Stage, team: Team, signal: Any, at: datetime) -> Life:
    luck, intake = stage.luck, team.one("intake_officer")
    at = later(at, luck, 0, 2 if luck.random() < 0.9 else 12)
    yield at
    routes = [route for route in stage.routes(signal.phenomenon_id) if route.part == "lead"]
    authority = routes[0].authority if routes else knowledge.authority("politie")
    recipient = _recipient(stage, team, authority)
    with acting(intake, now=at):
        forwarding = actions.prepare_forwarding(
            signal,
            authority=authority.code,
            recipient_id=recipient.party.pk if recipient else None,
            legal_basis="awb-2-3",
            subject=signal.title,
            place=signal.place,
            message=signal.own_observation or signal.title,
            stays_behind="Waaraan de melder te herkennen is, en wat van anderen is gehoord.",
            reporter_told=True,
            actor=intake,
            now=at,
        )
        actions.send_forwarding(forwarding, actor=intake, now=at)
    at = later(at, luck, 1, 6 if luck.random() < 0.8 else 25)
    yield at
    if recipient is not None:
        with acting(recipient.one("intake_officer"), now=at) as receiver:
            received = actions.receive_forwarding(forwarding, actor=receiver, now=at)
        yield from _is_taken_over(stage, recipient, received, at)
        return
    if luck.random() < 0.1:
        at = later(at, luck, 12, 16)
        yield at
        with acting(intake, now=at):
            actions.remind_forwarding(forwarding, actor=intake, now=at)
        at = later(at, luck, 1, 6)
        yield at
    with acting(intake, now=at):
        actions.confirm_forwarding(forwarding, confirmation="per brief bevestigd", actor=intake, now=at)


def _is_taken_over(stage: Stage, team: Team, signal: Any, at: datetime) -> Life:
    """What another party sent becomes a signal of one's own, and is brought to its end too."""
    at = later(at, stage.luck, 0, 4)
    yield at
    _decide(signal, "continue", "Doorgezonden, en het is onze taak.", team.one("intake_officer"), at)
    at = later(at, stage.luck, 0, 3)
    yield at
    at = yield from _is_weighed(stage, team, signal, "single", at)
    yield from _goes_on(stage, team, signal, at)


def _recipient(stage: Stage, team: Team, authority: Any) -> Team | None:
    """A party inside Dijkwacht, where the authority is one of their kind."""
    fit = [each for each in stage.teams.values() if each.party.kind == authority.party_kind and each is not team]
    return stage.luck.choice(fit) if fit and authority.party_kind != "ondersteunend" else None


def _decide(signal: Any, outcome: str, reason: str, actor: Actor, at: datetime) -> None:
    until = _kept_until(outcome, at)
    with acting(actor, now=at):
        actions.open_signal(signal, actor=actor, now=at)
        actions.decide_signal(signal, outcome=outcome, reason=reason, keep_until=until, actor=actor, now=at)


def _kept_until(outcome: str, at: datetime) -> date | None:
    return timezone.localdate(at) + KEPT_UNTIL if outcome == "keep" else None


def _weigh(signal: Any, outcome: str, actor: Actor, at: datetime, luck: Random) -> None:
    with acting(actor, now=at):
        actions.open_signal(signal, actor=actor, now=at)
        actions.weigh_signal(
            signal,
            severity=luck.choice(["low", "middle", "middle", "high"]),
            concreteness=luck.choice(["vague", "partly", "concrete", "concrete"]),
            recency=luck.choice(["month", "month", "year"]),
            fits_trend=luck.random() < 0.4,
            outcome=outcome,
            keep_until=_kept_until(outcome, at),
            reason=_reason(outcome),
            actor=actor,
            now=at,
        )


_REASONS = {
    "ready": "Concreet en recent. Bespreken welke partners nodig zijn.",
    "single": "Duidelijk een eigen taak; wij kunnen dit zelf controleren.",
    "elsewhere": "Een ander is bevoegd.",
    "keep": "Nog te weinig, maar past in een patroon.",
    "close": "Niet concreet genoeg en niet te controleren.",
    "research": "Eerst nagaan of het object al bekend is.",
    "not_undermining": "Geen ondermijning; doorverwezen naar het gewone meldpunt.",
}


def _reason(outcome: str) -> str:
    return _REASONS[outcome]


def _refresh(signal: Any, actor: Actor, at: datetime) -> str:
    with acting(actor, now=at):
        signal.refresh_from_db(fields=["phase"])
    return str(signal.phase)
