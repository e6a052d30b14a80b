"""What Dijkwacht cannot compute yet: the party says so itself, dated and with an end."""

from datetime import date
from typing import TYPE_CHECKING

from dijkwacht.agreement.checks.result import Bar, Result, Status
from dijkwacht.lib import dutch

if TYPE_CHECKING:
    from dijkwacht.agreement.models import Declaration


def declared(bar: Bar, declaration: "Declaration | None", *, as_of: date, is_optional: bool = False) -> Result:
    """This will take over what the party declared, as long as the declaration holds."""
    if declaration is None:
        return _unknown(bar, "nog geen verklaring", is_optional=is_optional)
    if declaration.valid_until < as_of:
        ended = dutch.long_date(declaration.valid_until)
        return _unknown(bar, f"de verklaring gold tot en met {ended}", is_optional=is_optional)
    said = {"met": "gehaald", "partly": "deels gehaald", "not_met": "niet gehaald"}.get(
        declaration.status, "kan niet volgens de wet"
    )
    told = (
        f"verklaard op {dutch.long_date(declaration.declared_on)}: {said}; "
        f"geldt tot en met {dutch.long_date(declaration.valid_until)}"
    )
    return Result(bar, Status(declaration.status), told, is_declared=True, is_optional=is_optional)


def _unknown(bar: Bar, why: str, *, is_optional: bool) -> Result:
    return Result(bar, Status.UNKNOWN, why, is_declared=True, is_optional=is_optional)
