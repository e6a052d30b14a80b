from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Figures:
    """
    What the agreement counts of one party over the 12 months before a date. Terms are calendar days.

    Source: ambitions 2.1, 2.2 and 2.3. Counts only: nothing here leads to a signal.
    """

    party_id: int
    received: int
    acknowledgements_due: int
    acknowledged_in_time: int
    elsewhere_due: int
    elsewhere_done: int
    forwardings: int
    forwardings_complete: int
    assessed_due: int
    assessed_in_time: int
    decisions: int
    decisions_complete: int
    point_active: bool
    point_has_owner: bool
    point_has_deputy: bool
    point_published_on: date | None
    point_confidential: bool
    announcements: int
    last_announcement_on: date | None


def figures(
    *, as_of: date, ack_days: int = 5, forward_days: int = 14, confirm_days: int = 14, assess_days: int = 60
) -> dict[int, Figures]:
    """
    This will return the figures of all parties at the end of a day, by party id.

    Empty without agreement:read: the database function asks for it.
    """
    moment = timezone.make_aware(datetime.combine(as_of, time.max))
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from signals_figures(%s, %s, %s, %s, %s)",
            [moment, ack_days, forward_days, confirm_days, assess_days],
        )
        return {row[0]: Figures(*row) for row in cursor.fetchall()}
