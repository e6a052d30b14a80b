"""Writing the log."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models

from dijkwacht.lib.access import Actor, current_origin, current_trace

_INSERT = """
insert into audit_event (at, trace, origin, party_id, owner_id, user_id, user_name, role, action,
                         subject_type, subject_id, subject_number, reason, result, details)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """What an event is about, by name: its label, its key, its public number and whose it is."""

    label: str = ""
    key: str = ""
    number: str = ""
    party_id: int | None = None

    @classmethod
    def of(cls, subject: models.Model | None) -> "Thing":
        if subject is None:
            return cls()
        number = str(getattr(subject, "number", "") or "")
        return cls(subject._meta.label_lower, str(subject.pk), number, getattr(subject, "party_id", None))


def record(
    action: str,
    *,
    actor: Actor,
    now: datetime,
    subject: models.Model | Thing | None = None,
    reason: str = "",
    result: str = "ok",
    **details: Any,
) -> None:
    """
    This will add one event to the log, in the running transaction.

    `action` is "thing:verb"; `result` is "ok" or "refused". Details are codes, ids and counts: content of a
    dossier never enters the log.
    """
    thing = subject if isinstance(subject, Thing) else Thing.of(subject)
    row: list[Any] = [
        now,
        current_trace(),
        current_origin(),
        actor.party_id,
        thing.party_id,
        actor.user_id,
        actor.name,
        actor.role or "",
        action,
        thing.label,
        thing.key,
        thing.number,
        reason[:500],
        result,
        # PostgreSQL has no zero character; somebody who types one in an address is logged all the same.
        json.dumps(details, default=str).replace("\\u0000", ""),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
