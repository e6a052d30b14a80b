"""The internal reporting point of a party (ambition 2.1)."""

from django.db.models import QuerySet

from dijkwacht.lib.access import Actor
from dijkwacht.lib.compiled import Compiled, slot
from dijkwacht.signals.models import Announcement, ReportingPoint


def reporting_point(actor: Actor) -> ReportingPoint | None:
    """This will return the reporting point of the actor's party, None when nobody filled it in yet."""
    return _POINT.first(party=actor.party_id)


_POINT = Compiled(lambda: ReportingPoint.objects.filter(party_id=slot("party")))


def announcements(actor: Actor) -> QuerySet[Announcement]:
    """This will return when the staff of the actor's party were told, newest first."""
    return Announcement.objects.filter(party=actor.party_id or 0)
