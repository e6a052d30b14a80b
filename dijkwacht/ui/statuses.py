"""The statuses that a reader can see: one word, one icon and one colour each."""

from typing import Final, NamedTuple


class Status(NamedTuple):
    """How one status is shown; `icon` names a symbol in ui/parts/icons.html."""

    word: str
    icon: str | None


STATUSES: Final = {
    "met": Status("gehaald", "met"),
    "partly": Status("deels", "partly"),
    "not": Status("niet gehaald", "not"),
    "unknown": Status("onbekend", "unknown"),
    "declared": Status("verklaard, nog niet berekend", "declared"),
    "blocked": Status("kan niet volgens de wet", "blocked"),
    "na": Status("niet van toepassing", "na"),
    "late": Status("te laat", "late"),
    "soon": Status("bijna", "clock"),
    "new": Status("nieuw", "new"),
    "done": Status("klaar", "met"),
    "locked": Status("afgeschermd", "locked"),
    "plain": Status("", None),
}

# What a cell of the matrix and a tile of the map can say, in the order of the legend.
VERDICTS: Final = ("met", "partly", "not", "unknown", "declared", "blocked", "na")
