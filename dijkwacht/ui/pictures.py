"""The geometry of our pictures. Templates draw them; everything that counts is counted here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import slugify

from dijkwacht.lib import dutch

WIDTH: Final = 1200
BASE: Final = 260
HIGH: Final = 240
SLOPE: Final = 9
# On a narrow screen the dikes lie on their side, a row each.
ROW: Final = 46
ACROSS: Final = 312
# A dike less than this many points under the norm is nearly high enough.
NEARLY: Final = 15


@dataclass(frozen=True, slots=True)
class Segment:
    """One dike of the dike profile: a party and the share of its ambitions that it met."""

    name: str
    share: int | None
    status: str
    url: str
    left: float
    width: float
    top: float
    row: int

    @property
    def middle(self) -> float:
        return round(self.left + self.width / 2, 1)

    @property
    def outline(self) -> str:
        right = self.left + self.width
        return (
            f"M{self.left:.1f} {BASE} L{self.left + SLOPE:.1f} {self.top:.1f} "
            f"H{right - SLOPE:.1f} L{right:.1f} {BASE} Z"
        )

    @property
    def is_low(self) -> bool:
        """Whether the number does not fit inside, and stands on top."""
        return BASE - self.top < 44

    @property
    def label_at(self) -> float:
        """On one line along the foot of the dikes, so that they compare at a glance."""
        return round(self.top - 8 if self.is_low else BASE - 14, 1)

    @property
    def down(self) -> int:
        return self.row * ROW + 24

    @property
    def across(self) -> float:
        return round(max(self.share or 0, 1) / 100 * ACROSS, 1)

    @property
    def shown(self) -> str:
        return "onbekend" if self.share is None else f"{self.share}%"


def value_of(thing: Any, name: str, default: Any = None) -> Any:
    """This will read `name` from a mapping or an object, so that rooms may give either."""
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)


def dike_segments(parties: Iterable[Any], *, norm: int) -> list[Segment]:
    """This will place one segment a party (`name`, `share` 0-100 or None, `url`) from left to right."""
    parties = list(parties)
    width = WIDTH / max(len(parties), 1)
    return [_segment(party, at=place, width=width, norm=norm) for place, party in enumerate(parties)]


def water_level(norm: int) -> float:
    """This will give the height in the picture at which the norm lies."""
    return round(BASE - norm / 100 * HIGH, 1)


def dike_story(segments: Sequence[Segment], *, norm: int) -> str:
    """This will tell the dike profile in words, for who cannot see it."""
    known = sorted((each for each in segments if each.share is not None), key=lambda each: each.share or 0)
    if not known:
        return f"Dijkprofiel. De norm is {norm} procent. Er zijn nog geen cijfers."
    high_enough = sum(each.status == "met" for each in known)
    return (
        f"Dijkprofiel: aandeel gehaalde ambities per partij. De waterlijn is de norm van {norm} procent. "
        f"{high_enough} van {len(segments)} halen de norm. "
        f"Laagste: {known[0].name}, {known[0].share} procent. "
        f"Hoogste: {known[-1].name}, {known[-1].share} procent."
    )


def _segment(party: Any, *, at: int, width: float, norm: int) -> Segment:
    share = value_of(party, "share")
    share = None if share is None else round(share)
    height = (share or 0) / 100 * HIGH
    return Segment(
        name=value_of(party, "name"),
        share=share,
        status=_against(share, norm=norm),
        url=value_of(party, "url") or "",
        left=round(at * width, 1),
        width=round(width, 1),
        top=round(BASE - max(height, 4), 1),
        row=at,
    )


def _against(share: int | None, *, norm: int) -> str:
    if share is None:
        return "unknown"
    if share >= norm:
        return "met"
    return "partly" if share >= norm - NEARLY else "not"


# The names as they break on a tile. Where a tile lies on the map is in tiles.css, by the same slug.
TILE_NAMES: Final = {
    "noordenveld": "Noorden\u00adveld",
    "tynaarlo": "Tynaarlo",
    "assen": "Assen",
    "aa-en-hunze": "Aa en Hunze",
    "westerveld": "Wester\u00adveld",
    "midden-drenthe": "Midden-Drenthe",
    "borger-odoorn": "Borger-Odoorn",
    "meppel": "Meppel",
    "de-wolden": "De Wolden",
    "hoogeveen": "Hooge\u00adveen",
    "coevorden": "Coevor\u00adden",
    "emmen": "Emmen",
    "provincie-drenthe": "Pro\u00advincie Drenthe",
    "noorderzijlvest": "Noorder\u00adzijlvest",
    "hunze-en-aas": "Hunze en Aa's",
    "drents-overijsselse-delta": "Drents Overijs\u00adselse Delta",
    "vechtstromen": "Vecht\u00adstromen",
}


def tile_slug(name: str) -> str:
    """This will give the slug of a party without the kind in front: "Waterschap Vechtstromen" -> "vechtstromen"."""
    slug = slugify(name)
    return slug.removeprefix("gemeente-").removeprefix("waterschap-")


def tile_name(name: str) -> str:
    """This will give the name of a party as it breaks on a tile."""
    return TILE_NAMES.get(tile_slug(name), name)


@dataclass(frozen=True, slots=True)
class Trend:
    """A small line: its path, its last point and the same in words."""

    line: str
    area: str
    last: tuple[float, float]
    norm_at: float | None
    first_label: str
    last_label: str
    last_value: str
    story: str


TREND_WIDTH: Final = 300
TREND_HIGH: Final = 64
TREND_TOP: Final = 16


def trend(points: Sequence[tuple[str, float]], *, label: str, unit: str, norm: float | None) -> Trend | None:
    """This will draw the points (label, value) from left to right; nothing without points."""
    if not points:
        return None
    highest = max([value for _, value in points] + [norm or 0, 1])
    places = _places(points, highest=highest)
    line = "M" + " L".join(f"{x} {y}" for x, y in places)
    story = ", ".join(f"{name} {dutch.number(value)}{unit}" for name, value in points)
    return Trend(
        line=line,
        area=f"{line} V{TREND_TOP + TREND_HIGH} H{places[0][0]} Z",
        last=places[-1],
        norm_at=None if norm is None else _height(norm, highest=highest),
        first_label=points[0][0],
        last_label=points[-1][0],
        last_value=f"{dutch.number(points[-1][1])}{unit}",
        story=f"{label}: {story}.",
    )


def _places(points: Sequence[tuple[str, float]], *, highest: float) -> list[tuple[float, float]]:
    step = TREND_WIDTH / max(len(points) - 1, 1)
    return [(round(6 + at * step, 1), _height(value, highest=highest)) for at, (_, value) in enumerate(points)]


def _height(value: float, *, highest: float) -> float:
    return round(TREND_TOP + TREND_HIGH - value / highest * TREND_HIGH, 1)
