"""What the pages of the public site need beside the components of every page."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.simple_tag
def filled(text: str, **given: object) -> str:
    """This will put values at their marks: {% filled t.form.step n=1 of=4 %}."""
    for name, value in given.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *args: object) -> str:
    """This will give an address of this site that keeps the language."""
    return f"{reverse(f'reporting:{name}', args=args)}{context['query']}"


@register.simple_tag(takes_context=True)
def around(context: Context, at: datetime) -> str:
    """This will say a moment no finer than it is kept: its day and its hour, in the language of the page."""
    local = timezone.localtime(at)
    text: str = context["t"]["mailbox"]["at"]
    return text.replace("{day}", date_format(local, "DATE_FORMAT")).replace("{hour}", f"{local:%H}")


@register.filter
def word(section: dict[str, Any], key: str) -> Any:
    """This will look a text up by a name that is a variable."""
    return section.get(str(key), "")
