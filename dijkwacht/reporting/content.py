"""What was told, opened: in the words of the reader, whatever the form of the day asked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

STORIES = {"own": "Zelf gezien", "heard": "Gehoord", "thought": "Eigen gedachte"}
OTHER_KEYS = {"seen": "own", "text": "own"}


@dataclass(frozen=True, slots=True)
class Told:
    """The answers of a reporter. A part that was skipped is empty."""

    raw: dict[str, Any] = field(repr=False)

    @property
    def own(self) -> str:
        return self._text("own") or self._text("seen") or self._text("text")

    @property
    def heard(self) -> str:
        return self._text("heard")

    @property
    def thought(self) -> str:
        return self._text("thought")

    @property
    def about(self) -> str:
        return self._text("about_name")

    @property
    def place(self) -> str:
        return self._text("place")

    @property
    def locality(self) -> str:
        return self._text("locality")

    @property
    def language(self) -> str:
        return self._text("language") or "nl"

    @property
    def phenomenon(self) -> str:
        return next(iter(self.raw.get("phenomena") or []), "")

    @property
    def point(self) -> tuple[float, float] | None:
        found = self.raw.get("point")
        return (float(found[0]), float(found[1])) if isinstance(found, list) and len(found) == 2 else None

    @property
    def point_text(self) -> str:
        return f"{self.point[0]:.5f}, {self.point[1]:.5f}" if self.point else ""

    @property
    def observed_from(self) -> date | None:
        return _day(self._text("observed_from"))

    @property
    def observed_until(self) -> date | None:
        return _day(self._text("observed_until"))

    @property
    def signs(self) -> list[str]:
        return [str(each.get("name", "")) for each in self.raw.get("signs") or []]

    @property
    def indicators(self) -> list[str]:
        return [code for each in self.raw.get("signs") or [] for code in each.get("indicators", [])]

    @property
    def questions(self) -> list[tuple[str, str]]:
        return [(str(each.get("label", "")), str(each.get("answer", ""))) for each in self.raw.get("questions") or []]

    def changed(self, change: Callable[[str], str]) -> dict[str, Any]:
        """This will return the answers with each text that somebody typed changed; codes and labels stay."""
        answers = dict(self.raw)
        for name in ("own", "heard", "thought", "place", "locality", *OTHER_KEYS):
            if isinstance(answers.get(name), str):
                answers[name] = change(answers[name])
        answers["questions"] = [
            each | {"answer": change(str(each["answer"]))} for each in answers.get("questions") or []
        ]
        return answers

    def texts(self) -> Iterator[str]:
        """This will give each text that somebody typed."""
        yield from filter(None, (self.own, self.heard, self.thought, self.place, self.locality))
        yield from (answer for _, answer in self.questions if answer)

    def _text(self, name: str) -> str:
        return str(self.raw.get(name) or "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
