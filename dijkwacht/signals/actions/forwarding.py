from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib import dutch, pdf, vault
from dijkwacht.lib.access import Actor, acting
from dijkwacht.lib.numbering import save_with_number
from dijkwacht.lib.workdays import add_workdays
from dijkwacht.parties.access import system_actor
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.actions.moving import begin_again, locked, move
from dijkwacht.signals.actions.reporting import place_key
from dijkwacht.signals.models import Channel, Forwarding, ObjectKind, Outcome, Phase, Signal


@transaction.atomic
def prepare_forwarding(
    signal: Signal,
    *,
    authority: str,
    recipient_id: int | None,
    legal_basis: str,
    subject: str,
    place: str,
    message: str,
    stays_behind: str,
    reporter_told: bool,
    actor: Actor,
    now: datetime,
    concept: Forwarding | None = None,
) -> Forwarding:
    """
    This will write the forwarding of a signal to the competent authority (Awb 2:3); nothing leaves yet. With
    `concept` it rewrites one that was not sent.

    :raises PermissionDenied: if the actor may not forward for this party
    :raises rules.CannotForward: if no such decision was taken, or the signal's regime forbids it
    """
    signal = locked(signal, actor=actor)
    permissions.check(actor, "signal:forward", signal)
    regime = knowledge.regime(signal.regime_id)
    rules.check_can_forward(signal, regime_allows=regime.may_forward, why_not=regime.why_not_forward)

    forwarding = _concept(signal, concept) or Forwarding(signal=signal, party_id=signal.party_id)
    written = {
        "authority_id": authority,
        "recipient_id": recipient_id,
        "legal_basis_id": legal_basis,
        "regime_id": signal.regime_id,
        "subject": subject,
        "place": place,
        "message": message,
        "stays_behind": stays_behind,
        "reporter_told": reporter_told,
        "made_by_id": actor.user_id,
        "made_at": now,
    }
    for name, value in written.items():
        setattr(forwarding, name, value)
    if forwarding.number:
        forwarding.save()
    else:
        save_with_number(forwarding, "D", lambda: forwarding.save(force_insert=True))
    audit.record("forwarding:prepared", subject=signal, actor=actor, now=now, to=authority, number=forwarding.number)
    return forwarding


def _concept(signal: Signal, concept: Forwarding | None) -> Forwarding | None:
    if concept is None:
        return None
    found = signal.forwardings.select_for_update(of=("self",)).get(pk=concept.pk)
    if found.sent_at is not None:
        raise rules.CannotForward("Deze doorzending is al verstuurd.")
    return found


@transaction.atomic
def send_forwarding(forwarding: Forwarding, *, actor: Actor, now: datetime) -> None:
    """
    This will make the letter, freeze it, and count the forwarding as sent; a party inside Dijkwacht finds it at once.

    :raises PermissionDenied: if the actor may not forward for this party
    :raises rules.CannotForward: if it was already sent
    """
    signal = locked(forwarding.signal, actor=actor)
    permissions.check(actor, "signal:forward", signal)
    forwarding = signal.forwardings.select_for_update(of=("self",)).get(pk=forwarding.pk)
    if forwarding.sent_at is not None:
        raise rules.CannotForward("Deze doorzending is al verstuurd.")

    today = timezone.localdate(now)
    forwarding.sent_at = now
    forwarding.confirm_by = add_workdays(today, knowledge.service_days("confirmation"))
    forwarding.letter = vault.seal(_letter(forwarding, actor=actor, now=now), context=f"letter:{forwarding.pk}")
    forwarding.save()
    if signal.phase == Phase.TO_FORWARD:
        move(signal, Phase.FORWARDED, actor=actor, now=now)

    audit.record("forwarding:sent", subject=signal, actor=actor, now=now, number=forwarding.number)


def _letter(forwarding: Forwarding, *, actor: Actor, now: datetime) -> bytes:
    basis = knowledge.legal_basis(forwarding.legal_basis_id)
    authority = knowledge.authority(forwarding.authority_id)
    data = {
        "number": forwarding.number,
        "from": actor.party_name,
        "by": str(settings.ROLES[actor.role].label) if actor.role in settings.ROLES else "",
        "to": forwarding.recipient.name if forwarding.recipient else authority.name,
        "date": dutch.long_date(timezone.localdate(now)),
        "confirm_by": dutch.long_date(forwarding.confirm_by) if forwarding.confirm_by else "",
        "subject": forwarding.subject,
        "place": forwarding.place,
        "message": forwarding.message,
        "legal_basis": basis.name,
        "legal_article": basis.article,
        "regime": knowledge.regime(forwarding.regime_id).name,
    }
    return pdf.render("signals/forwarding.typ", data, made_at=now)


