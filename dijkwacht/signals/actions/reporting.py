import json
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib import vault
from dijkwacht.lib.access import Actor
from dijkwacht.lib.compiled import Compiled, slot
from dijkwacht.lib.ids import uuid7
from dijkwacht.lib.numbering import save_with_number
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.actions.moving import keep_as_provided
from dijkwacht.signals.models import Channel, Draft, Person, Phase, Receipt, Signal

T = TypeVar("T", bound=Model)
_NOT_OF_SIGNAL = frozenset({"phenomenon", "persons"})


@dataclass(frozen=True)
class PersonGiven:
    """Somebody whom the reporter names, because it cannot be told without her."""

    name: str
    role: str
    details: str = ""


@dataclass(frozen=True)
class Report:
    """What a reporter tells: the object first, own observation, hearsay and thought apart."""

    title: str
    object_kind: str
    place: str
    locality: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phenomenon: str = ""
    indicators: list[str] = field(default_factory=list)
    observed_from: date | None = None
    observed_until: date | None = None
    own_observation: str = ""
    heard: str = ""
    interpretation: str = ""
    confidential: bool = False
    persons: list[PersonGiven] = field(default_factory=list)


@dataclass(frozen=True)
class Provided:
    """The paper that it came with, and what its provider asks: not to pass it on, to destroy it by a day."""

    number: str = ""
    dated_on: date | None = None
    no_forward: bool = False
    keep_at_most: date | None = None


@dataclass(frozen=True)
class Arrival:
    """How something came in that the intake enters: the channel, the legal regime and basis, and when."""

    channel: str
    regime: str
    legal_basis: str
    received_at: datetime
    provided: Provided = Provided()


@transaction.atomic
def report_signal(report: Report, *, actor: Actor, now: datetime, key: UUID | None = None) -> Receipt:
    """
    This will register a report as a signal of the actor's party and return the receipt for the reporter.

    Persons are stored apart and encrypted. The reporter cannot read the signal back: the receipt is all she keeps.
    `key` is the id of the draft; sent twice with the same key, it makes one signal and returns the same receipt.

    :raises PermissionDenied: if the actor may not report
    :raises rules.CannotReport: if the matter belongs in another channel (staff integrity)
    """
    if not actor.can("signal:report"):
        raise PermissionDenied("signal:report")
    _check_channel(report)

    signal = Signal(party_id=actor.party_id or 0, channel=Channel.INTERNAL, regime_id="avg", received_at=now)
    signal.phase = Phase.RECEIVED
    draft = _take_draft(key, actor=actor)
    earlier = _register(signal, report, key=key, sent=permissions.receipts_of(actor).filter(Q(signal_id=key)), now=now)
    if earlier is not None:
        return earlier
    _finish_draft(draft, signal, actor=actor)
    receipt = _give_receipt(signal, actor=actor, now=now)

    # Who reported confidentially must not be found in the log by those who read about the signal.
    told_by = Actor(user_id=None, name="vertrouwelijke melder", party_id=actor.party_id, role=actor.role)
    audit.record("signal:reported", subject=signal, actor=told_by if report.confidential else actor, now=now)
    return receipt


@transaction.atomic
def enter_signal(report: Report, *, arrival: Arrival, actor: Actor, now: datetime, key: UUID | None = None) -> Signal:
    """
    This will register what came in by another channel: telephone, partner, police, tip line, field visit.

    Nobody gets a receipt, and of a tip nothing about the tipster is kept. The intake has read it by entering it,
    so it starts at the intake. The same `key` twice makes one signal.

    What falls under the Wpg is destroyed by the day that the police names, and a year after receipt at the latest.

    :raises PermissionDenied: if the actor does no intake
    :raises rules.CannotReport: if the matter belongs in another channel, or the moment, channel or last day cannot be
    """
    if not actor.can("signal:intake"):
        raise PermissionDenied("signal:intake")
    _check_channel(report)
    rules.check_can_enter(arrival.channel, received_at=arrival.received_at, now=now)

    signal = Signal(party_id=actor.party_id or 0, channel=arrival.channel, regime_id=arrival.regime)
    signal.received_at, signal.received_under_id = arrival.received_at, arrival.legal_basis or None
    signal.phase, signal.acknowledged_at, signal.handler_id = Phase.INTAKE, now, actor.user_id
    _note_provided(signal, arrival, now=now)
    draft = _take_draft(key, actor=actor)
    earlier = _register(signal, report, key=key, sent=permissions.visible_to(actor).filter(Q(pk=key)), now=now)
    if earlier is not None:
        return earlier
    _finish_draft(draft, signal, actor=actor)

    keep_as_provided(signal, actor=actor, now=now)
    audit.record("signal:entered", subject=signal, actor=actor, now=now, channel=arrival.channel)
    return signal


