"""WCAG 2.2 contrast of the colours in tokens.css: 4.5 for text, 3 for icons, borders and large shapes."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "assets" / "css" / "tokens.css"
TEXT, SHAPE = 4.5, 3.0

PAIRS = [
    ("ink", "paper", TEXT),
    ("ink", "mist", TEXT),
    ("muted", "paper", TEXT),
    ("muted", "mist", TEXT),
    ("muted", "water-light", TEXT),
    ("water", "paper", TEXT),
    ("water", "mist", TEXT),
    ("water", "water-light", TEXT),
    ("paper", "water", TEXT),
    ("paper", "water-deep", TEXT),
    ("water-deep", "water-light", TEXT),
    ("met-ink", "met-soft", TEXT),
    ("partly-ink", "partly-soft", TEXT),
    ("partly-ink", "partly", TEXT),
    ("not-ink", "not-soft", TEXT),
    ("not-ink", "paper", TEXT),
    ("none-ink", "none", TEXT),
    ("paper", "met", TEXT),
    ("paper", "not", TEXT),
    ("met", "paper", TEXT),
    ("met", "water-pale", SHAPE),
    ("not", "water-pale", SHAPE),
    ("water", "water-pale", SHAPE),
    ("edge", "paper", SHAPE),
    ("edge", "mist", SHAPE),
]


def _tokens():
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", TOKENS.read_text().split("@media")[0]))
    return {
        name: value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:]) for name, value in found.items()
    }


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_sum_itself_is_right():
    assert round(_contrast("#ffffff", "#000000"), 1) == 21.0
    assert round(_contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_can_be_told_apart(front, back, least):
    tokens = _tokens()
    assert _contrast(tokens[front], tokens[back]) >= least
