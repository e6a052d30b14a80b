"""The forms around a source: ask, check, hit or no hit, content."""

from typing import Any

from django import forms

from dijkwacht.signals.forms.asking import reason


class RequestSource(forms.Form):
    """Which source, for what, and why it cannot be done with less."""

    source = forms.ChoiceField(label="Welke bron")
    legal_basis = forms.ChoiceField(label="Grondslag")
    purpose = forms.CharField(
        label="Wat wilt u weten, en waarvoor",
        help_text="De privacy officer leest dit, maar ziet het signaal niet. Schrijf geen namen en adressen.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    necessity = forms.CharField(
        label="Waarom is dit nodig",
        help_text="Waarom kan het niet met minder, of op een andere manier?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, sources: list[tuple[str, str]], bases: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["source"].choices = [("", "Kies een bron"), *sources]  # type: ignore[attr-defined]
        self.fields["legal_basis"].choices = [("", "Kies een grondslag"), *bases]  # type: ignore[attr-defined]


class CheckSource(forms.Form):
    """The privacy officer's answer."""

    allowed = forms.TypedChoiceField(
        label="Mag deze bron worden geraadpleegd?",
        choices=[("yes", "Ja"), ("no", "Nee")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"data-columns": "2"}),
        error_messages={"required": "Kies ja of nee."},
    )
    reason = reason("Waarom", help_text="Noem het doel, de noodzaak en of het met minder kan.", most=1000)


class RecordHit(forms.Form):
    """Whether the source knows the object."""

    hit = forms.TypedChoiceField(
        label="Kent de bron dit object?",
        choices=[("yes", "Hit: de bron kent het"), ("no", "Geen hit")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hit of geen hit."},
    )


class RecordContent(forms.Form):
    """What the source says, and why a hit alone is not enough."""

    reason = reason("Waarom is een hit alleen niet genoeg", most=1000, rows=2, help_text="")
    content = forms.CharField(
        label="Wat zegt de bron",
        help_text="Alleen wat nodig is. Dit wordt versleuteld bewaard.",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
