"""Blocks of a page: heading, card, work list, facts, messages, tables."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from dijkwacht.ui.components.marks import icon, tag, term
from dijkwacht.ui.components.parts import part

register = template.Library()

SAYINGS = {"own": "Zelf gezien", "heard": "Gehoord", "thought": "Eigen gedachte"}
ALERT_ICONS = {"info": "info", "ok": "met", "warning": "warning", "error": "warning"}


@register.simple_block_tag
def heading(content: str, title: str, *, lead: str = "") -> SafeString:
    return part("heading", title=title, lead=lead, content=content)


@register.simple_block_tag
def card(
    content: str,
    title: str,
    *,
    level: int = 2,
    tone: str = "",
    url: str = "",
    link: str = "",
    element: str = "section",
) -> SafeString:
    return part(
        "card",
        title=title,
        content=content,
        level=level,
        tone=tone,
        url=url,
        link=link,
        element=element,
        key=f"kop-{slugify(title)}",
    )


@register.simple_block_tag
def work(content: str) -> SafeString:
    return format_html('<ul class="work">{}</ul>', content)


@register.simple_tag
def item(
    title: str,
    url: str = "",
    *,
    sub: str = "",
    days: int | None = None,
    status: str = "",
    text: str = "",
    due: str = "",
) -> SafeString:
    """One line of a work list: what, where it stands, when it is due."""
    name = format_html('<a href="{}">{}</a>', url, title) if url else conditional_escape(title)
    detail = format_html('<span class="sub">{}</span>', sub) if sub else ""
    mark = tag(status, text) if status else format_html('<span class="muted">{}</span>', due) if due else ""
    mark = term(days) if days is not None else mark
    place = format_html('<span class="due">{}</span>', mark) if mark else ""
    return format_html('<li><span class="what">{}</span>{}{}</li>', name, detail, place)


@register.simple_tag
def steps(steps: Iterable[Any]) -> SafeString:
    return part("steps", steps=list(steps))


@register.simple_block_tag
def facts(content: str) -> SafeString:
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def fact(label: str, value: Any = "") -> SafeString:
    empty = value is None or value == ""
    shown = mark_safe('<span class="muted">niet ingevuld</span>') if empty else value
    return format_html("<dt>{}</dt><dd>{}</dd>", label, shown)


@register.simple_block_tag
def factblock(content: str, label: str) -> SafeString:
    return format_html("<dt>{}</dt><dd>{}</dd>", label, content)


@register.simple_block_tag
def say(content: str, kind: str, title: str = "") -> SafeString:
    """A piece of a report: own observation, heard from others, or a thought, kept apart."""
    return format_html('<div class="say {}"><b>{}</b><div>{}</div></div>', kind, title or SAYINGS[kind], content)


@register.simple_block_tag
def alert(content: str, kind: str, title: str = "") -> SafeString:
    return part("alert", kind=kind, title=title, content=content, icon=ALERT_ICONS[kind])


@register.simple_block_tag
def why(content: str, question: str = "Waarom kan ik dit niet?") -> SafeString:
    return format_html(
        '<details class="why"><summary>{}</summary><div class="stack">{}</div></details>', question, content
    )


@register.simple_block_tag
def seal(content: str) -> SafeString:
    return format_html('<div class="seal">{}<div>{}</div></div>', icon("locked"), content)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    return format_html('<div class="empty"><p><b>{}</b></p><div>{}</div></div>', title, content)


@register.simple_block_tag
def table(content: str, caption: str, *, hide_caption: bool = False, stack: bool = False) -> SafeString:
    return part("table", content=content, caption=caption, hide_caption=hide_caption, stack=stack)
