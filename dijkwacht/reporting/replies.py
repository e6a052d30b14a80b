"""What an officer can send as it is: the first word to a reporter and the last, in the language of the reporter."""

from functools import cache
from pathlib import Path

import yaml

from dijkwacht.reporting.models import Way

DATA = Path(__file__).parent / "data" / "desk" / "replies.yaml"
LANGUAGES = {"nl": "Nederlands", "en": "Engels", "pl": "Pools", "ro": "Roemeens", "bg": "Bulgaars", "de": "Duits"}


@cache
def _replies() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return loaded


def confirmation(*, language: str, way: str) -> str:
    """This will return the first word: that it was read, and what will and will not be told."""
    said = _replies().get(language, _replies()["nl"])
    parts = [said["confirm"].strip()] + ([said["name"].strip()] if way != Way.ANONYMOUS else [])
    return "\n\n".join(parts)


def farewell(*, language: str) -> str:
    """This will return the last word: that it is closed, and that everything will be erased."""
    return _replies().get(language, _replies()["nl"])["last"].strip()
