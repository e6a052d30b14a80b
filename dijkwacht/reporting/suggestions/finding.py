"""From a text to what stands out in it, and back to the text without it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from dijkwacht.reporting.suggestions import names, patterns

LEFT_OUT = "[weggelaten]"
MOST = 200
PART = 1000
SECONDS = 5.0
"""Names are looked for no longer than this: somebody could send a text of names only, to keep an officer waiting."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text that may tell who somebody is, with the reason in Dutch."""

    start: int
    end: int
    text: str
    kind: str

    @property
    def reason(self) -> str:
        return patterns.REASONS[self.kind]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as it is shown: with a finding, or without."""

    text: str
    finding: Finding | None = None


def suggest(text: str) -> list[Finding]:
    """
    This will return what one may want to leave out of a Dutch text, from the start to the end, nothing twice.

    Kinds: see `patterns.REASONS`. Stops after two hundred: such a text asks for reading, not for a list.
    After five seconds it looks for names no more.
    """
    found: list[Finding] = []
    names.load()  # its own time does not count
    until = monotonic() + SECONDS
    for start, part in _parts(text):
        inside = _in_part(part, also_names=monotonic() < until)
        found += (Finding(start + each.start, start + each.end, each.text, each.kind) for each in inside)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Whole lines, or pieces between spaces where a line is long: looking for names takes time squared."""
    for match in re.finditer(rf"[^\n]{{1,{PART}}}(?:\s|$)|[^\n]{{1,{PART}}}", text):
        yield match.start(), match[0]


def _in_part(text: str, *, also_names: bool) -> list[Finding]:
    """Patterns go before names: a plate or an account number is certain, a name a guess."""
    kept: list[Finding] = []
    for each in (Finding(*found) for found in (*patterns.find(text), *(names.find(text) if also_names else ()))):
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def pieces(text: str) -> list[Piece]:
    """This will cut a text into pieces, so that a page can mark what was found."""
    cut: list[Piece] = []
    here = 0
    for each in suggest(text):
        if each.start > here:
            cut.append(Piece(text[here : each.start]))
        cut.append(Piece(each.text, each))
        here = each.end
    return [*cut, Piece(text[here:])] if here < len(text) else cut


def leave_out(text: str, words: Iterable[str], *, mark: str = LEFT_OUT) -> str:
    """This will replace these words, wherever they stand as whole words, by a mark."""
    for each in sorted(filter(None, words), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(each)}(?!\w)", lambda _: mark, text)
    return text
