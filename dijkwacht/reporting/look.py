"""The colours of a party: two that are enough to be recognised, and dark enough to be read."""

import re

_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
LEAST_CONTRAST = 4.5
WHITE, MIST, FOCUS_INK = "ffffff", "f2f6f7", "000000"


class CannotRead(Exception):
    """This colour cannot be read; the text tells who chose it."""


def colours(theme: str) -> tuple[str, str] | None:
    """This will return the colour of links and buttons and that of the band above, or None when none are chosen."""
    found = _COLOUR.findall(theme)
    return (found[0].lower(), found[1].lower()) if len(found) == 2 else None


def check(main: str, band: str) -> None:
    """:raises CannotRead: if text in or on one of them has less contrast than WCAG 2.2 AA asks"""
    for name, colour, behind in (
        ("De kleur van links en knoppen", main, MIST),
        ("De kleur van de balk", band, WHITE),
    ):
        if contrast(colour, behind) < LEAST_CONTRAST:
            raise CannotRead(f"{name} is te licht. Kies een donkerder kleur, anders kan niet iedereen het lezen.")


def sheet(theme: str) -> str:
    """This will return the style sheet of a party; empty when the colours are ours or cannot be read."""
    chosen = colours(theme)
    if chosen is None:
        return ""
    main, band = chosen
    try:
        check(main, band)
    except CannotRead:
        return ""
    return f":root{{--water:#{main};--water-deep:#{band}}}"


def contrast(one: str, other: str) -> float:
    """This will return the contrast of two colours as WCAG 2.2 counts it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
