"""Lists and forms: pages of a list, filters, the error summary."""

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dijkwacht.ui.components.marks import NOTHING
from dijkwacht.ui.components.parts import part
from dijkwacht.ui.components.text import plural

register = template.Library()


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any]) -> SafeString:
    """The pages of a list; every link keeps the filters of the URL."""
    if page.paginator.num_pages < 2:
        return NOTHING
    query = context["request"].GET.copy()
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [{"number": number, "url": _page_url(query, number)} for number in numbers]
    return part(
        "pagination",
        page=page,
        links=links,
        previous=_page_url(query, page.number - 1),
        next=_page_url(query, page.number + 1),
    )


@register.simple_tag
def results(page: Page[Any], words: str = "regel,regels") -> SafeString:
    total = plural(page.paginator.count, words)
    if page.paginator.num_pages < 2:
        return format_html('<p class="muted small" role="status">{}</p>', total)
    return format_html(
        '<p class="muted small" role="status">{} tot {} van {}</p>', page.start_index(), page.end_index(), total
    )


@register.simple_tag(takes_context=True)
def filters(context: Context, form: BaseForm) -> SafeString:
    """A form that narrows a list; the choices stay in the URL."""
    form.marks_optional = False  # type: ignore[attr-defined]
    query = context["request"].GET
    used = any(query.get(name) for name in form.fields)
    filters = _Filters(form, used=used, path=context["request"].path)
    return _kept(filters) if filters.only_choices else _drawn(filters)


class _Filters:
    """Filters to draw. Two that offer the same choices and have the same chosen look the same."""

    def __init__(self, form: BaseForm, *, used: bool, path: str) -> None:
        self.form, self.used, self.path = form, used, path
        offered = {name: getattr(field, "choices", None) for name, field in form.fields.items()}
        chosen = {name: form[name].data for name in form.fields}
        # What somebody typed, a name perhaps, is not kept.
        self.only_choices = not any(chosen[name] for name, choices in offered.items() if choices is None)
        self.look = _same([type(form), used, path, offered.items(), chosen.items()])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Filters) and self.look == other.look

    def __hash__(self) -> int:
        return hash(self.look)


def _same(given: Any) -> Hashable:
    if isinstance(given, str) or not isinstance(given, Iterable):
        return given
    return tuple(map(_same, given))


def _drawn(filters: _Filters) -> SafeString:
    return part("filters", form=filters.form, used=filters.used, path=filters.path)


_kept = lru_cache(256)(_drawn)


@register.simple_tag
def error_summary(*forms: BaseForm) -> SafeString:
    """All errors of the forms on top of the page, each linked to its field."""
    for form in forms:
        form.summary_shown = True  # type: ignore[attr-defined]
    errors = [error for form in forms for error in _errors_of(form)]
    return part("error_summary", errors=errors) if errors else NOTHING


def _errors_of(form: BaseForm) -> list[tuple[str, str]]:
    found = [("", str(message)) for message in form.non_field_errors()]
    for field in form:
        target = f"#{field.first_id}"  # type: ignore[attr-defined]
        found += [(target, _named(str(field.label), str(message))) for message in field.errors]
    return found


def _named(label: str, message: str) -> str:
    """Say of which field the message is: a list of "Dit veld is verplicht" helps nobody."""
    return f"{label} {message}" if label.endswith(("?", ":")) else f"{label}: {message}"


def _page_url(query: QueryDict, number: int | str) -> str:
    query["page"] = str(number)
    return f"?{query.urlencode()}"
