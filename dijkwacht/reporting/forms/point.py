"""How the public point works and looks, and what it says in each language."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dijkwacht.reporting import look, point_rules, texts

_HOST = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_PHONE = re.compile(r"[0-9+ ()\-]{3,20}")
OUR_COLOURS = ("#0b4f6c", "#083a50")

LABELS = {
    "title": "Titel",
    "lead": "Zin onder de titel",
    "what": "Waarover kan men hier melden?",
    "told": "Wat hoort iemand na het melden?",
}


class Colour(forms.CharField):
    """The colour picker of the browser itself."""

    widget = forms.TextInput(attrs={"type": "color", "class": "short"})

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        if text and not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
            raise ValidationError("Kies een kleur, of schrijf haar als #0b4f6c.")
        return text


class Point(forms.Form):
    """Everything but the texts."""

    is_open = forms.BooleanField(label="Het meldpunt is open", required=False)
    phone = forms.CharField(
        label="Telefoon",
        help_text="Waar mensen u kunnen bellen, bijvoorbeeld 14 0591.",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "medium"}),
    )
    threshold = forms.IntegerField(
        label="Meldingen per uur",
        help_text="Komen er meer, dan krijgt de volgende een wachtpagina. Er gaat niets verloren.",
        min_value=1,
        max_value=10_000,
        initial=60,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"required": "Vul een aantal in.", "min_value": "Vul 1 of meer in."},
    )
    domain = forms.CharField(
        label="Eigen adres",
        help_text="Bijvoorbeeld meld.emmen.nl. Uw beheerder stelt dit adres ook in op de server.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "medium", "autocapitalize": "none"}),
    )
    own_colours = forms.BooleanField(label="Eigen kleuren gebruiken", required=False)
    main = Colour(label="Kleur van links en knoppen", required=False, initial=OUR_COLOURS[0])
    band = Colour(label="Kleur van de balk bovenaan", required=False, initial=OUR_COLOURS[1])

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError("Dit is geen telefoonnummer.")
        return phone

    def clean_domain(self) -> str:
        domain: str = self.cleaned_data["domain"].strip().lower()
        if domain and not _HOST.fullmatch(domain):
            raise ValidationError("Schrijf alleen het adres, zoals meld.emmen.nl.")
        return domain

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("main"), cleaned.get("band")
        cleaned["colours"] = chosen if cleaned.get("own_colours") and all(chosen) else None
        if cleaned["colours"]:
            try:
                point_rules.check_colours(*cleaned["colours"])
            except look.CannotRead as problem:
                self.add_error("own_colours", str(problem))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """This will return what the action takes."""
        return {name: self.cleaned_data[name] for name in ("is_open", "phone", "domain", "threshold", "colours")}


class Texts(forms.Form):
    """What the party says in its own words, in one language. Empty means: as we say it."""

    marks_optional = False

    def __init__(self, *args: Any, language: str, party: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            standard = texts.standard(language, name, party=party)
            self.fields[name] = forms.CharField(
                label=label,
                help_text=f"Leeg betekent: {standard}",
                required=False,
                max_length=point_rules.LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 3, "lang": language, "dir": "auto"}),
                error_messages={"max_length": f"Maak dit korter dan {point_rules.LONGEST_TEXT} tekens."},
            )


def initial_of(theme: str) -> dict[str, Any]:
    """This will return the colours that were chosen, as the form shows them."""
    chosen = look.colours(theme)
    shown = tuple(f"#{each}" for each in chosen) if chosen else OUR_COLOURS
    return {"own_colours": bool(chosen), "main": shown[0], "band": shown[1]}
