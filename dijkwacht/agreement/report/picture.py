"""The dike profile of the report: the same geometry as on the page, as an SVG that stands alone."""

from collections.abc import Iterable
from html import escape
from typing import Any

from dijkwacht.ui import pictures

_FILLS = {"met": "#2b6a3d", "partly": "#8f5a12", "not": "#b3343d", "unknown": "#45545f"}


def dike_picture(dikes: Iterable[Any], *, norm: int) -> tuple[str, str]:
    """This will draw the dikes (`name`, `share`) against the norm, and tell the same in words."""
    segments = pictures.dike_segments(dikes, norm=norm)
    water = pictures.water_level(norm)
    width = pictures.WIDTH
    drawn = "".join(_segment(each) for each in segments)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1320 420" font-family="Noto Sans">'
        f'<rect y="{water}" width="{width + 8}" height="{pictures.BASE - water}" fill="#cfe3eb"/>{drawn}'
        f'<path d="M0 {water}H{width + 8}" stroke="#0b4f6c" stroke-width="2" stroke-dasharray="7 6"/>'
        f'<path d="M0 {pictures.BASE}H{width + 8}" stroke="#5b6b78" stroke-width="2"/>'
        f'<text x="{width + 14}" y="{water + 6}" font-size="18" font-weight="600" fill="#0b4f6c">norm {norm}%</text>'
        "</svg>"
    )
    return svg, pictures.dike_story(segments, norm=norm)


def _segment(each: pictures.Segment) -> str:
    name_at = f"translate({each.middle},{pictures.BASE + 22}) rotate(38)"
    is_low = each.share is None or each.share < 15
    label_at, ink = (each.top - 8, "#14212b") if is_low else (each.top + 26, "#ffffff")
    return (
        f'<path d="{each.outline}" fill="{_FILLS[each.status]}"/>'
        f'<text x="{each.middle}" y="{label_at}" font-size="17" font-weight="600" fill="{ink}" '
        f'text-anchor="middle">{"?" if each.share is None else each.shown}</text>'
        f'<text transform="{name_at}" font-size="17" fill="#14212b">{escape(each.name)}</text>'
    )
