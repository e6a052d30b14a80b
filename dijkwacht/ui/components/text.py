"""Dates and numbers as filters."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from dijkwacht.lib import dutch

register = template.Library()


@register.filter
def dutch_date(day: date | None) -> str:
    return dutch.long_date(day) if day else ""


@register.filter
def short_date(day: date | None) -> str:
    return dutch.short_date(day, this_year=timezone.localdate().year) if day else ""


@register.filter
def dutch_moment(at: datetime | None) -> str:
    return dutch.date_time(at) if at else ""


@register.filter
def dutch_number(value: int | float | None) -> str:
    return "" if value is None else dutch.number(value)


@register.filter
def percent(share: float | None) -> str:
    return "onbekend" if share is None else dutch.percentage(share)


@register.filter
def small_number(value: int | None) -> str:
    return "onbekend" if value is None else dutch.small_number(value)


@register.filter
def plural(value: int, words: str) -> str:
    one, more = words.split(",")
    return dutch.count(value, one, more)