def _note_provided(signal: Signal, arrival: Arrival, *, now: datetime) -> None:
    given, term = arrival.provided, rules.REGIME_RETENTION.get(arrival.regime)
    received_on = timezone.localdate(arrival.received_at)
    latest = knowledge.retention_end(term, event_on=received_on) if term else None
    rules.check_keep_at_most(given.keep_at_most, latest=latest, today=timezone.localdate(now))
    signal.source_number, signal.source_on, signal.no_forward = given.number, given.dated_on, given.no_forward
    signal.keep_at_most = given.keep_at_most or latest


def _check_channel(report: Report) -> None:
    phenomenon = knowledge.phenomenon(report.phenomenon) if report.phenomenon else None
    if phenomenon is not None:
        rules.check_can_report(phenomenon_separate=phenomenon.separate_channel, instead=phenomenon.instead)


def _take_draft(key: UUID | None, *, actor: Actor) -> Draft | None:
    """Locks it, so that a second press on the button waits until the first is done."""
    return _DRAFT.first(actor=actor, key=key) if key else None


_DRAFT = Compiled(lambda actor: permissions.drafts_of(actor).select_for_update().filter(pk=slot("key")))


def _register(signal: Signal, report: Report, *, key: UUID | None, sent: QuerySet[T], now: datetime) -> T | None:
    """Saves the signal with its persons, or returns what was made when this form was sent before."""
    earlier = sent.first() if key else None
    if earlier is not None:
        return earlier
    signal.pk = key or signal.pk
    _fill(signal, report, now=now)
    try:
        save_with_number(signal, "S", lambda: signal.save(force_insert=True))
    except IntegrityError:
        earlier = sent.first() if key else None
        if earlier is not None:
            return earlier
        # The key is that of somebody else's row, of which nothing may show.
        signal.pk = uuid7()
        save_with_number(signal, "S", lambda: signal.save(force_insert=True))
    _add_persons(signal, report.persons, now=now)
    return None


def _finish_draft(draft: Draft | None, signal: Signal, *, actor: Actor) -> None:
    if draft is not None:
        _move_attachments(draft, signal)
        permissions.drafts_of(actor).filter(pk=draft.pk).delete()


def place_key(place: str) -> str:
    """This will return the place as it is compared: lower case, letters and digits only."""
    return "".join(sign for sign in place.lower() if sign.isalnum())[:300]


def _fill(signal: Signal, report: Report, *, now: datetime) -> None:
    told = {each.name: getattr(report, each.name) for each in fields(report) if each.name not in _NOT_OF_SIGNAL}
    for name, value in told.items():
        setattr(signal, name, value)
    signal.phenomenon_id = report.phenomenon or None
    signal.place_key = place_key(report.place)
    signal.due_on = rules.due_on(signal.phase, since=timezone.localdate(now), terms=knowledge.service_terms())


def _add_persons(signal: Signal, persons: list[PersonGiven], *, now: datetime) -> None:
    for given in persons:
        person = Person(signal=signal, party_id=signal.party_id, added_at=now)
        content = json.dumps({"name": given.name, "role": given.role, "details": given.details})
        person.sealed = vault.seal(content.encode(), context=f"person:{person.pk}")
        person.save(force_insert=True)


def _move_attachments(draft: Draft, signal: Signal) -> None:
    """Copies, because the reporter may not see rows of the signal and so may not change hers into one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into signals_attachment"
            " (id, signal_id, party_id, name, media_type, size, removed, sealed, added_at)"
            " select gen_random_uuid(), %s, party_id, name, media_type, size, removed, sealed, added_at"
            " from signals_attachment where draft_id = %s",
            [signal.pk, draft.pk],
        )


def _give_receipt(signal: Signal, *, actor: Actor, now: datetime) -> Receipt:
    receipt = Receipt(
        signal=signal,
        party_id=signal.party_id,
        user_id=actor.user_id,
        number=signal.number,
        label=signal.title,
        confidential=signal.confidential,
        submitted_at=now,
    )
    receipt.save(force_insert=True)
    return receipt
