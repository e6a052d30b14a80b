"""What somebody from outside fills in, in her own language. Every question may be skipped but the first."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dijkwacht.reporting import proof, questions
from dijkwacht.reporting.texts import DUTCH, Words
from dijkwacht.ui.forms import DateInput, DijkwachtRenderer

STORY = 20_000
LINE = 500
QUESTION = "q_"
DATES = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
"""What browsers send, and how people write a day who have no picker."""
TOLD = ("own", "heard", "thought")
CHARACTERS_WE_CANNOT_KEEP = "\x00"


class PublicRenderer(DijkwachtRenderer):
    """The same look, with the words of the chosen language."""

    form_template_name = "reporting/public/parts/form.html"
    field_template_name = "reporting/public/parts/field.html"


class Text(forms.CharField):
    """Text of any script and direction. Too long is said, never cut off."""

    def __init__(self, t: Words, *, most: int = LINE, rows: int = 0, **options: Any) -> None:
        attrs = {"dir": "auto", "autocomplete": "off"} | ({"rows": rows} if rows else {})
        widget = options.pop("widget", forms.Textarea if rows else forms.TextInput)
        super().__init__(required=False, widget=widget(attrs=attrs), **options)
        self.t, self.most = t, most

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        return text.replace(CHARACTERS_WE_CANNOT_KEEP, "").replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        if len(value) > self.most:
            told = self.t["errors"]["too_long"]
            raise ValidationError(told.replace("{n}", str(len(value))).replace("{most}", str(self.most)))


class Loose(forms.MultipleChoiceField):
    """Ticks; those of another choice than the present one are forgotten without a word."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        known = {str(code) for code, _ in list(self.choices)}  # type: ignore[arg-type]
        return [each for each in value or [] if each in known]


class Point(forms.CharField):
    """ "52.78, 6.89" as two numbers, somewhere in or near the Netherlands."""

    def __init__(self, t: Words, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "medium", "autocomplete": "off", "inputmode": "decimal"})
        super().__init__(required=False, widget=widget, **options)
        self.t = t

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "").strip()
        if not text:
            return None
        try:
            north, east = (float(part) for part in text.replace(";", ",").split(","))
        except ValueError:
            raise ValidationError(self.t["errors"]["point"]) from None
        if not (50 <= north <= 54.5 and 3 <= east <= 8):
            raise ValidationError(self.t["errors"]["point"])
        return [round(north, 5), round(east, 5)]


class Step(forms.Form):
    """One page of the form. `typed` are the answers of all pages together."""

    default_renderer = PublicRenderer
    name = ""
    marks_optional = False

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        initial: dict[str, Any] | None = None,
        t: Words,
        language: str,
        today: date,
        typed: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=initial, auto_id="%s")
        self.t, self.language, self.today, self.typed = t, language, today, typed
        self.ask()

    def ask(self) -> None:
        """Puts the fields of this page in place."""

    def put(self, name: str, field: forms.Field, *, label: str, help_text: str = "") -> None:
        field.label, field.help_text = label, help_text
        self.fields[name] = field


class About(Step):
    name = "about"

    def ask(self) -> None:
        t = self.t["about"]
        field = forms.ChoiceField(
            choices=[(key, t["choices"][key]) for key in questions.choices()],
            widget=forms.RadioSelect(attrs={"data-columns": "2"}),
            error_messages={"required": t["required"], "invalid_choice": t["required"]},
        )
        self.put("about", field, label=t["title"], help_text=t["help"])


class Tell(Step):
    name = "tell"

    def ask(self) -> None:
        t = self.t["tell"]
        about = str(self.typed.get("about", ""))
        widget = forms.CheckboxSelectMultiple(attrs={"data-columns": "2"})
        signs = Loose(required=False, choices=questions.sign_names(about, language=self.language), widget=widget)
        self.put("signs", signs, label=t["signs"], help_text=t["signs_help"])
        for name, rows in zip(TOLD, (6, 3, 3), strict=True):
            self.put(name, Text(self.t, most=STORY, rows=rows), label=t[name], help_text=t[f"{name}_help"])
        for question in questions.asked(about, language=self.language):
            self.put(f"{QUESTION}{question.key}", self._field(question), label=question.label, help_text=question.help)
        self.put("place", Text(self.t), label=t["place"], help_text=t["place_help"])
        self.put("locality", Text(self.t, most=100), label=t["locality"])
        self.put("point", Point(self.t), label=t["point"], help_text=t["point_help"])
        for name in ("from", "until"):
            picker = DateInput(attrs={"max": self.today.isoformat()})
            field = forms.DateField(
                required=False,
                widget=picker,
                input_formats=DATES,
                error_messages={"invalid": self.t["errors"]["date"]},
            )
            self.put(name, field, label=t[name], help_text=t[f"{name}_help"])

    def _field(self, question: questions.Question) -> forms.Field:
        if not question.options:
            return Text(self.t)
        errors = {"invalid_choice": self.t["errors"]["choice"]}
        widget = forms.RadioSelect(attrs={"data-columns": "2"})
        return forms.ChoiceField(required=False, choices=question.options, widget=widget, error_messages=errors)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("from", "until"):
            if (day := cleaned.get(name)) and day > self.today:
                self.add_error(name, self.t["errors"]["future"])
        begin, end = cleaned.get("from"), cleaned.get("until")
        if begin and end and end < begin:
            self.add_error("until", self.t["errors"]["order"])
        return cleaned


class Files(Step):
    """Files go their own way; see views.public.files."""

    name = "files"


class Identity(Step):
    name = "identity"

    def ask(self) -> None:
        t = self.t["identity"]
        fields = ("name", "phone", "email", "best_time")
        for name in fields:
            self.put(f"id_{name}", Text(self.t, most=200), label=t[name])
        self.fields["id_phone"].help_text = t["contact_help"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        t = self.t["identity"]
        if not cleaned.get("id_name") and "id_name" not in self.errors:
            self.add_error("id_name", t["name_required"])
        if not (cleaned.get("id_phone") or cleaned.get("id_email")) and not {"id_phone", "id_email"} & set(self.errors):
            self.add_error("id_phone", t["contact_required"])
        if cleaned.get("id_email"):
            self._check_email(cleaned["id_email"])
        return cleaned

    def _check_email(self, address: str) -> None:
        try:
            validate_email(address)
        except ValidationError:
            self.add_error("id_email", self.t["errors"]["email"])


class Check(Step):
    name = "check"

    def ask(self) -> None:
        t = self.t["check"]
        field = forms.ChoiceField(
            choices=[(kind, t[kind]) for kind in proof.KINDS],
            widget=forms.RadioSelect,
            initial=proof.WORDS if self.language == DUTCH else proof.DIGITS,
            error_messages={"required": self.t["errors"]["choice"], "invalid_choice": self.t["errors"]["choice"]},
        )
        field.option_help = {kind: t[f"{kind}_help"] for kind in proof.KINDS}  # type: ignore[attr-defined]
        self.put("kind", field, label=t["receipt_kind"])


STEPS: dict[str, type[Step]] = {each.name: each for each in (About, Tell, Files, Identity, Check)}


def carried() -> Iterable[str]:
    """This will return the names of all answers that travel from page to page."""
    told = ["about", "signs", *TOLD, "place", "locality", "point", "from", "until", "kind"]
    asked = [f"{QUESTION}{key}" for key in questions.every_question()]
    return [*told, *asked, "id_name", "id_phone", "id_email", "id_best_time"]
