"""The log as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone

from dijkwacht.audit.models import Event
from dijkwacht.audit.wording import action_in_words, role_in_words, thing_in_words

_HEAD = (
    "regel",
    "moment",
    "persoon",
    "rol",
    "handeling",
    "code",
    "soort",
    "nummer",
    "reden",
    "uitkomst",
    "herkomst",
    "spoor",
    "vingerafdruk",
)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(events: Iterable[Event]) -> bytes:
    """
    This will write events as a CSV that a Dutch Excel opens: semicolons, UTF-8 with a mark.

    What would start a formula is made text. The last column is the hash of the row, to hold against the seals.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";")
    writer.writerow(_HEAD)
    writer.writerows([_as_text(cell) for cell in _row(event)] for event in events)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def _row(event: Event) -> list[str]:
    return [
        str(event.seq),
        timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
        event.user_name,
        role_in_words(event.role),
        action_in_words(event.action),
        event.action,
        thing_in_words(event.subject_type),
        event.subject_number or event.subject_id,
        event.reason,
        "geweigerd" if event.result == "refused" else event.result,
        event.origin,
        event.trace,
        bytes(event.leaf).hex(),
    ]


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
