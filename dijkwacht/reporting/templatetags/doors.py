"""What the pages of the other doors need beside the components of every page."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def chosen(choices: Mapping[str, str], key: str) -> str:
    """This will give what was chosen for one tip, empty when nothing was."""
    return choices.get(key, "")
