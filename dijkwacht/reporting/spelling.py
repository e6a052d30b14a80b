"""A receipt as somebody reads it out over the telephone."""

from dataclasses import dataclass

_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "Anton", "Bernard", "Cornelis", "Dirk", "Eduard", "Ferdinand", "Gerard", "Hendrik", "Izaak", "Johan",
            "Karel", "Lodewijk", "Maria", "Nico", "Otto", "Pieter", "Quotiënt", "Richard", "Simon", "Theodoor",
            "Utrecht", "Victor", "Willem", "Xantippe", "Ypsilon", "Zaandam",
        ),
        strict=True,
    )
)  # fmt: skip
_DIGITS = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word or group of digits, and how it is spelled."""

    text: str
    spelled: str


def read_out(receipt: str) -> list[Spoken]:
    """This will return a receipt piece by piece, each with the Dutch telephone alphabet or its digits in words."""
    return [Spoken(piece, _spell(piece)) for piece in receipt.split()]


def _spell(piece: str) -> str:
    if piece.isdigit():
        return " ".join(_DIGITS[int(each)] for each in piece)
    return ", ".join(_LETTERS.get(each, each) for each in piece.lower())
