"""How pages speak of a row."""

from django import template

from dijkwacht.knowledge import wording
from dijkwacht.knowledge.models import Row

register = template.Library()


@register.filter
def gist(row: Row) -> str:
    """This will say in one line what a row is about, for lists."""
    return wording.gist(row)
