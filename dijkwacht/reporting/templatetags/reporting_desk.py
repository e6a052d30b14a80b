"""Marks in what was told, and the buttons to leave words out."""

from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from dijkwacht.reporting.suggestions import Finding, Piece

register = template.Library()


@register.simple_tag
def marked(parts: list[Piece]) -> SafeString:
    """This will show a text with what may point at somebody marked, each with its reason."""
    return format_html_join("", "{}", ((_shown(each),) for each in parts))


def _shown(piece: Piece) -> SafeString:
    if piece.finding is None:
        return linebreaksbr(piece.text)
    return format_html('<mark class="hint">{} <small>{}</small></mark>', piece.text, piece.finding.reason)


@register.inclusion_tag("reporting/desk/parts/leave_out.html")
def leave_out(field: str, findings: list[Finding]) -> dict[str, Any]:
    """This will give a button for each thing that was found in a field, once for each text."""
    return {"field": field, "findings": list({each.text: each for each in findings}.values())}
