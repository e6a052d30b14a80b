"""Which questions belong to which phenomenon: few, and each may be skipped."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dijkwacht.reporting.texts import DUTCH, book

DATA = Path(__file__).parent / "data" / "questions.yaml"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that it may look like, with what we then ask."""

    key: str
    phenomena: tuple[str, ...]
    signs: tuple[str, ...]
    ask: tuple[str, ...]
    urgent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question in one language; without options it takes a line of text."""

    key: str
    label: str
    help: str
    options: tuple[tuple[str, str], ...]


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return loaded


@cache
def choices() -> dict[str, Choice]:
    """This will return what a report may be about, in the order of the form."""
    return {
        key: Choice(key, *(tuple(row.get(part, ())) for part in ("phenomena", "signs", "ask", "urgent")))
        for key, row in _data()["choices"].items()
    }


def indicators_of(sign: str) -> list[str]:
    """This will return the indicators of the room knowledge that a sign points at."""
    return list(_data()["signs"][sign])


def sign_names(about: str, *, language: str) -> list[tuple[str, str]]:
    """This will return the signs to tick for what it is about."""
    found = choices().get(about)
    names = book(language)["signs"]
    return [(key, names[key]) for key in (found.signs if found else ())]


def asked(about: str, *, language: str = DUTCH) -> list[Question]:
    """This will return the questions for what it is about, in a language."""
    found = choices().get(about)
    return [question(key, language=language) for key in (found.ask if found else ())]


def every_question() -> list[str]:
    return list(_data()["questions"])


def question(key: str, *, language: str = DUTCH) -> Question:
    """This will return one question with its options in the order of the data file."""
    said = book(language)["questions"][key]
    options = tuple((option, said["options"][option]) for option in _data()["questions"][key])
    return Question(key, said["label"], said.get("help", ""), options)


def about_name(about: str, *, language: str = DUTCH) -> str:
    return str(book(language)["about"]["choices"].get(about, ""))
