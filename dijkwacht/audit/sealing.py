"""
What a seal says, how it is signed, and how it is written outside the database.

A statement is one line of JSON: the number of the seal, the moment, the rows in it as ranges, their Merkle
root, and the hash of the seal before. The file keeps every statement with its signature, and eight bytes of
each leaf: with those the check can name the very row that was changed, also when somebody with all rights in
the database computed its leaf anew.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

FINGERPRINT = 8
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Sealed:
    """A seal as it stands in the table and in the file."""

    statement: str
    signature: bytes

    @property
    def hash(self) -> bytes:
        return sha256(self.statement.encode() + self.signature).digest()

    @property
    def said(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.statement)
        return said


def seal(*, number: int, now: datetime, rows: Sequence[int], root: bytes, previous: bytes) -> Sealed:
    """This will write and sign the statement about rows that have this Merkle root."""
    key = SigningKey(settings.DIJKWACHT_SEAL_KEY)
    statement = json.dumps(
        {
            "number": number,
            "at": now.isoformat(),
            "rows": ranges(rows),
            "size": len(rows),
            "root": root.hex(),
            "previous": previous.hex(),
            "key": bytes(key.verify_key).hex(),
        },
        separators=(",", ":"),
    )
    return Sealed(statement, key.sign(statement.encode()).signature)


def destroyed(*, month: str, now: datetime, rows: Sequence[int], root: bytes) -> Sealed:
    """This will write and sign that a month of the log was destroyed: which rows it had, and their Merkle root."""
    key = SigningKey(settings.DIJKWACHT_SEAL_KEY)
    said = {"destroyed": month, "at": now.isoformat(), "rows": ranges(rows), "size": len(rows), "root": root.hex()}
    statement = json.dumps(said | {"key": bytes(key.verify_key).hex()}, separators=(",", ":"))
    return Sealed(statement, key.sign(statement.encode()).signature)


def is_signed(sealed: Sealed) -> bool:
    """This will tell whether one of our keys signed it: the current one, or an older one that settings name."""
    return any(_fits(key, sealed) for key in _trusted_keys())


def ranges(rows: Iterable[int]) -> list[list[int]]:
    """This will write sorted numbers as ranges, first and last included."""
    found: list[list[int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1][1] = row
        else:
            found.append([row, row])
    return found


def line(sealed: Sealed, leaves: Iterable[bytes]) -> str:
    """This will write a seal as one line of the file."""
    marks = b"".join(leaf[:FINGERPRINT] for leaf in leaves)
    parts = {
        "statement": sealed.statement,
        "signature": sealed.signature.hex(),
        "leaves": base64.b64encode(marks).decode(),
    }
    return json.dumps(parts, separators=(",", ":"))


def read_line(text: str) -> tuple[Sealed, list[bytes]]:
    """
    This will read a line of the file.

    :raises ValueError: if it is no line of ours
    """
    try:
        parts = json.loads(text)
        marks = base64.b64decode(parts["leaves"], validate=True)
        sealed = Sealed(parts["statement"], bytes.fromhex(parts["signature"]))
    except (KeyError, TypeError) as strange:
        raise ValueError("no seal") from strange
    return sealed, [marks[at : at + FINGERPRINT] for at in range(0, len(marks), FINGERPRINT)]


def last_in_file() -> int:
    """This will return the number of the last seal in the file, 0 when there is none."""
    path = seal_file()
    if not path.exists() or not path.stat().st_size:
        return 0
    sealed, _ = read_line(_last_line(path))
    return int(sealed.said["number"])


def _last_line(path: Path) -> str:
    """The file grows for years, so only its end is read."""
    with path.open("rb") as file:
        size, found = path.stat().st_size, b""
        while size and b"\n" not in found.rstrip(b"\n"):
            step = min(size, _PIECE)
            size -= step
            file.seek(size)
            found = file.read(step) + found
    return found.rstrip(b"\n").rpartition(b"\n")[2].decode()


def seal_file() -> Path:
    return Path(settings.DIJKWACHT_SEAL_FILE)


def _trusted_keys() -> list[VerifyKey]:
    older = [bytes.fromhex(key) for key in getattr(settings, "DIJKWACHT_SEAL_OLD_KEYS", [])]
    return [SigningKey(settings.DIJKWACHT_SEAL_KEY).verify_key, *(VerifyKey(key) for key in older)]


def _fits(key: VerifyKey, sealed: Sealed) -> bool:
    try:
        key.verify(sealed.statement.encode(), sealed.signature)
    except (BadSignatureError, ValueError):
        return False
    return True
