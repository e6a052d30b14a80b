"""
The receipt of a reporter: words or digits that only she has, and the mailbox that they open.

Six words out of 2,048 are 66 bits, twenty digits too. A receipt is kept nowhere. Argon2id makes of it the secret
id of a mailbox and the pair that reads it; who holds the database can only guess, a quarter of a second a guess.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from dijkwacht.lib import envelopes
from dijkwacht.lib.envelopes import Pair

WORDS = 6
DIGITS = 20
_GROUP = 4
_ID_BYTES = 32
_NO_LETTERS = re.compile(r"[^a-z]+")
_NO_DIGITS = re.compile(r"[\s.,\-_/]+")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a receipt opens: the secret id of a mailbox, and the reporter's own pair."""

    mailbox: bytes
    pair: Pair


def new_words(count: int = WORDS) -> str:
    """This will return a new receipt of Dutch words, such as "appel brug dijk ..."; each word is 11 bits."""
    return " ".join(secrets.choice(words()) for _ in range(count))


def new_digits(count: int = DIGITS) -> str:
    """This will return a new receipt of digits in groups of four, such as "0123 4567 ...": 66 bits."""
    digits = "".join(secrets.choice("0123456789") for _ in range(count))
    return " ".join(digits[start : start + _GROUP] for start in range(0, count, _GROUP))


def normalise(text: str, *, count: int = WORDS) -> str | None:
    """
    This will return a typed receipt as we wrote it, or None when it cannot be one of ours.

    Capitals, accents, commas, hyphens and spaces do not matter.
    """
    plain = unicodedata.normalize("NFKD", text[:500]).encode("ascii", "ignore").decode().lower()
    digits = _NO_DIGITS.sub("", plain)
    if digits.isdigit():
        return digits if len(digits) == DIGITS else None
    typed = _NO_LETTERS.sub(" ", plain).split()
    if len(typed) != count or any(word not in _known() for word in typed):
        return None
    return " ".join(typed)


def unknown_words(text: str) -> list[str]:
    """This will return the typed words that are not in the list, to point at a typing error."""
    plain = unicodedata.normalize("NFKD", text[:500]).encode("ascii", "ignore").decode().lower()
    return [word for word in _NO_LETTERS.sub(" ", plain).split() if word not in _known()]


def derive(receipt: str) -> Opened:
    """This will return what a normalised receipt opens. Slow on purpose: `envelopes.stretch`."""
    stretched = envelopes.stretch(
        receipt.encode(),
        salt=settings.DIJKWACHT_RECEIPT_SALT,
        memory_mib=settings.DIJKWACHT_RECEIPT_MEMORY_MIB,
        size=2 * _ID_BYTES,
    )
    return Opened(stretched[:_ID_BYTES], envelopes.pair_from_seed(stretched[_ID_BYTES:]))


@cache
def words() -> tuple[str, ...]:
    """This will return the list, in alphabetical order."""
    return tuple((Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split())


@cache
def _known() -> frozenset[str]:
    return frozenset(words())
