"""Everything on the page of one signal, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.aggregates import Count

from dijkwacht.audit import queries as audit
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor
from dijkwacht.lib.compiled import Compiled, slot
from dijkwacht.lib.ids import normalise_number
from dijkwacht.signals import permissions
from dijkwacht.signals.models import (
    Assignment,
    Attachment,
    Decision,
    Forwarding,
    Outcome,
    Person,
    Phase,
    Receipt,
    Signal,
    SourceRequest,
)
from dijkwacht.signals.queries.detail import Seen, decisions_with_names, seen_by, steps_of
from dijkwacht.signals.queries.lists import related_to

WHY_RELATED = {1: "zelfde object", 2: "in de buurt", 3: "zelfde fenomeen en periode"}


@dataclass(frozen=True, slots=True)
class Dossier:
    """A signal with all that hangs on it, as far as this person may see it."""

    signal: Signal
    readable: bool
    indicators: list[str]
    attachments: list[Attachment]
    seen: Seen
    decisions: list[Decision]
    sources: list[SourceRequest]
    forwardings: list[Forwarding]
    assignment: Assignment | None
    related: list[Signal]
    family: list[Signal]
    steps: list[dict[str, Any]]
    retention: Any
    reads_today: int

    @property
    def merged_into(self) -> Signal | None:
        """The signal that this one became part of, if the reader may see it."""
        return next((each for each in self.family if each.pk == self.signal.merged_into_id), None)

    @property
    def waiting(self) -> Decision | None:
        """The decision that waits for its second person."""
        return next((each for each in self.decisions if each.is_waiting), None)


def find(number: str, *, actor: Actor) -> Signal | None:
    """This will return the signal with this number, as somebody typed it, with what a page shows of it; else None."""
    return _BY_NUMBER.first(actor=actor, number=normalise_number(number) or "")


def _by_number(actor: Actor) -> QuerySet[Signal]:
    return with_dossier(permissions.visible_to(actor).filter(number=slot("number")))


def with_dossier(found: QuerySet[Signal]) -> QuerySet[Signal]:
    """This will return signals with what a page about one of them shows of itself."""
    persons = Person.objects.filter(signal=OuterRef("pk")).order_by().values("signal").annotate(n=Count("pk"))
    return found.select_related("regime", "phenomenon", "handler").annotate(
        persons_count=Subquery(persons.values("n"), output_field=IntegerField()),
        reporter_known=Exists(Receipt.objects.filter(signal=OuterRef("pk"))),
    )


_BY_NUMBER = Compiled(_by_number)


def dossier_of(signal: Signal, *, actor: Actor, today: date) -> Dossier:
    """This will return what the page of a signal shows to this person."""
    readable = permissions.may_read_content(actor, signal)
    seen = seen_by(actor, signal)
    decisions = decisions_with_names(signal)
    own = permissions.may(actor, "signal:read", signal)
    # What no decision ever led to cannot be there: that saves a query each.
    taken = {decision.outcome for decision in decisions} if own else set()
    return Dossier(
        signal=signal,
        readable=readable,
        indicators=_indicators(signal) if signal.indicators and readable else [],
        attachments=_ATTACHMENTS(signal=signal.pk) if readable else [],
        seen=seen,
        decisions=decisions,
        sources=_SOURCES(signal=signal.pk) if Outcome.RESEARCH in taken else [],
        forwardings=_FORWARDINGS(signal=signal.pk) if Outcome.ELSEWHERE in taken else [],
        assignment=_ASSIGNMENT.first(signal=signal.pk) if signal.phase in {Phase.INTAKE, Phase.WEIGHING} else None,
        related=related_to(signal, actor=actor) if own else [],
        family=_FAMILY(
            actor=actor, signal=signal.pk, merged_into=signal.merged_into_id, split_from=signal.split_from_id
        ),
        steps=steps_of(signal, weighed=len(seen.weighings) + seen.hidden, decisions=decisions),
        retention=audit.retention_of(signal) if _has_end(signal) else None,
        reads_today=audit.reads_today(signal, today=today),
    )


def _has_end(signal: Signal) -> bool:
    """Whether a term can run: after the decision, or from the first day because the provider asks so."""
    return signal.phase in {Phase.CLOSED, Phase.KEPT} or signal.keep_at_most is not None


def _indicators(signal: Signal) -> list[str]:
    """The clues in the words of then: what the reporter ticked stays what she read."""
    return knowledge.indicator_names(signal.indicators, on=signal.received_at)


_OF_SIGNAL = Q(signal_id=slot("signal"))
_ATTACHMENTS = Compiled(lambda: Attachment.objects.filter(_OF_SIGNAL).defer("sealed"))
_ASSIGNMENT = Compiled(lambda: Assignment.objects.filter(_OF_SIGNAL, revoked_at=None).select_related("user", "party"))
_SOURCES = Compiled(
    lambda: (
        SourceRequest.objects.filter(_OF_SIGNAL).defer("sealed").select_related("source", "legal_basis", "checked_by")
    )
)
_FORWARDINGS = Compiled(
    lambda: Forwarding.objects.filter(_OF_SIGNAL).defer("letter").select_related("authority", "recipient")
)


def _family(actor: Actor) -> QuerySet[Signal]:
    """What was merged into a signal or split from it, and what it is itself a part of."""
    below = Q(merged_into_id=slot("signal")) | Q(split_from_id=slot("signal"))
    above = Q(pk=slot("merged_into")) | Q(pk=slot("split_from"))
    found = permissions.visible_to(actor).filter(below | above)
    return found.only("number", "title", "merged_into", "split_from", "party_id").order_by("received_at", "id")


_FAMILY = Compiled(_family)
