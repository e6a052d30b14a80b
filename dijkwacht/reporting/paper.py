"""
The two halves of an emergency key, as people copy them from paper.

Fourteen groups of four characters, without I, L, O and U. The first character group tells which half it is, and two
bytes at the end tell a typing error.
"""

import base64
import hashlib

from dijkwacht.lib.envelopes import KEY_BYTES

_OURS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # pragma: allowlist secret
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # pragma: allowlist secret
_TO_OURS = str.maketrans(_BASE32, _OURS)
_TO_BASE32 = str.maketrans(_OURS, _BASE32)
_MISREAD = str.maketrans("ILOU", "110V")
_CHECK = 2
_CHARACTERS = 56


class CannotRead(Exception):
    """The text tells what to look at."""


def written(half: bytes, *, which: int) -> str:
    """This will return a half as it is printed, in groups of four."""
    body = bytes([which]) + half
    text = base64.b32encode(body + _check(body)).decode().translate(_TO_OURS)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def read(text: str) -> tuple[int, bytes]:
    """
    This will return which half was typed, and the half.

    :raises CannotRead: if it is too long or short, or has a typing error
    """
    typed = "".join(character for character in text.upper() if character.isalnum()).translate(_MISREAD)
    if len(typed) != _CHARACTERS:
        raise CannotRead(f"Een helft heeft {_CHARACTERS} tekens; u typte er {len(typed)}.")
    try:
        raw = base64.b32decode(typed.translate(_TO_BASE32))
    except ValueError as problem:
        raise CannotRead("Hier staan tekens in die niet op het papier staan.") from problem
    body, check = raw[:-_CHECK], raw[-_CHECK:]
    if check != _check(body) or body[0] not in (1, 2) or len(body) != 1 + KEY_BYTES:
        raise CannotRead("Er zit een tikfout in deze helft. Vergelijk haar met het papier, groep voor groep.")
    return body[0], body[1:]


def fingerprint(half: bytes) -> bytes:
    """This will return what we keep to recognise a half; of 32 random bytes it tells nothing."""
    return hashlib.sha256(b"half:" + half).digest()


def _check(body: bytes) -> bytes:
    return hashlib.sha256(b"paper:" + body).digest()[:_CHECK]
