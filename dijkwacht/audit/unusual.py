"""Reading that somebody should look at: many dossiers in an hour, at odd hours, or at closed doors."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

READING = "action ~ '[:_](read|opened|downloaded|searched)$' and result = 'ok'"
LOOK_BACK = timedelta(days=30)

# Each asks row-level security for the reader's own party; Dijkwacht's own jobs are no reading.
_MANY = f"""
select user_id, max(user_name), date_trunc('hour', at at time zone 'Europe/Amsterdam') as hour,
       count(distinct subject_id) as times
from audit_event
where at >= %(since)s and {READING} and subject_id <> '' and role <> 'system' and user_id is not null
group by user_id, hour having count(distinct subject_id) >= %(dossiers_an_hour)s
"""  # noqa: S608  our own constant
_ODD_HOURS = f"""
select user_id, max(user_name), date_trunc('day', at at time zone 'Europe/Amsterdam') as day, count(*) as times
from audit_event
where at >= %(since)s and {READING} and role <> 'system' and user_id is not null
  and (extract(isodow from at at time zone 'Europe/Amsterdam') > 5
       or extract(hour from at at time zone 'Europe/Amsterdam') < %(begins_at)s
       or extract(hour from at at time zone 'Europe/Amsterdam') >= %(ends_at)s)
group by user_id, day
"""  # noqa: S608  our own constant
_REFUSED = """
select user_id, max(user_name), date_trunc('day', at at time zone 'Europe/Amsterdam') as day, count(*) as times
from audit_event
where at >= %(since)s and result = 'refused' and user_id is not null
group by user_id, day having count(*) >= %(refused_a_day)s
"""
_KINDS = (("many", _MANY), ("odd-hours", _ODD_HOURS), ("refused", _REFUSED))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where it is unusual: dossiers in an hour, refusals on a day, and the hours that people work."""

    dossiers_an_hour: int = 30
    refused_a_day: int = 3
    begins_at: int = 7
    ends_at: int = 19


@dataclass(frozen=True, slots=True)
class Unusual:
    """One person at one hour or on one day."""

    kind: str
    user_id: int
    user_name: str
    at: datetime
    times: int

    @property
    def on(self) -> date:
        return self.at.date()


def unusual_reading(thresholds: Thresholds, *, now: datetime) -> list[Unusual]:
    """This will return what stood out in the last 30 days, newest first, of the reader's own party."""
    values: dict[str, Any] = {
        "since": now - LOOK_BACK,
        "dossiers_an_hour": thresholds.dossiers_an_hour,
        "refused_a_day": thresholds.refused_a_day,
        "begins_at": thresholds.begins_at,
        "ends_at": thresholds.ends_at,
    }
    found = []
    with connection.cursor() as cursor:
        for kind, sql in _KINDS:
            cursor.execute(sql, values)
            found += [Unusual(kind, *row) for row in cursor.fetchall()]
    return sorted(found, key=lambda each: (each.at, each.times, each.user_id), reverse=True)
