"""
Terms in working days.

Free days are Saturday, Sunday and the days of article 3 of the Algemene termijnenwet: New Year's Day,
Easter Monday, Ascension Day, Whit Monday, both days of Christmas, King's Day and every 5 May. Its second
paragraph counts Good Friday among them, so we do too, though many people work on that day.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache

import holidays

_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays(day.year)


def add_workdays(start: date, n: int) -> date:
    """
    This will return the nth working day after `start`, or before it for a negative number.

    The first day counted is the day after `start`. With 0 it returns `start` itself if that is a working
    day, else the next one.
    """
    if n == 0:
        return start if is_workday(start) else add_workdays(start, 1)
    year, days = start.year, _workdays(start.year)
    index = (bisect_right(days, start) - 1 if n > 0 else bisect_left(days, start)) + n
    while index >= len(days):
        year, index = year + 1, index - len(days)
        days = _workdays(year)
    while index < 0:
        year -= 1
        days = _workdays(year)
        index += len(days)
    return days[index]


def workdays_between(a: date, b: date) -> int:
    """This will count the working days after `a` up to and including `b`; negative when `b` comes first."""
    if b < a:
        return -workdays_between(b, a)
    whole_years = sum(len(_workdays(year)) for year in range(a.year, b.year))
    return whole_years + bisect_right(_workdays(b.year), b) - bisect_right(_workdays(a.year), a)


def workdays_left(due_on: date | None, *, today: date) -> int | None:
    """This will count the working days until a term; negative as soon as it is past, also when only a weekend is."""
    if due_on is None:
        return None
    left = workdays_between(today, due_on)
    return min(left, -1) if due_on < today else left


@lru_cache(maxsize=64)
def _workdays(year: int) -> tuple[date, ...]:
    days = (date(year, 1, 1) + number * _DAY for number in range(366))
    return tuple(day for day in days if day.year == year and is_workday(day))


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    # "Optional" are Good Friday and 5 May outside the lustrum years; the act counts both.
    return frozenset(holidays.country_holidays("NL", years=year, categories=("public", "optional")))
