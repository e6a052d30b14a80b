"""
What may happen to a signal now, whoever asks.

The four phases of the model protocol (intake, weging, bronnenonderzoek, aanpak) are gates: each passes only with
a decision record. `STEPS` is the whole state machine; docs/signal-states.md is drawn from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from dijkwacht.lib import dutch
from dijkwacht.lib.workdays import add_workdays
from dijkwacht.signals.models.signal import Channel, Outcome, Phase

if TYPE_CHECKING:
    from dijkwacht.signals.models import Decision, Forwarding, Signal, SourceRequest, Weighing


@dataclass(frozen=True, slots=True)
class Step:
    """One way from phase to phase: its Dutch name, who may take it, and whether it asks a second person."""

    name: str
    label: str
    before: tuple[Phase, ...]
    after: tuple[Phase, ...]
    permission: str
    second_person: bool = False


_APPROACH = (Phase.RESEARCH, Phase.READY, Phase.SINGLE, Phase.TO_FORWARD, Phase.KEPT, Phase.CLOSED)
OPEN_PHASES = tuple(phase for phase in Phase if phase not in {Phase.CLOSED, Phase.MERGED, Phase.FORWARDED})

STEPS = (
    Step("acknowledge", "ontvangst bevestigen", (Phase.RECEIVED,), (Phase.INTAKE,), "signal:intake"),
    Step("intake", "intake", (Phase.INTAKE,), (Phase.WEIGHING, Phase.TO_FORWARD, Phase.CLOSED), "signal:intake"),
    Step("weigh", "wegen met twee personen", (Phase.WEIGHING,), (Phase.DISPUTED, *_APPROACH), "signal:weigh", True),
    Step("settle", "beslissen bij verschil", (Phase.DISPUTED,), _APPROACH, "signal:direct"),
    Step("research", "klaar met bronnen", (Phase.RESEARCH,), _APPROACH[1:], "signal:weigh"),
    Step("discuss", "besluiten", (Phase.READY,), (Phase.SINGLE, *_APPROACH[3:], Phase.RESEARCH), "signal:weigh"),
    Step("handle", "afhandelen", (Phase.SINGLE,), (Phase.READY, Phase.TO_FORWARD, Phase.CLOSED), "signal:weigh"),
    Step("forward", "doorzenden", (Phase.TO_FORWARD,), (Phase.FORWARDED,), "signal:forward"),
    Step("confirm", "ontvangst bevestigd", (Phase.FORWARDED,), (Phase.CLOSED,), "signal:forward"),
    Step("return", "teruggestuurd", (Phase.FORWARDED,), (Phase.INTAKE,), "signal:forward"),
    Step("review", "termijn voorbij", (Phase.KEPT,), (Phase.KEPT, Phase.READY, Phase.CLOSED), "signal:weigh"),
    Step("reopen", "heropenen", (Phase.CLOSED, Phase.KEPT), (Phase.INTAKE,), "signal:direct"),
    Step("merge", "samenvoegen", OPEN_PHASES, (Phase.MERGED,), "signal:direct"),
    Step("unmerge", "samenvoegen ongedaan maken", (Phase.MERGED,), OPEN_PHASES, "signal:direct"),
)

NEXT_PHASE = {
    Outcome.CONTINUE: Phase.WEIGHING,
    Outcome.NOT_UNDERMINING: Phase.CLOSED,
    Outcome.ELSEWHERE: Phase.TO_FORWARD,
    Outcome.RESEARCH: Phase.RESEARCH,
    Outcome.READY: Phase.READY,
    Outcome.SINGLE: Phase.SINGLE,
    Outcome.KEEP: Phase.KEPT,
    Outcome.CLOSE: Phase.CLOSED,
    Outcome.HANDLED: Phase.CLOSED,
}

_WEIGHED = (Outcome.RESEARCH, Outcome.READY, Outcome.SINGLE, Outcome.ELSEWHERE, Outcome.KEEP, Outcome.CLOSE)
OUTCOMES: dict[str, tuple[Outcome, ...]] = {
    Phase.INTAKE: (Outcome.CONTINUE, Outcome.ELSEWHERE, Outcome.NOT_UNDERMINING),
    Phase.WEIGHING: _WEIGHED,
    Phase.DISPUTED: _WEIGHED,
    Phase.RESEARCH: _WEIGHED[1:],
    Phase.READY: (Outcome.SINGLE, Outcome.ELSEWHERE, Outcome.RESEARCH, Outcome.KEEP, Outcome.CLOSE),
    Phase.SINGLE: (Outcome.HANDLED, Outcome.READY, Outcome.ELSEWHERE, Outcome.CLOSE),
    Phase.KEPT: (Outcome.READY, Outcome.KEEP, Outcome.CLOSE),
}

# Stopping without follow-up is where a signal can be made to disappear: always two people (vier ogen).
NEEDS_SECOND = frozenset({Outcome.NOT_UNDERMINING, Outcome.CLOSE, Outcome.KEEP})

# Which service term (knowledge) runs in which phase, and which retention term starts at which outcome.
PHASE_TERMS: dict[str, str] = {
    Phase.RECEIVED: "acknowledge",
    Phase.INTAKE: "intake",
    Phase.WEIGHING: "weighing",
    Phase.DISPUTED: "weighing",
    Phase.TO_FORWARD: "forwarding",
    Phase.READY: "meeting",
}
RETENTION: dict[str, str] = {
    Outcome.NOT_UNDERMINING: "not_undermining",
    Outcome.ELSEWHERE: "not_undermining",
    Outcome.CLOSE: "no_follow_up",
    Outcome.KEEP: "kept_for_pattern",
    Outcome.HANDLED: "followed_up",
}
# What was received under these rules may be kept so long from the day of receipt, also when no provider names a day.
PROVIDED_RETENTION = "police_data"
REGIME_RETENTION = {"wpg": PROVIDED_RETENTION}
FORWARD_BASIS = "awb-2-3"
MAX_ATTACHMENTS = 10
REPORTER_RETENTION = "reporter_identity"
DRAFT_RETENTION = "draft"


class RuleBroken(Exception):
    """Something that may not happen now; the text tells the user why."""


class CannotAcknowledge(RuleBroken): ...


class CannotDecide(RuleBroken): ...


class CannotWeigh(RuleBroken): ...


class CannotAssign(RuleBroken): ...


class CannotForward(RuleBroken): ...


class CannotResearch(RuleBroken): ...


class CannotMerge(RuleBroken): ...


class CannotReopen(RuleBroken): ...


class CannotReport(RuleBroken): ...


class CannotAttach(RuleBroken): ...


def due_on(phase: str, *, since: date, terms: dict[str, tuple[int, bool]]) -> date | None:
    """
    This will return the last day for what must happen in this phase, None where no term runs.

    `terms` holds (days, are they working days) for each code of a service term.
    """
    term = terms.get(PHASE_TERMS.get(phase, ""))
    if term is None:
        return None
    days, working = term
    return add_workdays(since, days) if working else since + timedelta(days=days)


def assignment_ends_at(now: datetime, *, workdays: int) -> datetime:
    """This will return when the right of a second assessor ends: at the end of its last working day."""
    last = add_workdays(timezone.localdate(now), workdays)
    return timezone.make_aware(datetime.combine(last, time.max))


def check_can_acknowledge(signal: "Signal") -> None:
    """:raises CannotAcknowledge: if somebody already did"""
    if signal.phase != Phase.RECEIVED:
        raise CannotAcknowledge("Dit signaal is al in behandeling.")


def check_can_decide(signal: "Signal", outcome: str, *, waiting: "Decision | None") -> None:
    """:raises CannotDecide: if this phase knows no such outcome, or an earlier decision waits for its second person"""
    if signal.phase in {Phase.WEIGHING, Phase.MERGED} or outcome not in OUTCOMES.get(signal.phase, ()):
        raise CannotDecide(f"Dit besluit past niet bij een signaal in de fase '{signal.get_phase_display()}'.")
    if waiting is not None:
        raise CannotDecide("Er wacht al een besluit op een tweede persoon.")


def any_outcome(phase: str) -> str:
    """This will return one outcome that the phase knows, empty when there is nothing to decide."""
    return next(iter(OUTCOMES.get(phase, ())), "")


def check_still_in(phase: str, shown: str | None) -> None:
    """:raises CannotDecide: if the signal moved on while the form was open"""
    if shown is not None and shown != phase:
        raise CannotDecide("Een ander was u voor: dit signaal staat nu in een andere fase. Bekijk het opnieuw.")


def needs_second(signal: "Signal", outcome: str) -> bool:
    """This will return whether the decision counts only after a second person agrees."""
    return outcome in NEEDS_SECOND and signal.phase != Phase.DISPUTED


def check_keep_until(outcome: str, keep_until: date | None, *, today: date, at_most: date) -> None:
    """:raises CannotDecide: if keeping has no date, a past date, or one after the last day allowed"""
    if outcome != Outcome.KEEP:
        return
    if keep_until is None or keep_until <= today:
        raise CannotDecide("Kies een datum in de toekomst tot wanneer u het signaal bewaart.")
    if keep_until > at_most:
        raise CannotDecide(f"Bewaren mag ten hoogste tot {dutch.long_date(at_most)}. Kies een eerdere datum.")


def check_can_second(decision: "Decision", *, phase: str, by: int | None) -> None:
    """:raises CannotDecide: if it no longer waits, the signal moved on, or the second person is the first"""
    if not decision.is_waiting or decision.from_phase != phase:
        raise CannotDecide("Dit besluit wacht niet meer op een tweede persoon.")
    if decision.made_by_id == by:
        raise CannotDecide("U nam dit besluit zelf. Een ander moet het bevestigen: vier ogen.")


def check_can_weigh(
    signal: "Signal", *, outcome: str, earlier: Iterable["Weighing"], by: int | None, reported_it: bool
) -> None:
    """:raises CannotWeigh: if it is not being weighed, or this person weighed or reported it herself"""
    if signal.phase != Phase.WEIGHING:
        raise CannotWeigh("Dit signaal wordt nu niet gewogen.")
    if outcome not in OUTCOMES[Phase.WEIGHING]:
        raise CannotWeigh("Dit advies bestaat niet bij een weging.")
    if reported_it:
        raise CannotWeigh("U hebt dit signaal zelf gemeld. Een ander moet het wegen.")
    earlier = list(earlier)
    if any(weighing.assessor_id == by for weighing in earlier):
        raise CannotWeigh("U hebt dit signaal al gewogen. De tweede weging is voor een ander: vier ogen.")
    if len(earlier) >= 2:
        raise CannotWeigh("Dit signaal is al door twee mensen gewogen.")


def outcome_of(weighings: Iterable["Weighing"]) -> str | None:
    """This will return what two assessors agree on, None if they differ."""
    found = {weighing.outcome for weighing in weighings}
    return found.pop() if len(found) == 1 else None


def check_assignable(signal: "Signal", *, regime_shows: bool) -> None:
    """:raises CannotAssign: if it is not before or in weighing, or its regime keeps it with the own handlers"""
    if signal.phase not in {Phase.INTAKE, Phase.WEIGHING}:
        raise CannotAssign("Een tweede beoordelaar kiest u bij de intake of tijdens de weging.")
    if not regime_shows:
        raise CannotAssign(
            "Deze gegevens mogen alleen de informatiecoördinator en de regisseur zien. Zij wegen dit signaal samen."
        )


def check_stays_here(signal: "Signal", *, party_id: int) -> None:
    """:raises CannotAssign: if the provider does not want another organisation to see it"""
    if signal.no_forward and party_id != signal.party_id:
        raise CannotAssign("Wie dit gaf, wil niet dat het wordt doorgegeven. Kies iemand van de eigen organisatie.")


def check_can_assign(*, to: int, by: int | None, first_assessor: int | None, recused: bool) -> None:
    """:raises CannotAssign: if the person cannot be a second pair of eyes"""
    if to in {by, first_assessor}:
        raise CannotAssign("De tweede beoordelaar moet een ander zijn dan de eerste.")
    if recused:
        raise CannotAssign("Deze persoon is betrokken bij dit signaal. Kies iemand anders.")


def why_not_passed_on(signal: "Signal", *, regime_allows: bool, why_not: str) -> str:
    """This will say why the regime or the provider of a signal forbids to pass it on, empty when neither does."""
    if not regime_allows:
        return why_not
    if signal.no_forward:
        return "Wie dit gaf, wil niet dat het wordt doorgegeven. Vraag eerst toestemming aan de verstrekker."
    return ""


def check_can_forward(signal: "Signal", *, regime_allows: bool, why_not: str) -> None:
    """:raises CannotForward: if the signal is not to be forwarded, or its regime forbids it (Wpg 7, Bibob 28, WGS)"""
    if signal.phase not in {Phase.TO_FORWARD, Phase.FORWARDED}:
        raise CannotForward("Besluit eerst dat een ander bevoegd is. Daarna kunt u doorzenden.")
    forbidden = why_not_passed_on(signal, regime_allows=regime_allows, why_not=why_not)
    if forbidden:
        raise CannotForward(forbidden)


def check_can_confirm(forwarding: "Forwarding") -> None:
    """:raises CannotForward: if it was not sent, or is already confirmed or returned"""
    if forwarding.sent_at is None:
        raise CannotForward("Deze doorzending is nog niet verstuurd.")
    if forwarding.confirmed_at or forwarding.returned_at:
        raise CannotForward("Op deze doorzending is al geantwoord.")


def check_can_remind(forwarding: "Forwarding", *, now: datetime) -> None:
    """:raises CannotForward: if there is nothing to wait for, or a reminder went out today"""
    check_can_confirm(forwarding)
    if forwarding.reminded_at and forwarding.reminded_at.date() == now.date():
        raise CannotForward("U hebt vandaag al een herinnering gestuurd.")


def check_can_research(signal: "Signal") -> None:
    """:raises CannotResearch: if the signal is not in source research"""
    if signal.phase != Phase.RESEARCH:
        raise CannotResearch("Bronnen vraagt u alleen in de fase bronnenonderzoek.")


def check_can_check(request: "SourceRequest", *, by: int | None) -> None:
    """:raises CannotResearch: if the source was already checked, or by the person who asked"""
    if request.allowed is not None:
        raise CannotResearch("Over deze bron is al beslist.")
    if request.requested_by_id == by:
        raise CannotResearch("U vroeg deze bron zelf aan. Een ander doet de privacytoets.")


def check_can_record_hit(request: "SourceRequest") -> None:
    """:raises CannotResearch: if the privacy check does not allow it, or the answer is already there"""
    if not request.allowed:
        raise CannotResearch("De privacytoets voor deze bron is nog niet gedaan of afgewezen.")
    if request.hit is not None:
        raise CannotResearch("Hit of geen hit is al vastgelegd.")


def check_can_record_content(request: "SourceRequest", *, hit_only: bool) -> None:
    """:raises CannotResearch: if there was no hit, or the source may only say hit or no hit"""
    if not request.hit:
        raise CannotResearch("Inhoud kan alleen na een hit.")
    if hit_only:
        raise CannotResearch("Deze bron geeft alleen hit of geen hit, geen inhoud.")


def check_can_reopen(signal: "Signal") -> None:
    """:raises CannotReopen: if it is not closed or kept"""
    if signal.phase not in {Phase.CLOSED, Phase.KEPT}:
        raise CannotReopen("Alleen een afgesloten of bewaard signaal kunt u heropenen.")


def check_can_merge(signal: "Signal", into: "Signal") -> None:
    """:raises CannotMerge: if the two are one, of two parties, or one of them is not open"""
    if signal.pk == into.pk:
        raise CannotMerge("Een signaal kan niet met zichzelf worden samengevoegd.")
    if signal.party_id != into.party_id:
        raise CannotMerge("Signalen van twee organisaties kunt u niet samenvoegen.")
    if not signal.is_open or not into.is_open:
        raise CannotMerge("Alleen open signalen kunt u samenvoegen.")
    if signal.regime_id != into.regime_id:
        raise CannotMerge("Deze signalen vallen onder verschillende regels en blijven daarom apart.")
    if signal.no_forward != into.no_forward:
        raise CannotMerge("Een van de twee mag niet worden doorgegeven. Daarom blijven zij apart.")


def check_can_unmerge(signal: "Signal") -> None:
    """:raises CannotMerge: if it is not merged"""
    if signal.phase != Phase.MERGED:
        raise CannotMerge("Dit signaal is niet samengevoegd.")


def check_can_split(signal: "Signal") -> None:
    """:raises CannotMerge: if it is not open"""
    if not signal.is_open:
        raise CannotMerge("Alleen een open signaal kunt u splitsen.")


def check_can_report(*, phenomenon_separate: bool, instead: str) -> None:
    """:raises CannotReport: if the matter belongs in another channel, such as staff integrity"""
    if phenomenon_separate:
        raise CannotReport(instead)


def check_not_sent(*, already: bool) -> None:
    """:raises CannotReport: if this form was sent before"""
    if already:
        raise CannotReport("Deze melding is al verstuurd.")


def check_can_enter(channel: str, *, received_at: datetime, now: datetime) -> None:
    """:raises CannotReport: if it came by the internal reporting point, or in the future"""
    if channel == Channel.INTERNAL:
        raise CannotReport("Een collega meldt zelf: dan krijgt zij een ontvangstbewijs.")
    if received_at > now:
        raise CannotReport("Het moment van ontvangst ligt in de toekomst.")


def check_keep_at_most(day: date | None, *, latest: date | None, today: date) -> None:
    """:raises CannotReport: if the provider's last day is past, or later than the rules allow"""
    if day is None:
        return
    if day <= today:
        raise CannotReport("De laatste dag waarop u dit mag bewaren is al voorbij. Neem het niet op.")
    if latest is not None and day > latest:
        raise CannotReport(f"Dit mag u ten hoogste bewaren tot en met {dutch.long_date(latest)}. Kies een eerdere dag.")


def check_can_attach(number: int) -> None:
    """:raises CannotAttach: if the report has as many files as it may have"""
    if number >= MAX_ATTACHMENTS:
        raise CannotAttach(f"Een melding heeft ten hoogste {MAX_ATTACHMENTS} bestanden.")
