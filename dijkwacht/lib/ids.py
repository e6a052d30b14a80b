"""Identifiers: time-ordered for the database, random for people."""

import re
import secrets
from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """
    This will return a new UUID version 7 (RFC 9562).

    Made here and not by the database, so that an INSERT needs no RETURNING: row-level security lets a
    reporter add a signal that she may not read.
    """
    return _uuid7()


# Digits and capitals without I, L, O, U and Z, which people mistake for others. Thirty-one is prime, so one
# check character finds every wrong character and every pair that changed places.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"  # pragma: allowlist secret
_MISREAD = str.maketrans("ILOZ", "1102")
_SHAPE = re.compile(rf"([A-Z]{{1,3}}?)([{_ALPHABET}]{{7}})")


def public_number(prefix: str) -> str:
    """
    This will return a new random number for people to read aloud and type, such as "S-7K3P-91X".

    Random, so that it tells nothing about how many there are; 887 million possibilities per prefix. The
    column that keeps it is unique: try again when it was taken.
    """
    characters = "".join(secrets.choice(_ALPHABET) for _ in range(6))
    return _written(prefix, characters + _check_character(characters))


def normalise_number(text: str) -> str | None:
    """
    This will return a typed number as we write it, or None when it is not one of ours.

    Small letters, spaces, forgotten hyphens and misread characters (O for 0, I and L for 1, Z for 2) are
    put right; a wrong or swapped character is noticed.
    """
    prefix, _, rest = re.sub(r"[^A-Z0-9-]", "", text.upper()).partition("-")
    if not rest:
        prefix, rest = prefix[:-7], prefix[-7:]
    characters = rest.replace("-", "").translate(_MISREAD)
    match = _SHAPE.fullmatch(prefix + characters) if prefix.isalpha() else None
    if not match or match[2][6] != _check_character(match[2][:6]):
        return None
    return _written(*match.groups())


def _check_character(characters: str) -> str:
    total = sum(place * _ALPHABET.index(character) for place, character in enumerate(characters, start=1))
    return _ALPHABET[total % len(_ALPHABET)]


def _written(prefix: str, characters: str) -> str:
    return f"{prefix}-{characters[:4]}-{characters[4:]}"
