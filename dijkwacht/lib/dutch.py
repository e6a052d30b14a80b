"""Dates, numbers and lists as people in the Netherlands write them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from dijkwacht.lib.workdays import workdays_between

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SHORT_MONTHS = {"maart": "mrt"}


def long_date(day: date) -> str:
    """This will write "2 februari 2024"."""
    day = _here(day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_date(day: date) -> str:
    """This will write "zaterdag 21 november 2026"."""
    return f"{_DAYS[_here(day).weekday()]} {long_date(day)}"


def short_date(day: date) -> str:
    """This will write "21 nov 2026"."""
    day = _here(day)
    month = _MONTHS[day.month - 1]
    return f"{day.day} {_SHORT_MONTHS.get(month, month[:3])} {day.year}"


def month_year(day: date) -> str:
    """This will write "november 2026"."""
    day = _here(day)
    return f"{_MONTHS[day.month - 1]} {day.year}"


def clock(moment: datetime) -> str:
    """This will write "14.05 uur", on the clock of the Netherlands."""
    moment = _local(moment)
    return f"{moment.hour}.{moment.minute:02} uur"


def date_time(moment: datetime) -> str:
    """This will write "21 november 2026, 14.05 uur"."""
    return f"{long_date(moment)}, {clock(moment)}"


def number(value: float, *, places: int = 0) -> str:
    """This will write "1.234" or "3,1"."""
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def count(value: int, one: str, many: str) -> str:
    """This will write "1 signaal" or "1.234 signalen"."""
    return f"{number(value)} {one if abs(value) == 1 else many}"


def percentage(share: float, *, places: int = 0) -> str:
    """This will write "42%" for 0.42."""
    return f"{number(share * 100, places=places)}%"


def file_size(size: int) -> str:
    """This will write "340 bytes", "12 kB" or "1,2 MB"."""
    if size < 1000:
        return count(size, "byte", "bytes")
    if size < 1_000_000:
        return f"{number(size / 1000)} kB"
    return f"{number(size / 1_000_000, places=1)} MB"


def join(words: Iterable[str], *, last: str = "en") -> str:
    """This will write "a, b en c"."""
    *start, end = [*words] or [""]
    return f"{', '.join(start)} {last} {end}" if start else end


def term(today: date, due: date) -> str:
    """This will say how a term stands: "nog 2 werkdagen", "vandaag" or "3 werkdagen te laat"."""
    left = workdays_between(today, due)
    if due == today:
        return "vandaag"
    if due > today:
        return f"nog {count(left, 'werkdag', 'werkdagen')}"
    # On the Sunday after a term that ended on Friday no working day has passed yet, but late it is.
    return f"{count(-left, 'werkdag', 'werkdagen')} te laat" if left else "te laat"


def _here(day: date) -> date:
    return _local(day).date() if isinstance(day, datetime) else day


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
