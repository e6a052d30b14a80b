from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.signals import permissions
from dijkwacht.signals.models import Announcement, ReportingPoint


def _check(actor: Actor) -> None:
    if not permissions.may_edit_point(actor):
        raise PermissionDenied("signal:intake")


@transaction.atomic
def update_point(*, actor: Actor, now: datetime, **fields: Any) -> ReportingPoint:
    """
    This will record who looks after the party's internal reporting point (ambition 2.1).

    :raises PermissionDenied: if the actor neither does the intake nor directs
    """
    _check(actor)
    point, _ = ReportingPoint.objects.update_or_create(party_id=actor.party_id or 0, defaults=fields)
    audit.record("point:updated", subject=point, actor=actor, now=now)
    return point


@transaction.atomic
def announce_point(*, on: date, medium: str, actor: Actor, now: datetime) -> Announcement:
    """
    This will record one time that staff were told about the reporting point (ambition 2.1).

    :raises PermissionDenied: if the actor neither does the intake nor directs
    """
    _check(actor)
    announcement = Announcement.objects.create(
        party_id=actor.party_id or 0, on=on, medium=medium, added_by_id=actor.user_id or 0
    )
    audit.record("point:announced", subject=announcement, actor=actor, now=now)
    return announcement
