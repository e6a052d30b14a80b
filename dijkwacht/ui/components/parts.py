"""The parts that have a template of their own."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def part(name: str, **context: Any) -> SafeString:
    """This will render ui/parts/NAME.html."""
    return render_to_string(f"ui/parts/{name}.html", context)
