"""Who may see which part of the log and which terms: the same as the policies in the database."""

from django.db.models import Q, QuerySet

from dijkwacht.audit.models import Event, Retention
from dijkwacht.lib.access import Actor

_SEES_RETENTION = ("retention:decide", "audit:read", "signal:read", "job:run")


def events_visible_to(actor: Actor) -> QuerySet[Event]:
    """This will return what was done by, or with dossiers of, the actor's party."""
    if not actor.can("audit:read"):
        return Event.objects.none()
    return Event.objects.filter(Q(party_id=actor.party_id) | Q(owner_id=actor.party_id))


def retentions_visible_to(actor: Actor) -> QuerySet[Retention]:
    """This will return the terms of the actor's party."""
    if not any(actor.can(permission) for permission in _SEES_RETENTION):
        return Retention.objects.none()
    return Retention.objects.filter(party_id=actor.party_id or 0)
