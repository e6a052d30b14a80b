"""Who may do what with a signal. `visible_to` says the same as the row-level security in the database."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField, Func, Q, QuerySet

from dijkwacht.lib.access import Actor
from dijkwacht.signals.models import Assignment, Attachment, Draft, Forwarding, Receipt, Recusal, Signal, SourceRequest


class AppNow(Func):
    """The clock of the access context, as row-level security reads it."""

    function = "app_now"
    output_field = DateTimeField()


def visible_to(actor: Actor) -> QuerySet[Signal]:
    """
    This will return the signals this person may read: all of her party for handlers, the assigned ones for a
    second assessor, and never one from which she is recused.
    """
    own = Q(party_id=actor.party_id) if actor.can("signal:read") else Q(pk__in=[])
    assigned = Q(pk__in=_assigned(actor).values("signal")) if actor.can("signal:assess") else Q(pk__in=[])
    recused = Recusal.objects.filter(Q(user_id=actor.user_id)).values("signal")
    return Signal.objects.filter(own | assigned).exclude(pk__in=recused)


def _assigned(actor: Actor) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        Q(user_id=actor.user_id, party_id=actor.party_id), revoked_at=None, expires_at__gt=AppNow()
    )


def receipts_of(actor: Actor) -> QuerySet[Receipt]:
    """This will return the receipts of the reporter herself."""
    return Receipt.objects.filter(Q(user_id=actor.user_id))


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """This will return what the reporter is still writing for this party."""
    return Draft.objects.filter(Q(user_id=actor.user_id, party_id=actor.party_id))


def draft_attachments_of(actor: Actor) -> QuerySet[Attachment]:
    """This will return the photos and documents with what the reporter is still writing."""
    return Attachment.objects.filter(draft__in=drafts_of(actor))


def sent_by(actor: Actor, key: UUID) -> bool:
    """This will return whether the form with this key was already sent, as far as the actor may know."""
    return receipts_of(actor).filter(signal_id=key).exists() or visible_to(actor).filter(pk=key).exists()


def may_edit_point(actor: Actor) -> bool:
    """This will return whether she looks after the reporting point of her party."""
    return actor.can("signal:intake") or actor.can("signal:direct")


def source_checks_of(actor: Actor) -> QuerySet[SourceRequest]:
    """This will return the sources about which the privacy officer of this party decides: no content."""
    if not actor.can("source:check"):
        return SourceRequest.objects.none()
    return SourceRequest.objects.filter(Q(party_id=actor.party_id))


def incoming_to(actor: Actor) -> QuerySet[Forwarding]:
    """This will return what other parties forwarded to this one."""
    if not actor.can("signal:intake"):
        return Forwarding.objects.none()
    return Forwarding.objects.filter(recipient_id=actor.party_id, sent_at__isnull=False)


def may(actor: Actor, permission: str, signal: Signal) -> bool:
    """This will return whether the actor may do this with a signal of her own party."""
    return actor.can(permission) and signal.party_id == actor.party_id


def who(actor: Actor) -> int:
    """:raises PermissionDenied: if nobody acts"""
    if actor.user_id is None:
        raise PermissionDenied("login")
    return actor.user_id


def here(actor: Actor) -> int:
    """:raises PermissionDenied: if the actor works for no party"""
    if actor.party_id is None:
        raise PermissionDenied("role")
    return actor.party_id


def check(actor: Actor, permission: str, signal: Signal) -> None:
    """:raises PermissionDenied: if the actor may not do this with this signal"""
    if not may(actor, permission, signal):
        raise PermissionDenied(permission)


def may_weigh(actor: Actor, signal: Signal) -> bool:
    """This will return whether she may weigh: a handler of the party, or the assessor it is assigned to."""
    return may(actor, "signal:weigh", signal) or (
        actor.can("signal:assess") and _assigned(actor).filter(signal=signal).exists()
    )


def may_read_content(actor: Actor, signal: Signal) -> bool:
    """
    This will return whether she may read what was told. Under some regimes (Bibob, WGS) only the party's own
    handlers may; somebody else who can see the signal sees that it is there and nothing more.
    """
    return signal.regime.may_show or may(actor, "signal:read", signal)


def may_open_persons(actor: Actor, signal: Signal) -> bool:
    """This will return whether she may open persons: handlers of the party, or the assigned assessor."""
    return (
        actor.can("signal:persons")
        and may_read_content(actor, signal)
        and (may(actor, "signal:read", signal) or may_weigh(actor, signal))
    )
