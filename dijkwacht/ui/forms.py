"""How every form is drawn: label above, help under it, errors linked to their field."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from django import forms
from django.forms import BoundField, Widget
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECT: Final = "django/forms/widgets/select.html"
TEXTBOX: Final = "utrecht-textbox utrecht-textbox--html-input"

# The first kind that fits gives the class; text boxes are what is left.
CLASSES: Final[tuple[tuple[type[Widget], str], ...]] = (
    (forms.CheckboxSelectMultiple, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.RadioSelect, "utrecht-radio-button utrecht-radio-button--html-input"),
    (forms.CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
    (forms.Select, "utrecht-select utrecht-select--html-select"),
    (forms.Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (forms.FileInput, "file"),
    (Widget, TEXTBOX),
)


class DateInput(forms.DateInput):
    """The date picker of the browser itself."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The time picker of the browser itself."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DijkwachtBoundField(BoundField):
    """A field in our look: NL Design System classes, and what the templates need to know."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        # The browser's own bubbles would hide the error summary; what is optional says so in its label.
        attrs.pop("required", None)
        if widget.is_hidden:
            return attrs
        return attrs | {"class": self._classes(widget)}

    def _classes(self, widget: Widget) -> str:
        ours = next(name for kind, name in CLASSES if isinstance(widget, kind))
        return " ".join(filter(None, [ours, widget.attrs.get("class", "")]))

    @property
    def has_options(self) -> bool:
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def columns(self) -> str:
        return str(self.field.widget.attrs.get("data-columns", "1"))

    @property
    def says_optional(self) -> bool:
        """Whether the label ends in "(niet verplicht)"."""
        wanted = getattr(self.field, "marks_optional", getattr(self.form, "marks_optional", True))
        return wanted and not self.field.required and not self.is_checkbox

    @property
    def first_id(self) -> str:
        """The id of the control that a link from the error summary goes to."""
        first = self.subwidgets[0].id_for_label if isinstance(self.field.widget, ChoiceWidget) and len(self) else ""
        return first or self.id_for_label or self.auto_id

    @property
    def options(self) -> list[dict[str, Any]]:
        """The radio buttons or checkboxes, each with its hint from `field.option_help`."""
        hints = getattr(self.field, "option_help", {})
        return [{"widget": each, "help": hints.get(str(each.data["value"]), "")} for each in self.subwidgets]


class DijkwachtRenderer(DjangoTemplates):
    """Draws every form of every room, and those of the login pages."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
    bound_field_class = DijkwachtBoundField

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Draws a select box here: Django's own takes three templates for every option, which lists feel."""
        if template_name == SELECT:
            return select_box(context["widget"])
        return super().render(template_name, context, request)


def select_box(widget: dict[str, Any]) -> SafeString:
    """This will draw a select box with its groups of options, the same HTML as Django's own."""
    groups = [_options(name, options) for name, options, _ in widget["optgroups"]]
    attributes = _attributes({"name": widget["name"]} | widget["attrs"])
    return format_html("<select{}>{}</select>", attributes, _joined(groups))


def _options(group: str | None, options: list[dict[str, Any]]) -> SafeString:
    drawn = _joined(_option(each) for each in options)
    return format_html('<optgroup label="{}">{}</optgroup>', group, drawn) if group else drawn


def _option(option: dict[str, Any]) -> SafeString:
    return _drawn(str(option["value"]), str(option["label"]), bool(option["attrs"].get("selected")))


@lru_cache(4096)
def _drawn(value: str, label: str, is_selected: bool) -> SafeString:
    """Kept, because the same options stand in the filters of every list."""
    return format_html('<option value="{}"{}>{}</option>', value, " selected" if is_selected else "", label)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _attributes(given: dict[str, Any]) -> SafeString:
    shown = ((name, value) for name, value in given.items() if value is not False and value is not None)
    return _joined(
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value) for name, value in shown
    )
