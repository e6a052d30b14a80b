"""What people fill in; nothing is saved here."""

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.forms.models import fields_for_model
from django.utils.text import capfirst

from dijkwacht.knowledge import queries
from dijkwacht.knowledge.kinds import OBJECTS, Kind
from dijkwacht.knowledge.models import Phenomenon, Route, Row
from dijkwacht.ui.forms import DateInput

STATES = [("", "in gebruik"), ("unchecked", "nog niet nagekeken"), ("retired", "vervallen"), ("all", "alles")]
RESERVED = {"toevoegen", "uitvoer"}
_is_code = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", "Gebruik kleine letters, cijfers en streepjes, zoals lege-schuren."
)


class Search(forms.Form):
    """One word, on the first page."""

    q = forms.CharField(label="Zoek een fenomeen", required=False, help_text="Bijvoorbeeld: schuur.")
    marks_optional = False


class RowFilter(forms.Form):
    """Words and state; for indicators also the phenomenon."""

    q = forms.CharField(label="Zoek", required=False)
    stand = forms.ChoiceField(label="Stand", required=False, choices=STATES)
    fenomeen = forms.ChoiceField(label="Fenomeen", required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind.slug != "kenmerken":
            del self.fields["fenomeen"]
            return
        names = queries.phenomena().prefetch_related(None).values_list("code", "name")
        cast(forms.ChoiceField, self.fields["fenomeen"]).choices = [("", "alle fenomenen"), *names]

    def chosen(self) -> dict[str, str]:
        """This will return what is asked for; a choice that does not exist counts as none."""
        self.is_valid()
        values = getattr(self, "cleaned_data", {})
        return {
            "text": values.get("q", ""),
            "state": values.get("stand", ""),
            "phenomenon": values.get("fenomeen", ""),
        }


class RoutingFilter(forms.Form):
    """Words, or one authority."""

    q = forms.CharField(label="Zoek", required=False)
    instantie = forms.ChoiceField(label="Instantie", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = queries.authorities().order_by("name").values_list("code", "name")
        cast(forms.ChoiceField, self.fields["instantie"]).choices = [("", "alle instanties"), *names]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        values = getattr(self, "cleaned_data", {})
        return {"text": values.get("q", ""), "authority": values.get("instantie", "")}


class Reason(forms.Form):
    """Why something changes; everybody reads it."""

    reason = forms.CharField(
        label="Reden",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld een nieuwe wet of een besluit van de werkgroep. Iedereen leest dit later terug.",
    )


class ChangeRow(Reason):
    """The fields of one kind of row, filled with how it reads now."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: Kind, row: Row | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(kind, row)
        super().__init__(*args, **kwargs)
        self.fields = {**_fields(kind, row), **self.fields}
        self._kind = kind
        self._row = row

    def values(self) -> dict[str, Any]:
        """This will return the plain values by column, codes for rows that it points at."""
        found: dict[str, Any] = {}
        for name in self._kind.fields:
            field = self._kind.model._meta.get_field(name)
            value = self.cleaned_data[name]
            is_row = isinstance(value, Row)
            if isinstance(value, list):
                value = _in_known_order(value, getattr(self._row, name, []))
            found[cast("models.Field[Any, Any]", field).attname] = value.code if is_row else value
        return found

    def clean_number(self) -> int:
        number = int(self.cleaned_data["number"])
        if Phenomenon.objects.filter(number=number).exclude(code=self._row.code if self._row else "").exists():
            raise forms.ValidationError("Dit nummer heeft al een ander fenomeen.")
        return number

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._check_as_the_table_does(values)
        if values.get("max_extensions") and not values.get("extension"):
            self.add_error("extension", "Vul in hoe lang een verlenging duurt.")
        start, end = values.get("in_force_from"), values.get("in_force_until")
        if start and end and end < start:
            self.add_error("in_force_until", "Deze dag ligt voor de dag waarop het ingaat.")
        return values

    def _check_as_the_table_does(self, values: dict[str, Any]) -> None:
        """A form made of fields does not know the validators of the table by itself."""
        for name in self._kind.fields:
            column = cast("models.Field[Any, Any]", self._kind.model._meta.get_field(name))
            try:
                column.run_validators(values.get(name))
            except forms.ValidationError as problem:
                self.add_error(name, problem)


class AddRow(ChangeRow):
    """A new row with a code of its own."""

    code = forms.CharField(
        label="Code",
        max_length=60,
        validators=[_is_code],
        widget=forms.TextInput(attrs={"class": "medium"}),
        help_text="Een kort woord waarmee andere gegevens ernaar wijzen. U kunt het later niet wijzigen.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "code"])

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if code in RESERVED:
            raise forms.ValidationError("Dit woord gebruikt Dijkwacht zelf. Kies een ander.")
        return code


class RetireRow(Reason):
    """From which day a row is out of use."""

    on = forms.DateField(label="Vervalt op", widget=DateInput(attrs={"class": "medium"}))
    field_order = ["on", "reason"]


class Routing(Reason):
    """Who is competent for a phenomenon: a part for everybody who is named, and room to name two more."""

    PARTS = [*Route.Part.choices]
    GONE = [("", "hoort hier niet meer")]
    MORE = (1, 2)

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    legal_basis = forms.ChoiceField(label="Grondslag voor het doorzenden", required=False)
    note = forms.CharField(
        label="Toelichting", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ["legal_basis", "note", "reason"]
    marks_optional = False

    def __init__(self, *args: Any, table: dict[str, Any], version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {**table, "legal_basis": table["legal_basis"] or "", "version": version}
        super().__init__(*args, **kwargs)
        names = dict(queries.authorities().order_by("name").values_list("code", "name"))
        self._named = [(part, code) for part in Route.Part.values for code in table[part]]
        # Who left the table while somebody was filling in, is still in what she sends.
        self._named += [("", code) for code in self._sent() if code in names and code not in self._codes()]
        self._add_named(names)
        self._add_more({code: name for code, name in names.items() if code not in self._codes()})
        bases = [(each.code, f"{each.name} ({each.article})") for each in queries.legal_bases()]
        cast(forms.ChoiceField, self.fields["legal_basis"]).choices = [("", "geen"), *bases]

    def named(self) -> list[forms.BoundField]:
        """This will return the fields of who is in the table now."""
        return [self[f"part_{code}"] for code in self._codes()]

    def more(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """This will return the pairs of fields to name one more: who, and in which part."""
        return [(self[f"more_{nth}"], self[f"more_{nth}_part"]) for nth in self.MORE]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("legal_basis", "note", "reason")]

    def table(self) -> dict[str, Any]:
        """This will return the routing table as it should become; who was named keeps its place."""
        values = self.cleaned_data
        chosen = [(values[f"part_{code}"], code) for code in self._codes()]
        chosen += [(values[f"more_{nth}_part"], values[f"more_{nth}"]) for nth in self.MORE if values[f"more_{nth}"]]
        parts: dict[str, Any] = {part: [code for p, code in chosen if p == part] for part in Route.Part.values}
        return {**parts, "legal_basis": values["legal_basis"] or None, "note": values["note"]}

    def _sent(self) -> list[str]:
        return [name.removeprefix("part_") for name in self.data if name.startswith("part_")]

    def _codes(self) -> list[str]:
        return [code for _, code in self._named]

    def _add_named(self, names: dict[str, str]) -> None:
        for part, code in self._named:
            choices = [*self.PARTS, *self.GONE]
            self.fields[f"part_{code}"] = forms.ChoiceField(
                label=names.get(code, code), choices=choices, initial=part, required=False
            )

    def _add_more(self, names: dict[str, str]) -> None:
        for nth in self.MORE:
            choices = [("", "niemand"), *names.items()]
            self.fields[f"more_{nth}"] = forms.ChoiceField(label=f"Nog iemand ({nth})", choices=choices, required=False)
            self.fields[f"more_{nth}_part"] = forms.ChoiceField(
                label=f"In welke rol ({nth})", choices=self.PARTS, initial=Route.Part.INFORMED, required=False
            )


def _fields(kind: Kind, row: Row | None) -> dict[str, forms.Field]:
    made = fields_for_model(kind.model, fields=list(kind.fields), formfield_callback=_field)
    found = {name: field for name, field in made.items() if field is not None}
    if isinstance(row, Phenomenon):
        _put_first(found["instruments"], row.instruments)
    return found


def _in_known_order(chosen: list[str], known: list[str]) -> list[str]:
    """Boxes come back in the order of the page; that alone is no change."""
    return [*(code for code in known if code in chosen), *(code for code in chosen if code not in known)]


def _put_first(field: forms.Field, codes: list[str]) -> None:
    """What is chosen stands in front, so that nobody has to look for it in a long list."""
    options = cast(forms.MultipleChoiceField, field)
    pairs = [cast("tuple[str, str]", pair) for pair in cast("list[Any]", options.choices)]
    options.choices = sorted(pairs, key=lambda pair: pair[0] not in codes)


def _field(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    if field.name == "object_kinds":
        return _checkboxes(field, list(OBJECTS.items()))
    if field.name == "instruments":
        return _checkboxes(field, _instrument_choices())
    if isinstance(field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
    elif isinstance(field, models.DateField):
        kwargs["widget"] = DateInput(attrs={"class": "medium"})
    elif isinstance(field, models.IntegerField) or field.max_length == 10:
        kwargs.setdefault("widget", forms.NumberInput if isinstance(field, models.IntegerField) else forms.TextInput)
        kwargs["widget"] = kwargs["widget"](attrs={"class": "short"})
    made = field.formfield(**kwargs)
    if isinstance(made, forms.ModelChoiceField):
        made.empty_label = None
    elif isinstance(made, forms.TypedChoiceField):
        made.choices = [("", "geen" if field.blank else "maak een keuze"), *field.flatchoices]
    return made


def _instrument_choices() -> list[tuple[str, str]]:
    return [
        (each.code, f"{each.name} ({' '.join(filter(None, [each.law, each.article]))})")
        for each in queries.instruments().order_by("name", "code")
    ]


def _checkboxes(field: "models.Field[Any, Any]", choices: list[tuple[str, str]]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=capfirst(field.verbose_name),
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-columns": "2"}),
    )


def _initial(kind: Kind, row: Row | None) -> dict[str, Any]:
    if row is None:
        return {}
    columns = {name: kind.model._meta.get_field(name) for name in kind.fields}
    values = {name: getattr(row, cast("models.Field[Any, Any]", each).attname) for name, each in columns.items()}
    return {**values, "version": row.version}
