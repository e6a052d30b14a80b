"""The leaves of all rows: of those that are there, and of the months that were destroyed after their term."""

import heapq
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from django.db import connection

from dijkwacht.audit.sealing import Sealed

_WINDOW = 50_000
_LEAF = 32

Row = tuple[int, bytes, bytes, bool]
"""The number of a row, its leaf as kept, its leaf as computed now, and whether it waits for a seal."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month that was destroyed: what was signed about it, and the leaves of its rows."""

    name: str
    sealed: Sealed
    leaves: list[bytes]

    @property
    def numbers(self) -> list[int]:
        """The rows that it had, as the statement says."""
        return [seq for first, last in json.loads(self.sealed.statement)["rows"] for seq in range(first, last + 1)]


def destroyed_months() -> list[Month]:
    """This will return the months that were destroyed, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("select month, statement, signature, leaves from audit_month order by month")
        found = cursor.fetchall()
    return [Month(name, Sealed(said, bytes(signed)), _parts(bytes(leaves))) for name, said, signed, leaves in found]


def all_rows(months: Iterable[Month]) -> Iterator[Row]:
    """This will give every row that there is or was, in order."""
    return heapq.merge(_rows_there(), *(_rows_gone(month) for month in months), key=itemgetter(0))


def leaves_under(sealed: Sealed) -> list[bytes]:
    """This will return the leaves of the rows of one seal, in order."""
    gone = {seq: leaf for month in destroyed_months() for seq, leaf, _, _ in _rows_gone(month)}
    found = dict(gone)
    with connection.cursor() as cursor:
        for first, last in sealed.said["rows"]:
            cursor.execute("select seq, leaf from audit_leaves(%s, %s)", [first, last + 1])
            found |= {seq: bytes(leaf) for seq, leaf in cursor.fetchall()}
    ranges = sealed.said["rows"]
    return [found[seq] for first, last in ranges for seq in range(first, last + 1) if seq in found]


def _rows_there() -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute("select audit_last_seq()")
        last = cursor.fetchone()[0]
        for start in range(0, last + 1, _WINDOW):
            cursor.execute("select * from audit_leaves(%s, %s)", [start, start + _WINDOW])
            for seq, leaf, computed, waits in cursor.fetchall():
                yield seq, bytes(leaf or b""), bytes(computed), waits


def _rows_gone(month: Month) -> Iterator[Row]:
    for seq, leaf in zip(month.numbers, month.leaves, strict=True):
        yield seq, leaf, leaf, False


def _parts(leaves: bytes) -> list[bytes]:
    return [leaves[at : at + _LEAF] for at in range(0, len(leaves), _LEAF)]
