"""One tip as it was read from a file, before it is a signal."""

import base64
import binascii
import json
import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from dijkwacht.lib import vault
from dijkwacht.lib.access import Actor
from dijkwacht.lib.ids import uuid7

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class CannotRead(Exception):
    """This file is not what we can take in; the text says why."""


@dataclass(frozen=True, slots=True)
class Tip:
    """What a tip says. `key` becomes the id of the signal, so that one tip makes one signal."""

    where: str
    text: str = ""
    received: str = ""
    title: str = ""
    place: str = ""
    locality: str = ""
    phenomenon: str = ""
    number: str = ""
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    key: str = field(default_factory=lambda: str(uuid7()))

    @property
    def id(self) -> UUID:
        return UUID(self.key)

    @property
    def received_at(self) -> datetime | None:
        return parse_moment(self.received)

    @property
    def day(self) -> date | None:
        moment = self.received_at
        return moment.date() if moment else None


def readable(text: str) -> str:
    """This will return a text without signs that no database keeps: broken halves of letters, and control signs."""
    whole = text.encode("utf-8", errors="replace").decode("utf-8").replace("\r\n", "\n")
    return "".join(sign for sign in whole if sign in "\n\t" or not unicodedata.category(sign).startswith("Cc"))


_FORMATS = (
    "%d-%m-%Y %H:%M",
    "%d-%m-%Y",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
)


def parse_moment(text: str) -> datetime | None:
    """This will read a day, with or without a time, as a moment in the Netherlands."""
    tidy = text.strip().replace("T", " ")
    for pattern in _FORMATS:
        try:
            return datetime.strptime(tidy, pattern).replace(tzinfo=AMSTERDAM)
        except ValueError:
            continue
    return None


def pack(thing: object, *, actor: Actor) -> str:
    """This will close tips for the next page of the same person, so that nothing of them is kept in between."""
    sealed = vault.seal(json.dumps(thing, default=asdict).encode(), context=_context(actor))
    return base64.b64encode(sealed).decode()


def unpack(text: str, *, actor: Actor) -> dict[str, object] | None:
    """This will return what `pack` closed, None when it is not ours or not hers."""
    try:
        sealed = base64.b64decode(text, validate=True)
        opened: dict[str, object] = json.loads(vault.unseal(sealed, context=_context(actor)))
    except (vault.CannotOpen, binascii.Error, ValueError):
        return None
    return opened


def _context(actor: Actor) -> str:
    return f"tips:{actor.party_id}:{actor.user_id}"
