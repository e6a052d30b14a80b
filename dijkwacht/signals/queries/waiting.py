"""For whom something waits, as Dijkwacht itself knows it: who, and never what."""

from datetime import date

from django.db.models import F, Q, QuerySet

from dijkwacht.lib.access import Actor
from dijkwacht.parties import queries as parties
from dijkwacht.signals import permissions
from dijkwacht.signals.models import Assignment, Forwarding, Phase, Signal, SourceRequest

_FOR_INTAKE = (Phase.RECEIVED, Phase.INTAKE, Phase.WEIGHING, Phase.TO_FORWARD, Phase.RESEARCH)
_FOR_DIRECTOR = (Phase.DISPUTED, Phase.READY, Phase.WEIGHING)


def people_to_tell(actor: Actor, *, today: date) -> set[int]:
    """This will return the ids of people for whom something waits at the actor's party."""
    signals = permissions.visible_to(actor).filter(party=actor.party_id)
    roles = []
    if signals.filter(phase__in=_FOR_INTAKE).exists() or _unanswered(actor, today).exists():
        roles.append("intake_officer")
    if signals.filter(phase__in=_FOR_DIRECTOR).exists():
        roles.append("director")
    if SourceRequest.objects.filter(party=actor.party_id, allowed=None).exists():
        roles.append("privacy_officer")
    here = {each.user_id for each in parties.role_holders(*roles) if each.party_id == actor.party_id}
    return here | set(_assessors(actor, signals))


def _unanswered(actor: Actor, today: date) -> QuerySet[Forwarding]:
    """What came from another party, and what went out and should be confirmed by now."""
    out = Q(party=actor.party_id, confirm_by__lte=today)
    return Forwarding.objects.filter(
        out | Q(recipient=actor.party_id), sent_at__isnull=False, confirmed_at=None, returned_at=None
    )


def _assessors(actor: Actor, signals: QuerySet[Signal]) -> list[int]:
    """Those with an open assignment for a signal that is being weighed and who did not weigh it yet."""
    waiting = Assignment.objects.filter(
        owner=actor.party_id,
        revoked_at=None,
        expires_at__gt=permissions.AppNow(),
        signal__in=signals.filter(phase=Phase.WEIGHING),
    )
    weighed = waiting.filter(
        signal__weighings__assessor_id=F("user_id"), signal__weighings__round=F("signal__weighing_round")
    )
    return list(waiting.exclude(pk__in=weighed.values("pk")).values_list("user_id", flat=True))
