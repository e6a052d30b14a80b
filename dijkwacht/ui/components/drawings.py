"""Pictures: the matrix, the tile map, the dike profile, a trend line."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dijkwacht.ui import pictures
from dijkwacht.ui.components.marks import NOTHING, icon
from dijkwacht.ui.components.parts import part
from dijkwacht.ui.statuses import STATUSES, VERDICTS

register = template.Library()


@register.simple_tag
def legend() -> SafeString:
    return part("legend", verdicts=[(name, STATUSES[name]) for name in VERDICTS])


@register.simple_block_tag
def matrix(content: str, caption: str) -> SafeString:
    return format_html(
        '<div class="wide" role="group" aria-label="{0}" tabindex="0">'
        '<table class="matrix" data-arrows><caption class="hidden-visually">{0}</caption>{1}</table></div>',
        caption,
        content,
    )


@register.simple_tag
def matrix_head(names: Iterable[str]) -> SafeString:
    return format_html_join("", '<th scope="col"><span>{}</span></th>', ((name,) for name in names))


@register.simple_tag
def matrix_cell(status: str, *, label: str, url: str = "", current: bool = False) -> SafeString:
    """One cell: an icon on a colour, the word in its label."""
    words = f"{label}: {STATUSES[status].word}"
    mark = mark_safe(' aria-current="true"') if current else ""
    if not url:
        return format_html(
            '<td class="cell {}" title="{}">{}<span class="hidden-visually">{}</span></td>',
            status,
            words,
            icon(STATUSES[status].icon or ""),
            STATUSES[status].word,
        )
    return format_html(
        '<td class="cell {0}"><a href="{1}" aria-label="{2}" title="{2}"{3}>{4}</a></td>',
        status,
        url,
        words,
        mark,
        icon(STATUSES[status].icon or ""),
    )


@register.simple_tag
def tiles(parties: Iterable[Any]) -> SafeString:
    """The tile map of Drenthe: twelve equal tiles where they lie, province and water boards below."""
    return part("tiles", tiles=[_tile(party) for party in parties])


@register.simple_tag
def dike(parties: Iterable[Any], *, norm: int = 85) -> SafeString:
    """The dike profile: one segment a party, its height the share, the water line the norm."""
    segments = pictures.dike_segments(parties, norm=norm)
    return part(
        "dike",
        segments=segments,
        sorted_segments=sorted(segments, key=lambda each: (each.share is None, each.share, each.name)),
        norm=norm,
        water=pictures.water_level(norm),
        depth=pictures.BASE - pictures.water_level(norm),
        base=pictures.BASE,
        tall=len(segments) * pictures.ROW,
        tall_norm=pictures.ACROSS * norm / 100,
        story=pictures.dike_story(segments, norm=norm),
    )


@register.simple_tag
def trend(points: Sequence[tuple[str, float]], *, label: str, unit: str = "", norm: float | None = None) -> SafeString:
    drawn = pictures.trend(points, label=label, unit=unit, norm=norm)
    return part("trend", trend=drawn, label=label, unit=unit, norm=norm) if drawn else NOTHING


def _tile(party: Any) -> dict[str, Any]:
    name, status = pictures.value_of(party, "name"), pictures.value_of(party, "status")
    return {
        "slug": pictures.tile_slug(name),
        "name": pictures.tile_name(name),
        "status": status,
        "icon": STATUSES[status].icon,
        "word": STATUSES[status].word,
        "text": pictures.value_of(party, "text", ""),
        "url": pictures.value_of(party, "url", ""),
    }
