"""Something that has to happen again and again: "2 berichten in 12 maanden; laatste 34 dagen geleden"."""

from datetime import date
from decimal import Decimal

from dijkwacht.agreement.checks.result import Bar, Result, Status
from dijkwacht.lib import dutch


def cadence(bar: Bar, *, one: str, more: str, times: int, last_on: date | None, as_of: date) -> Result:
    """This will count how often something happened in twelve months, and how long ago the last time was."""
    told = f"{dutch.count(times, one, more)} in 12 maanden"
    if last_on is not None:
        told += f"; laatste {_ago((as_of - last_on).days)}"
    return Result(bar, _against(bar, times=times, last_on=last_on, as_of=as_of), told, norm_text(bar))


def norm_text(bar: Bar) -> str:
    text = f"norm: {int(bar.target or 1)} per 12 maanden"
    return f"{text}, ten hoogste {bar.days} dagen ertussen" if bar.days else text


def _against(bar: Bar, *, times: int, last_on: date | None, as_of: date) -> Status:
    target = bar.target or Decimal(1)
    amber = Decimal(1) if bar.amber is None else bar.amber
    is_recent = bar.days is None or (last_on is not None and (as_of - last_on).days <= bar.days)
    if times >= target and is_recent:
        return Status.MET
    return Status.PARTLY if times > 0 and times >= amber else Status.NOT_MET


def _ago(days: int) -> str:
    return "vandaag" if days == 0 else f"{dutch.count(days, 'dag', 'dagen')} geleden"
