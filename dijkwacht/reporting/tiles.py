"""Pieces of a map of Drenthe, fetched by the server: whoever draws the map never learns who looked at what."""

from functools import lru_cache
from math import asinh, pi, radians, tan
from urllib.request import Request, urlopen

from django.conf import settings

WEST, SOUTH, EAST, NORTH = 6.0, 52.5, 7.2, 53.3
NEAREST, FARTHEST = 18, 8
MOST_BYTES = 300_000
_SECONDS = 5
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def is_in_area(zoom: int, column: int, row: int) -> bool:
    """This will answer whether a piece of the map lies in or near Drenthe."""
    if not FARTHEST <= zoom <= NEAREST:
        return False
    left, top = _piece(zoom, NORTH, WEST)
    right, bottom = _piece(zoom, SOUTH, EAST)
    return left <= column <= right and top <= row <= bottom


@lru_cache(maxsize=400)
def piece(zoom: int, column: int, row: int) -> tuple[bytes, str]:
    """
    This will return one picture of 256 by 256 and its media type, fetched without a word about the visitor.

    :raises OSError: if the map does not answer, or with something else than a picture
    """
    address = settings.DIJKWACHT_TILES.format(z=zoom, x=column, y=row)
    if not address.startswith(("https://", "http://")):
        raise OSError("DIJKWACHT_TILES is no web address")
    asked = Request(address, headers={"User-Agent": "Dijkwacht"})  # noqa: S310  checked above
    with urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310  # nosec B310
        content: bytes = answer.read(MOST_BYTES)
    if content.startswith(_PNG):
        return content, "image/png"
    if content.startswith(_JPEG):
        return content, "image/jpeg"
    raise OSError("not a picture")


def _piece(zoom: int, latitude: float, longitude: float) -> tuple[int, int]:
    many = 2**zoom
    across = (longitude + 180) / 360 * many
    down = (1 - asinh(tan(radians(latitude))) / pi) / 2 * many
    return int(across), int(down)
