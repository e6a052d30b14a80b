"""Dates, numbers and terms as a Dutch reader expects them. Pure text, no markup."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone

MONTHS: Final = (
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
SHORT_MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

# Below this a number could point at one person (statistical disclosure).
SMALLEST_SHOWN: Final = 5


def long_date(day: date) -> str:
    """This will give "2 februari 2024"; a moment counts as its day in local time."""
    day = _local(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date, *, this_year: int) -> str:
    """This will give "3 nov", or "3 nov 2024" when that is not `this_year`."""
    day = _local(day)
    text = f"{day.day} {SHORT_MONTHS[day.month - 1]}"
    return text if day.year == this_year else f"{text} {day.year}"


def moment(at: datetime) -> str:
    """This will give "21 november 2026 om 14:32" in local time."""
    return f"{long_date(at)} om {_local(at):%H:%M}"


def number(value: int | float | Decimal) -> str:
    """This will write a number with Dutch separators: 12.345 and 0,25."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    """This will write a share between 0 and 1 as whole per cents."""
    return f"{round(share * 100)}%"


def small_number(value: int) -> str:
    """This will hide 1 to 4, because such a count could point at one person."""
    return f"minder dan {SMALLEST_SHOWN}" if 0 < value < SMALLEST_SHOWN else number(value)


def counted(value: int, *, one: str, more: str) -> str:
    """This will count things: "1 signaal", "7 signalen"."""
    return f"{number(value)} {one if value == 1 else more}"


def term(days: int) -> str:
    """This will say how many working days are left; a negative number is late."""
    if days == 0:
        return "vandaag"
    workdays = counted(abs(days), one="werkdag", more="werkdagen")
    return f"{workdays} te laat" if days < 0 else f"over {workdays}"


def _local(day: date) -> date:
    if isinstance(day, datetime) and timezone.is_aware(day):
        return timezone.localtime(day)
    return day
