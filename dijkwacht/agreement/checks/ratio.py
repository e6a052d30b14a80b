"""A share of things that went as promised: "19 van 20 signalen binnen 5 dagen bevestigd (95%)"."""

from dataclasses import dataclass
from decimal import Decimal

from dijkwacht.agreement.checks.result import Bar, Counted, Result, Status
from dijkwacht.lib import dutch
from dijkwacht.lib.dutch import SMALLEST_SHOWN


@dataclass(frozen=True, slots=True)
class Words:
    """How a ratio is told: what is counted, what went well, and what to say when there was nothing."""

    one: str
    more: str
    done: str
    nothing: str


def ratio(
    bar: Bar, words: Words, numerator: int, denominator: int, *, exact: bool, counted: tuple[Counted, ...] = ()
) -> Result:
    """
    This will hold a share against its norm.

    :param exact: false for a reader of another party, who does not get to see small numbers, nor a total
        from which one could work them out
    """
    if denominator == 0:
        return Result(bar, Status.NOT_APPLICABLE, words.nothing, norm_text(bar), 0, 0)
    status = against(bar, numerator, denominator)
    if exact or not is_small(numerator, denominator):
        told = _told(words, numerator, denominator)
        return Result(bar, status, told, norm_text(bar), numerator, denominator, counted)
    return Result(bar, status, _told_without_small(words, numerator, denominator), norm_text(bar))


def against(bar: Bar, numerator: int, denominator: int) -> Status:
    """This will compare exactly, without rounding: 94.9% does not meet 95%."""
    target = Decimal(1) if bar.target is None else bar.target
    amber = target if bar.amber is None else bar.amber
    if numerator >= target * denominator:
        return Status.MET
    return Status.PARTLY if numerator > 0 and numerator >= amber * denominator else Status.NOT_MET


def is_small(numerator: int, denominator: int) -> bool:
    """This will tell whether the count, or what is left of the total, is too small to show to others."""
    rest = denominator - numerator
    return 0 < denominator < SMALLEST_SHOWN or 0 < numerator < SMALLEST_SHOWN or 0 < rest < SMALLEST_SHOWN


def norm_text(bar: Bar) -> str:
    share = Decimal(1) if bar.target is None else bar.target
    return f"norm: {percent(share)}" if share == 1 else f"norm: ten minste {percent(share)}"


def percent(share: Decimal) -> str:
    whole = (share * 100).quantize(Decimal("0.1"))
    return f"{dutch.number(float(whole), places=0 if whole == whole.to_integral() else 1)}%"


def _told(words: Words, numerator: int, denominator: int) -> str:
    # Rounded down: a share that falls short of the norm never reads as the norm.
    share = Decimal(numerator * 1000 // denominator) / 1000
    things = words.one if denominator == 1 else words.more
    return f"{dutch.number(numerator)} van {dutch.number(denominator)} {things} {words.done} ({percent(share)})"


def _told_without_small(words: Words, numerator: int, denominator: int) -> str:
    if denominator < SMALLEST_SHOWN:
        return f"minder dan {SMALLEST_SHOWN} {words.more}, te weinig om het aandeel te tonen"
    about = f"ongeveer {dutch.number(max(round(denominator, -1), 10))} {words.more}"
    if numerator < SMALLEST_SHOWN:
        return f"minder dan {SMALLEST_SHOWN} van {about} {words.done}"
    return f"van {about} zijn er minder dan {SMALLEST_SHOWN} niet {words.done}"
