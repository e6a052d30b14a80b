"""
Holding every row of the log against the seals, and the seals against the file.

It reads what anybody could have changed (rows, seals) and believes only what is signed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dijkwacht.audit import sealing
from dijkwacht.audit.leaves import Month, all_rows, destroyed_months
from dijkwacht.audit.models import Seal
from dijkwacht.audit.sealing import Sealed
from dijkwacht.lib import merkle
from dijkwacht.lib.dutch import number

_GRACE = timedelta(minutes=1)
_SENTENCES = {
    "row-changed": "Regel {seq} van het logboek is gewijzigd.",
    "row-deleted": "Regel {seq} van het logboek is verwijderd.",
    "row-inserted": "Regel {seq} is later in het logboek gezet; er is geen zegel van.",
    "row-twice": "Regel {seq} staat twee keer in het logboek.",
    "rows-differ": "De regels onder zegel {seal} kloppen niet met het zegel; de eerste is regel {seq}.",
    "seal-forged": "Zegel {seal} is niet door Dijkwacht ondertekend.",
    "seal-replaced": "Zegel {seal} is vervangen: in het bestand staat een ander zegel.",
    "seal-missing": "Zegel {seal} is uit de database verwijderd.",
    "chain-broken": "Zegel {seal} sluit niet aan op het zegel ervoor.",
    "month-forged": "De maand {month} van het logboek is niet door Dijkwacht vernietigd.",
    "file-missing": "Het bestand met zegels is er niet.",
    "file-changed": "Het bestand met zegels is gewijzigd, bij zegel {seal}.",
    "file-short": "Zegel {seal} ontbreekt in het bestand met zegels.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that is wrong; `what` is one of the codes above."""

    what: str
    seq: int | None = None
    seal: int | None = None
    month: str = ""

    def __str__(self) -> str:
        return _SENTENCES[self.what].format(seq=number(self.seq or 0), seal=number(self.seal or 0), month=self.month)


@dataclass(slots=True)
class Outcome:
    rows: int = 0
    """All rows, also those of months that were destroyed."""
    destroyed: int = 0
    seals: int = 0
    waiting: int = 0
    problem: Problem | None = None


class _Wrong(Exception):
    def __init__(self, what: str, *, seq: int | None = None, seal: int | None = None, month: str = "") -> None:
        self.problem = Problem(what, seq, seal, month)


def verify(*, now: datetime) -> Outcome:
    """This will check all seals and all rows, and name the first that is wrong."""
    outcome = Outcome()
    try:
        seals = _check_seals(now=now)
        outcome.seals = len(seals.sealed)
        months = _check_months()
        outcome.destroyed = sum(len(month.leaves) for month in months)
        _check_rows(seals, months, outcome)
    except _Wrong as wrong:
        outcome.problem = wrong.problem
    return outcome


@dataclass(slots=True)
class _Seals:
    """The seals that are to be believed, and the marks of their leaves."""

    sealed: list[Sealed]
    marks: dict[int, list[bytes]]


def _check_seals(*, now: datetime) -> _Seals:
    kept = {seal.number: seal for seal in Seal.objects.order_by("number")}
    filed, marks = _read_file(expected=bool(kept))

    previous = b""
    for seal_number in range(1, max([*kept, *filed], default=0) + 1):
        if seal_number not in kept:
            raise _Wrong("seal-missing", seal=seal_number)
        sealed = _as_sealed(kept[seal_number])
        _check_seal(sealed, seal_number, previous=previous)
        if seal_number in filed and filed[seal_number] != sealed:
            raise _Wrong("seal-replaced", seal=seal_number)
        if seal_number not in filed and not _is_just_made(kept[seal_number], kept, now=now):
            raise _Wrong("file-short", seal=seal_number)
        previous = sealed.hash
    return _Seals([_as_sealed(seal) for seal in kept.values()], marks)


def _is_just_made(seal: Seal, kept: dict[int, Seal], *, now: datetime) -> bool:
    """The file is written just after the database, so the very last seal may be on its way."""
    return seal.number == max(kept) and now - seal.sealed_at < _GRACE


def _check_seal(sealed: Sealed, seal_number: int, *, previous: bytes) -> None:
    if not sealing.is_signed(sealed) or sealed.said["number"] != seal_number:
        raise _Wrong("seal-forged", seal=seal_number)
    if sealed.said["previous"] != previous.hex():
        raise _Wrong("chain-broken", seal=seal_number)


def _as_sealed(seal: Seal) -> Sealed:
    return Sealed(seal.statement, bytes(seal.signature))


def _read_file(*, expected: bool) -> tuple[dict[int, Sealed], dict[int, list[bytes]]]:
    path = sealing.seal_file()
    if not path.exists():
        if expected:
            raise _Wrong("file-missing")
        return {}, {}
    filed: dict[int, Sealed] = {}
    marks: dict[int, list[bytes]] = {}
    with path.open() as lines:
        for seal_number, text in enumerate(lines, start=1):
            filed[seal_number], marks[seal_number] = _read_line(text, seal_number)
    return filed, marks


