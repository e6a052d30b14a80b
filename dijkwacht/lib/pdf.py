"""
Letters and reports as PDF, by Typst.

Every PDF is accessible (PDF/UA-1: tagged, with a title and a language) and fit for the archive (PDF/A-2a).
Typst refuses to make one with a picture without alternative text. Texts come from `data`, which reaches the
template as JSON and is never read as markup. The font is the website's Noto Sans, from a package with the
font file (SIL Open Font Licence), because Typst does not read the web's woff2.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import typst
from django.utils import timezone

_ROOMS = Path(__file__).resolve().parents[1]
_NAME = re.compile(r"([a-z_]+)/([a-z_-]+\.typ)")
ACCESSIBLE_ARCHIVE = ("ua-1", "a-2a")


class CannotRender(Exception):
    """The template is wrong, or asks for data that it did not get. For developers, not for users."""


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    made_at: datetime,
    standards: Sequence[Any] = ACCESSIBLE_ARCHIVE,
) -> bytes:
    """
    This will return a PDF; the same input gives the same bytes.

    "signals/forwarding.typ" is dijkwacht/signals/typst/forwarding.typ. Its first line is
    `#import "/lib/typst/base.typ": *`; that gives it `data`. A chart is an SVG in the data, shown with
    `image(bytes(data.chart), alt: data.chart_in_words)`.

    :param made_at: the date on the document, and the only clock that counts in it
    :raises CannotRender: if the template cannot be made into a PDF
    """
    moment = timezone.localtime(made_at) if timezone.is_aware(made_at) else made_at
    inputs = {"data": json.dumps(data, default=_plain), "made": json.dumps(_parts_of(moment))}
    try:
        made = typst.compile(
            str(_path_of(template)),
            root=str(_ROOMS),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            format="pdf",
            pdf_standards=list(standards),
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as problem:
        raise CannotRender(f"{template}: {problem.diagnostic}") from problem
    return bytes(made)


def _path_of(template: str) -> Path:
    match = _NAME.fullmatch(template)
    path = _ROOMS / match[1] / "typst" / match[2] if match else None
    if path is None or not path.is_file():
        raise CannotRender(f"There is no template {template}.")
    return path


def _parts_of(moment: datetime) -> dict[str, int]:
    return {part: getattr(moment, part) for part in ("year", "month", "day", "hour", "minute", "second")}


def _plain(value: Any) -> Any:
    """Dates as ISO 8601, everything else that JSON does not know as its text."""
    return value.isoformat() if isinstance(value, date) else str(value)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(fontpkg_noto_sans.ROOT / "files")])