@transaction.atomic
def confirm_forwarding(forwarding: Forwarding, *, confirmation: str, actor: Actor, now: datetime) -> None:
    """
    This will record that the other authority confirmed; the signal is then closed.

    :raises PermissionDenied: if the actor may not forward for this party
    :raises rules.CannotForward: if it was not sent or is already answered
    """
    signal = locked(forwarding.signal, actor=actor)
    permissions.check(actor, "signal:forward", signal)
    forwarding = signal.forwardings.select_for_update(of=("self",)).get(pk=forwarding.pk)
    rules.check_can_confirm(forwarding)

    _confirm(forwarding, confirmation=confirmation, now=now)
    _finish(signal, actor=actor, now=now)

    audit.record("forwarding:confirmed", subject=signal, actor=actor, now=now, number=forwarding.number)


def _confirm(forwarding: Forwarding, *, confirmation: str, now: datetime) -> None:
    forwarding.confirmed_at = now
    forwarding.confirmation = confirmation
    forwarding.save(update_fields=["confirmed_at", "confirmation"])


def _finish(signal: Signal, *, actor: Actor, now: datetime) -> None:
    """Closes the signal when every forwarding of it is answered."""
    open_ones = signal.forwardings.filter(sent_at__isnull=False, confirmed_at=None, returned_at=None)
    if signal.phase == Phase.FORWARDED and not open_ones.exists():
        move(signal, Phase.CLOSED, actor=actor, now=now, outcome=Outcome.ELSEWHERE)


@transaction.atomic
def remind_forwarding(forwarding: Forwarding, *, actor: Actor, now: datetime) -> None:
    """
    This will record a reminder and set a new date for the confirmation.

    :raises PermissionDenied: if the actor may not forward for this party
    :raises rules.CannotForward: if there is nothing to wait for, or one went out today
    """
    signal = locked(forwarding.signal, actor=actor)
    permissions.check(actor, "signal:forward", signal)
    forwarding = signal.forwardings.select_for_update(of=("self",)).get(pk=forwarding.pk)
    rules.check_can_remind(forwarding, now=now)

    forwarding.reminded_at = now
    forwarding.reminders += 1
    forwarding.confirm_by = add_workdays(timezone.localdate(now), knowledge.service_days("confirmation"))
    forwarding.save(update_fields=["reminded_at", "reminders", "confirm_by"])

    audit.record("forwarding:reminded", subject=signal, actor=actor, now=now, number=forwarding.number)


def _incoming(forwarding: Forwarding, *, actor: Actor) -> Forwarding:
    found = permissions.incoming_to(actor).select_for_update(of=("self",)).filter(pk=forwarding.pk).first()
    if found is None:
        raise PermissionDenied("signal:intake")
    rules.check_can_confirm(found)
    return found


@transaction.atomic
def receive_forwarding(forwarding: Forwarding, *, actor: Actor, now: datetime) -> Signal:
    """
    This will confirm receipt of what another party forwarded and register it as an own signal.

    :raises PermissionDenied: if it was not forwarded to the actor's party
    :raises rules.CannotForward: if it is already answered
    """
    forwarding = _incoming(forwarding, actor=actor)
    signal = Signal(
        party_id=permissions.here(actor),
        channel=Channel.PARTNER,
        regime_id=forwarding.regime_id,
        title=forwarding.subject,
        object_kind=ObjectKind.PLACE,
        place=forwarding.place,
        place_key=place_key(forwarding.place),
        heard=forwarding.message,
        received_at=now,
        acknowledged_at=now,
        handler_id=actor.user_id,
    )
    save_with_number(signal, "S", lambda: move(signal, Phase.INTAKE, actor=actor, now=now))

    confirmation = f"Ontvangen in Dijkwacht door {actor.party_name}"
    _confirm(forwarding, confirmation=confirmation, now=now)
    audit.record("forwarding:received", subject=signal, actor=actor, now=now, number=forwarding.number)
    _tell_sender(forwarding, Phase.CLOSED, now=now)
    return signal


@transaction.atomic
def return_forwarding(forwarding: Forwarding, *, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will send it back because this party is not competent either; the sender's signal returns to its intake.

    :raises PermissionDenied: if it was not forwarded to the actor's party
    :raises rules.CannotForward: if it is already answered
    """
    forwarding = _incoming(forwarding, actor=actor)
    forwarding.returned_at = now
    forwarding.return_reason = reason
    forwarding.save(update_fields=["returned_at", "return_reason"])

    audit.record("forwarding:returned", subject=forwarding, actor=actor, now=now, reason=reason)
    _tell_sender(forwarding, Phase.INTAKE, now=now)


def _tell_sender(forwarding: Forwarding, phase: str, *, now: datetime) -> None:
    """Dijkwacht itself takes the step at the sender: the receiver may not touch, or even see, the sender's signal."""
    with acting(system_actor(forwarding.party), now=now) as system:
        signal = locked(forwarding.signal, actor=system)
        if phase == Phase.CLOSED:
            _finish(signal, actor=system, now=now)
        elif signal.phase == Phase.FORWARDED:
            begin_again(signal, actor=system, now=now)
        audit.record("forwarding:answered", subject=signal, actor=system, now=now, number=forwarding.number)
