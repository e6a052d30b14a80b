"""From the name of a village to the municipality that it lies in."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "places.yaml"
CLOSE = 3
"""From how many letters the beginning of a name is enough."""


def municipalities_of(text: str) -> list[tuple[str, str]]:
    """
    This will return (name of the place, code of the party) for what somebody typed.

    Whole names first; without one, names that begin so. Capitals, accents, hyphens and spaces make no difference.
    """
    asked = _plain(text)
    if not asked:
        return []
    whole = [(name, code) for key, name, code in _places() if key == asked]
    if whole or len(asked) < CLOSE:
        return whole
    return [(name, code) for key, name, code in _places() if key.startswith(asked)][:10]


@cache
def _places() -> list[tuple[str, str, str]]:
    by_party: dict[str, list[str]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return sorted((_plain(name), name, code) for code, names in by_party.items() for name in names)


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", bare)
