"""Small things in a line of text: icons, tags, terms, buttons, links."""

from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dijkwacht.lib import dutch
from dijkwacht.ui.statuses import STATUSES

register = template.Library()

BUTTONS = {
    "primary": "utrecht-button utrecht-button--primary-action",
    "secondary": "utrecht-button utrecht-button--secondary-action",
    "subtle": "utrecht-button utrecht-button--subtle",
    "danger": "utrecht-button utrecht-button--primary-action utrecht-button--danger",
}
NOTHING = mark_safe("")


# The same few marks stand in every line of a list: they are drawn once.
_drawn_once = lru_cache(1024)


@register.simple_tag
@_drawn_once
def icon(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"></use></svg>', name)


@register.simple_tag
@_drawn_once
def tag(status: str, text: str | None = None) -> SafeString:
    """A status as word, icon and colour."""
    shown = STATUSES[status]
    picture = icon(shown.icon) if shown.icon else ""
    return format_html('<span class="tag {}">{}{}</span>', status, picture, text or shown.word)


@register.simple_tag
@_drawn_once
def term(days: int | None, what: str = "") -> SafeString:
    """How many working days are left until a term; a negative number is late."""
    if days is None:
        return NOTHING
    text = f"{what} {dutch.term(days)}".strip()
    if days < 0:
        return tag("late", text)
    return tag("soon", text) if days <= 1 else format_html('<span class="muted small">{}</span>', text)


@register.simple_tag
def button(text: str, *, kind: str = "primary", name: str = "", value: str = "") -> SafeString:
    sends = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button type="submit" class="{}"{}>{}</button>', BUTTONS[kind], sends, text)


@register.simple_tag
def button_link(text: str, url: str, *, kind: str = "primary") -> SafeString:
    return format_html('<a class="{}" href="{}">{}</a>', BUTTONS[kind], url, text)


@register.simple_tag(takes_context=True)
def post_button(context: Context, text: str, url: str, *, kind: str = "primary", **hidden: Any) -> SafeString:
    """A button that changes something: a form of its own, with hidden values."""
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">{}{}</form>',
        url,
        context.get("csrf_token", ""),
        fields,
        button(text, kind=kind),
    )


@register.simple_tag
def print_button(text: str = "Afdrukken") -> SafeString:
    return format_html('<button type="button" class="{}" data-print hidden>{}</button>', BUTTONS["subtle"], text)


@register.simple_tag
def copy_button(element: str, text: str = "Kopiëren") -> SafeString:
    return format_html(
        '<button type="button" class="{}" data-copy="{}" hidden>{}</button>', BUTTONS["secondary"], element, text
    )


@register.simple_tag
def figure_link(value: int | str, label: str, url: str) -> SafeString:
    """A number that links to the list that it counts."""
    shown = value if isinstance(value, str) else dutch.number(value)
    return format_html('<a class="figure" href="{}"><b class="num">{}</b> {}</a>', url, shown, label)


@register.simple_tag
def crumb(text: str, url: str = "") -> SafeString:
    link = "utrecht-breadcrumb-nav__link utrecht-link utrecht-link--html-a"
    if not url:
        return format_html('<li class="utrecht-breadcrumb-nav__item"><span aria-current="page">{}</span></li>', text)
    return format_html('<li class="utrecht-breadcrumb-nav__item"><a class="{}" href="{}">{}</a></li>', link, url, text)


@register.simple_tag
def draft_status() -> SafeString:
    return mark_safe('<p class="draft-status small muted" role="status" data-draft-status></p>')
