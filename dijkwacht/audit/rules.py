"""When a thing is destroyed, and what may happen to its term now."""

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dijkwacht.audit.models import Retention

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


class CannotRead(ValueError):
    """A term that is no ISO 8601 duration in years, months, weeks and days."""


class CannotSchedule(Exception):
    """The thing is already destroyed, or is about to be."""


class CannotPropose(Exception):
    """The term has not ended, or somebody already proposed."""


class CannotAgree(Exception):
    """Nothing is proposed, or the same person agrees twice."""


class CannotExtend(Exception):
    """It was extended as often as the term allows, or there is nothing to extend."""


class CannotHold(Exception):
    """It is held already, or gone."""


class CannotBury(Exception):
    """Two people have not agreed."""


def ends_on(event_on: date, duration: str) -> date:
    """
    This will return the day on which a term ends: "P4W", "P12M", "P5Y" after the event.

    From the last day of a longer month a term in months ends on the last day of the shorter one.

    :raises CannotRead: if the duration is not written so
    """
    match = _DURATION.fullmatch(duration)
    if not match or not any(match.groups()):
        raise CannotRead(f"{duration!r} is geen termijn zoals P4W, P12M of P5Y.")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return _months_later(event_on, years * 12 + months) + timedelta(weeks=weeks, days=days)


def length_before(today: date, duration: str) -> timedelta:
    """
    This will return how long a term is that ends today: what happened longer ago is past its term.

    :raises CannotRead: if the duration is not written so
    """
    match = _DURATION.fullmatch(duration)
    if not match or not any(match.groups()):
        raise CannotRead(f"{duration!r} is geen termijn zoals P4W, P12M of P5Y.")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return today - _months_later(today, -years * 12 - months) + timedelta(weeks=weeks, days=days)


def extended_until(retention: "Retention", *, today: date) -> date:
    """This will return when a term ends after one more extension; one without its own goes on for its duration."""
    return ends_on(retention.ends_on or today, retention.extension or retention.duration)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def check_can_propose(retention: "Retention", *, today: date) -> None:
    if retention.state != "running" or retention.ends_on is None:
        raise CannotPropose("Dit kan nu niet worden voorgedragen om te vernietigen.")
    if retention.ends_on > today:
        raise CannotPropose("De bewaartermijn is nog niet voorbij.")


def check_can_agree(retention: "Retention", *, by: int | None) -> None:
    if retention.state not in {"proposed", "first_agreed"}:
        raise CannotAgree("Dit is niet voorgedragen om te vernietigen.")
    if retention.state == "first_agreed" and retention.first_by_id == by:
        raise CannotAgree("U was al akkoord. Een tweede persoon moet ook akkoord gaan.")


def check_can_extend(retention: "Retention") -> None:
    if retention.state not in {"running", "proposed", "first_agreed"}:
        raise CannotExtend("De termijn kan nu niet worden verlengd.")
    if retention.extensions >= retention.max_extensions:
        raise CannotExtend(
            "De termijn is al zo vaak verlengd als mag. Moet het langer bewaard blijven? Houd het dan aan, met reden."
        )


def check_can_hold(retention: "Retention") -> None:
    if retention.state not in {"running", "proposed", "first_agreed", "agreed"}:
        raise CannotHold("Dit wordt al aangehouden, of het is al vernietigd.")


def check_can_release(retention: "Retention") -> None:
    if retention.state != "held":
        raise CannotHold("Dit wordt niet aangehouden.")


def check_can_bury(retention: "Retention") -> None:
    if retention.state != "agreed":
        raise CannotBury("Twee personen moeten eerst akkoord zijn met vernietigen.")
