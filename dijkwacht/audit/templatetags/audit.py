"""Words of the log in its pages."""

from typing import Any

from django import template

from dijkwacht.audit import wording
from dijkwacht.lib.access import Actor

register = template.Library()
register.filter("action_in_words", wording.action_in_words)
register.filter("role_in_words", wording.role_in_words)
register.filter("thing_in_words", wording.thing_in_words)


LOG_PAGES = (
    ("audit:search", "Zoeken", "audit:read"),
    ("audit:unusual", "Opvallend", "audit:read"),
    ("audit:integrity", "Echtheid", "audit:read"),
    ("audit:export", "Uitvoeren", "audit:export"),
    ("audit:tombstones", "Vernietigd", "audit:read"),
)
KEEPING_PAGES = (
    ("audit:to_destroy", "Te vernietigen", "retention:decide"),
    ("audit:tombstones", "Vernietigd", "retention:decide"),
)


@register.inclusion_tag("audit/parts/tabs.html", takes_context=True)
def log_pages(context: dict[str, Any], here: str) -> dict[str, Any]:
    """The pages of the log that this reader may open."""
    return {"label": "Logboek", "here": here, "pages": _open(LOG_PAGES, context["actor"])}


@register.inclusion_tag("audit/parts/tabs.html", takes_context=True)
def keeping_pages(context: dict[str, Any], here: str) -> dict[str, Any]:
    return {"label": "Bewaartermijnen", "here": here, "pages": _open(KEEPING_PAGES, context["actor"])}


def _open(pages: tuple[tuple[str, str, str], ...], actor: Actor) -> list[tuple[str, str]]:
    return [(name, label) for name, label, permission in pages if actor.can(permission)]


@register.filter
def step_in_words(kind: str) -> str:
    return wording.STEPS.get(kind, kind)


@register.filter
def unusual_in_words(kind: str) -> str:
    return wording.UNUSUAL.get(kind, kind)
