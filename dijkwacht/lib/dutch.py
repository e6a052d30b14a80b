"""Dates, numbers and lists as people in the Netherlands write them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

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

SMALLEST_SHOWN: Final = 5
"""Below this a number could point at one person (statistical disclosure)."""


def long_date(day: date) -> str:
    """This will write "2 februari 2024"."""
    day = _here(day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_date(day: date) -> str:
    """This will write "zaterdag 21 november 2026"."""
    return f"{_DAYS[_here(day).weekday()]} {long_date(day)}"


def short_date(day: date, *, this_year: int | None = None) -> str:
    """This will write "21 nov 2026", and "21 nov" when that is `this_year`."""
    day = _here(day)
    month = _MONTHS[day.month - 1]
    text = f"{day.day} {_SHORT_MONTHS.get(month, month[:3])}"
    return text if day.year == this_year else f"{text} {day.year}"


def month_year(day: date) -> str:
    """This will write "november 2026"."""
    day = _here(day)
    return f"{_MONTHS[day.month - 1]} {day.year}"


def date_time(moment: datetime) -> str:
    """This will write "21 november 2026 om 14:05", on the clock of the Netherlands."""
    return f"{long_date(moment)} om {_local(moment):%H:%M}"


def number(value: int | float | Decimal, *, places: int | None = None) -> str:
    """This will write "1.234" or "3,1": with so many decimals, or with those that it has."""
    text = f"{value:,}" if places is None else f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,"))


def count(value: int, one: str, many: str) -> str:
    """This will write "1 signaal" or "1.234 signalen"."""
    return f"{number(value)} {one if abs(value) == 1 else many}"


def small_number(value: int) -> str:
    """This will write "minder dan 5" for 1 to 4, because such a count could point at one person."""
    return f"minder dan {SMALLEST_SHOWN}" if 0 < value < SMALLEST_SHOWN else number(value)


def percentage(share: float, *, places: int = 0) -> str:
    """This will write "42%" for 0.42."""
    return f"{number(share * 100, places=places)}%"


def file_size(size: int) -> str:
    """This will write "340 bytes", "12 kB" or "1,2 MB"."""
    if size < 1000:
        return count(size, "byte", "bytes")
    if size < 1_000_000:
        return f"{number(size / 1000, places=0)} kB"
    return f"{number(size / 1_000_000, places=1)} MB"


def join(words: Iterable[str], *, last: str = "en") -> str:
    """This will write "a, b en c"."""
    *start, end = [*words] or [""]
    return f"{', '.join(start)} {last} {end}" if start else end


def term(days: int) -> str:
    """This will say how a number of working days stands: "over 2 werkdagen", "vandaag" or "1 werkdag te laat"."""
    if days == 0:
        return "vandaag"
    workdays = count(abs(days), "werkdag", "werkdagen")
    return f"{workdays} te laat" if days < 0 else f"over {workdays}"


def _here(day: date) -> date:
    return _local(day).date() if isinstance(day, datetime) else day


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
