"""What a check says: a status, one Dutch sentence with numbers and norm, and the lists that it counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How one ambition, or one check of it, stands."""

    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    NOT_MET = "not_met"
    PARTLY = "partly"
    MET = "met"
    DECLARED = "declared"
    BLOCKED = "blocked"

    @property
    def is_reached(self) -> bool:
        return self in {Status.MET, Status.DECLARED}

    @property
    def look(self) -> str:
        """This will give the name under which our components draw the status."""
        return {"not_applicable": "na", "not_met": "not"}.get(self.value, self.value)

    @property
    def word(self) -> str:
        return _WORDS[self.value]


_WORDS = {
    "not_applicable": "niet van toepassing",
    "unknown": "onbekend",
    "not_met": "niet gehaald",
    "partly": "deels gehaald",
    "met": "gehaald",
    "declared": "verklaard",
    "blocked": "kan niet volgens de wet",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """The norm of one check on one day, for one party."""

    code: str
    title: str
    kind: str
    target: Decimal | None = None
    amber: Decimal | None = None
    days: int | None = None
    from_agreement: bool = False
    proposed: bool = True
    adjusted: bool = False

    @classmethod
    def of(cls, norm: Any) -> "Bar":
        """This will copy the values of a Norm row."""
        return cls(
            code=norm.code,
            title=norm.title,
            kind=norm.kind,
            target=norm.target,
            amber=norm.amber,
            days=norm.days,
            from_agreement=norm.from_agreement,
            proposed=norm.proposed,
            adjusted=norm.party_id is not None,
        )

    @property
    def standing(self) -> str:
        """This will say where the norm comes from."""
        if self.adjusted:
            return "maatwerk voor deze partij"
        if self.from_agreement:
            return "uit de overeenkomst"
        return "een voorstel" if self.proposed else "vastgesteld voor Drenthe"


@dataclass(frozen=True, slots=True)
class Counted:
    """A list of signals that a check counted: what it holds, and the filters that show it."""

    label: str
    filters: str


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one check for one party on one day."""

    bar: Bar
    status: Status
    told: str
    norm: str = ""
    numerator: int | None = None
    denominator: int | None = None
    counted: tuple[Counted, ...] = ()
    is_declared: bool = False
    is_optional: bool = False

    @property
    def sentence(self) -> str:
        """This will tell the outcome with its norm, as one sentence."""
        told = f"{self.told}; {self.norm}." if self.norm else f"{self.told}."
        return told[:1].upper() + told[1:]

    @property
    def weighs(self) -> bool:
        """This will tell whether the outcome counts for the ambition as a whole."""
        if self.status == Status.NOT_APPLICABLE:
            return False
        return not (self.is_optional and self.status == Status.UNKNOWN)


def together(results: Iterable[Result]) -> Status:
    """
    This will make one status of the checks of an ambition.

    Met when all checks that weigh are met, unknown when nothing is known, partly when at least one check is
    met or nearly met. Met by declarations alone is "declared".
    """
    weighing = [each for each in results if each.weighs]
    statuses = {each.status for each in weighing}
    if statuses <= {Status.UNKNOWN}:
        return Status.UNKNOWN
    if statuses == {Status.MET}:
        return Status.DECLARED if all(each.is_declared for each in weighing) else Status.MET
    return Status.PARTLY if statuses & {Status.MET, Status.PARTLY} else Status.NOT_MET
