"""The texts of the public site: six languages with the same keys, and what a party says in its own words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "texts"
DUTCH = "nl"
LANGUAGES = ("nl", "en", "pl", "ro", "bg", "de")

OWN_TEXTS = {
    "title": ("start", "title"),
    "lead": ("start", "lead"),
    "what": ("start", "what_text"),
    "told": ("receipt", "told"),
}
"""What a party may say otherwise, and the text that it takes the place of."""

Words = dict[str, Any]


@cache
def book(language: str) -> Words:
    """This will return all texts of one language as they stand in the file."""
    loaded: Words = yaml.safe_load((DATA / f"{language}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def names() -> dict[str, str]:
    """This will return each language by its own name."""
    return {code: book(code)["name"] for code in LANGUAGES}


def words(language: str, *, party: str = "", phone: str = "", own: Mapping[str, str] | None = None) -> Words:
    """
    This will return the texts of a language with the name and phone of a party filled in.

    `own` are texts of the party itself, by the names of OWN_TEXTS; an empty one leaves ours standing.
    """
    filled: Words = _fill(book(language), {"{party}": party, "{phone}": phone})
    for name, text in (own or {}).items():
        if text and name in OWN_TEXTS:
            section, key = OWN_TEXTS[name]
            filled[section][key] = text
    return filled


def standard(language: str, name: str, *, party: str) -> str:
    """This will return our own words for a text that a party may replace."""
    section, key = OWN_TEXTS[name]
    return str(words(language, party=party)[section][key])


def chosen(language: str | None) -> str:
    """This will return the language if we have it, else Dutch."""
    return language if language in LANGUAGES else DUTCH


def _fill(text: Any, given: Mapping[str, str]) -> Any:
    if isinstance(text, dict):
        return {key: _fill(each, given) for key, each in text.items()}
    if isinstance(text, list):
        return [_fill(each, given) for each in text]
    for mark, value in given.items():
        text = text.replace(mark, value)
    return text
