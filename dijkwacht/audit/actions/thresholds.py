"""From where reading is called unusual."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit.actions.recording import record
from dijkwacht.audit.models import Threshold
from dijkwacht.lib.access import Actor


@transaction.atomic
def set_thresholds(values: Mapping[str, int], *, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will change the thresholds, by code; the change itself is in the log for the privacy officer to see.

    :raises PermissionDenied: if the actor may not edit reference data
    """
    if not actor.can("knowledge:edit"):
        raise PermissionDenied("knowledge:edit")
    for threshold in Threshold.objects.select_for_update():
        new = values.get(threshold.code, threshold.value)
        if new != threshold.value:
            record(
                "threshold:changed",
                actor=actor,
                now=now,
                reason=reason,
                code=threshold.code,
                was=threshold.value,
                new=new,
            )
            threshold.value = new
            threshold.save(update_fields=["value"])
