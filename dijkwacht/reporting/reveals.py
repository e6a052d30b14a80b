"""Words in a report that may give the reporter away. Looked at, never kept, never in the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "reveals.yaml"
AROUND = 24
MOST = 12

# Nine or more digits that begin like a number of the Netherlands or of abroad, however they are spaced.
_PHONE = r"(?<![\w.])(\+|00|0)[1-9]([\s.\-/()]{0,2}\d){7,13}(?![\w])"
_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+"


@dataclass(frozen=True, slots=True)
class Reveal:
    """Some words, with a little around them, and why they may point at somebody."""

    kind: str
    before: str
    found: str
    after: str


def found_in(texts: Iterable[str]) -> list[Reveal]:
    """This will return the words that may point at who wrote these texts, each of them once, at most twelve."""
    seen: dict[tuple[str, str], Reveal] = {}
    for text in texts:
        for kind, pattern in _patterns():
            for match in pattern.finditer(text):
                seen.setdefault((kind, match.group().casefold()), _with_context(kind, text, match))
    return list(seen.values())[:MOST]


def _with_context(kind: str, text: str, match: re.Match[str]) -> Reveal:
    begin, end = match.span()
    before = re.sub(r"^\S*\s", "", text[max(begin - AROUND, 0) : begin]) if begin > AROUND else text[:begin]
    after = text[end : end + AROUND]
    return Reveal(kind, " ".join(before.split()), match.group().strip(), " ".join(after.split()))


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    told: dict[str, list[str]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    made = [(kind, re.compile(_pattern(row), re.IGNORECASE)) for kind, rows in told.items() for row in rows]
    return [*made, ("phone", re.compile(_PHONE)), ("email", re.compile(_EMAIL))]


def _pattern(row: str) -> str:
    return r"(?<!\w)(?:" + row.strip().replace("%", r"\w*").replace(" ", r"\s+") + r")(?!\w)"
