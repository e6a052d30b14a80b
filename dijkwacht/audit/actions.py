"""Writing the log."""

import json
from datetime import datetime
from typing import Any

from django.db import connection, models

from dijkwacht.lib.access import Actor, current_origin, current_trace

_INSERT = """
insert into audit_event (at, trace, origin, party_id, owner_id, user_id, user_name, role, action,
                         subject_type, subject_id, subject_number, reason, result, details)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
"""


def record(
    action: str,
    *,
    actor: Actor,
    now: datetime,
    subject: models.Model | None = None,
    reason: str = "",
    result: str = "ok",
    **details: Any,
) -> None:
    """
    This will add one event to the log, in the running transaction.

    `action` is "thing:verb"; `result` is "ok" or "refused". Details are codes, ids and counts: content of a
    dossier never enters the log.
    """
    row = [
        now,
        current_trace(),
        current_origin(),
        actor.party_id,
        getattr(subject, "party_id", None),
        actor.user_id,
        actor.name,
        actor.role or "",
        action,
        subject._meta.label_lower if subject else "",
        str(subject.pk) if subject else "",
        str(getattr(subject, "number", "") or "") if subject else "",
        reason[:500],
        result,
        json.dumps(details, default=str),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