def _read_line(text: str, seal_number: int) -> tuple[Sealed, list[bytes]]:
    try:
        sealed, marks = sealing.read_line(text)
    except ValueError as strange:
        raise _Wrong("file-changed", seal=seal_number) from strange
    if not sealing.is_signed(sealed) or sealed.said["number"] != seal_number:
        raise _Wrong("file-changed", seal=seal_number)
    return sealed, marks


@dataclass(slots=True)
class _Sheet:
    """The leaves of one seal, filled while the rows pass."""

    said: dict[str, object]
    marks: list[bytes]
    leaves: list[bytes] = field(default_factory=list)


def _check_months() -> list[Month]:
    """The months that were destroyed: each signed by us, with exactly the leaves that it had."""
    months = destroyed_months()
    for month in months:
        said = month.sealed.said if sealing.is_signed(month.sealed) else {}
        root = merkle.root(month.leaves).hex()
        if (said.get("destroyed"), said.get("size"), said.get("root")) != (month.name, len(month.leaves), root):
            raise _Wrong("month-forged", month=month.name)
    return months


def _check_rows(seals: _Seals, months: list[Month], outcome: Outcome) -> None:
    walk = _Walk(seals, outcome)
    try:
        for row in all_rows(months):
            walk.pass_row(*row)
        walk.end()
    except _Wrong as wrong:
        _check_strays(walk.strays, before=wrong.problem.seq)
        raise
    _check_strays(walk.strays)


class _Walk:
    """Along the rows that are there and the rows that the seals name, side by side."""

    def __init__(self, seals: _Seals, outcome: Outcome) -> None:
        self.outcome = outcome
        self.sheets = {sealed.said["number"]: _sheet(sealed, seals) for sealed in seals.sealed}
        self.expected = _expected_rows(seals.sealed)
        self.wanted = next(self.expected, None)
        self.strays: list[int] = []
        self.last: int | None = None

    def pass_row(self, seq: int, leaf: bytes, computed: bytes, waits: bool) -> None:
        self.outcome.rows += 1
        if seq == self.last:
            raise _Wrong("row-twice", seq=seq)
        if self.wanted and self.wanted[0] < seq:
            raise _Wrong("row-deleted", seq=self.wanted[0])
        if leaf != computed:
            raise _Wrong("row-changed", seq=seq)
        self.last = seq
        if self.wanted and self.wanted[0] == seq:
            _add_to_sheet(self.sheets, self.wanted[1], seq, leaf)
            self.wanted = next(self.expected, None)
        else:
            self._pass_unsealed(seq, waits=waits)

    def end(self) -> None:
        if self.wanted:
            raise _Wrong("row-deleted", seq=self.wanted[0])

    def _pass_unsealed(self, seq: int, *, waits: bool) -> None:
        if waits:
            self.outcome.waiting += 1
        else:
            self.strays.append(seq)


def _sheet(sealed: Sealed, seals: _Seals) -> _Sheet:
    return _Sheet(sealed.said, seals.marks.get(sealed.said["number"], []))


def _add_to_sheet(sheets: dict[int, _Sheet], seal_number: int, seq: int, leaf: bytes) -> None:
    sheet = sheets[seal_number]
    place = len(sheet.leaves)
    if place < len(sheet.marks) and sheet.marks[place] != leaf[: sealing.FINGERPRINT]:
        raise _Wrong("row-changed", seq=seq)
    sheet.leaves.append(leaf)
    if len(sheet.leaves) == sheet.said["size"]:
        if merkle.root(sheet.leaves).hex() != sheet.said["root"]:
            first = sheet.said["rows"][0][0]  # type: ignore[index]
            raise _Wrong("rows-differ", seq=first, seal=seal_number)
        del sheets[seal_number]


def _check_strays(strays: list[int], *, before: int | None = None) -> None:
    """Rows without a seal that do not wait either: put in later, unless they were sealed while we looked."""
    if not strays or (before is not None and strays[0] > before):
        return
    since = [_as_sealed(seal) for seal in Seal.objects.filter(last_seq__gte=strays[0])]
    sealed = {seq for seq, _ in _expected_rows([each for each in since if sealing.is_signed(each)])}
    for seq in strays:
        if seq not in sealed:
            raise _Wrong("row-inserted", seq=seq)


def _expected_rows(sealed: list[Sealed]) -> Iterator[tuple[int, int]]:
    """Each sealed row with the number of its seal, in order of the rows; rows of two seals can alternate."""
    found = [(first, last, each.said["number"]) for each in sealed for first, last in each.said["rows"]]
    for first, last, seal_number in sorted(found):
        for seq in range(first, last + 1):
            yield seq, seal_number
