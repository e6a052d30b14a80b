"""A list of things that have to be in order: "3 van 4 punten in orde; ontbreekt: een vervanger"."""

from collections.abc import Mapping
from decimal import Decimal

from dijkwacht.agreement.checks.result import Bar, Result, Status
from dijkwacht.lib import dutch


def checklist(bar: Bar, items: Mapping[str, bool]) -> Result:
    """This will count the points that are in order, and name the ones that are not."""
    done = sum(items.values())
    missing = [name for name, is_done in items.items() if not is_done]
    told = f"{done} van {len(items)} punten in orde"
    if missing:
        told += f"; ontbreekt: {dutch.join(missing)}"
    return Result(bar, _against(bar, done, len(items)), told, norm_text(bar), done, len(items))


def norm_text(bar: Bar) -> str:
    target = Decimal(1) if bar.target is None else bar.target
    return "norm: alle punten" if target == 1 else f"norm: {int(target * 100)}% van de punten"


def _against(bar: Bar, done: int, total: int) -> Status:
    target = Decimal(1) if bar.target is None else bar.target
    amber = bar.amber or Decimal(0)
    if done >= target * total:
        return Status.MET
    return Status.PARTLY if done > 0 and done >= amber * total else Status.NOT_MET
