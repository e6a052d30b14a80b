"""What a receipt opens, while a request lasts. Nothing of it is kept."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from dijkwacht.lib.envelopes import Pair
from dijkwacht.reporting.sealing import Label

if TYPE_CHECKING:
    from dijkwacht.reporting.models import Report


@dataclass(frozen=True, slots=True)
class Mailbox:
    """The report of somebody who typed her receipt, and the keys to it."""

    report: "Report"
    id: bytes = field(repr=False)
    pair: Pair = field(repr=False)
    content_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class FileGiven:
    """A file as a list shows it."""

    id: UUID
    label: Label
    hour: datetime
    message_id: UUID | None


@dataclass(frozen=True, slots=True)
class Said:
    """One message, opened. `author` is "handler" or "reporter"; `read_hour` is when the other one read it."""

    id: UUID
    author: str
    text: str = field(repr=False)
    hour: datetime
    read_hour: datetime | None
    is_new: bool = False
    files: tuple[FileGiven, ...] = ()
