"""The internal reporting point of a party: who looks after it, and how staff heard of it (ambition 2.1)."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dijkwacht.signals.models import ReportingPoint
from dijkwacht.ui.forms import DateInput


def _not_later(day: date | None, today: date) -> date | None:
    if day and day > today:
        raise ValidationError("Deze datum ligt in de toekomst.")
    return day


class Point(forms.ModelForm):  # type: ignore[type-arg]  # Django has no type argument at run time
    """Who looks after the reporting point. Saved by an action, never by the form."""

    class Meta:
        model = ReportingPoint
        fields = ("is_active", "owner", "deputy", "phone", "is_confidential", "published_on")
        widgets = {"published_on": DateInput, "phone": forms.TextInput(attrs={"class": "medium"})}
        help_texts = {
            "owner": "Naam of functie. Iedere medewerker ziet dit.",
            "deputy": "Iemand anders, voor vakantie en ziekte.",
            "phone": "Voor wie liever belt dan typt.",
            "published_on": "Laat leeg als de werkwijze nog niet op het intranet staat.",
            "is_confidential": "Melders kunnen hun naam laten afschermen.",
        }

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["owner"].marks_optional = False  # type: ignore[attr-defined]

    def clean_published_on(self) -> date | None:
        return _not_later(self.cleaned_data["published_on"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        owner, deputy = (cleaned.get(name, "").strip().casefold() for name in ("owner", "deputy"))
        if cleaned.get("is_active") and not owner:
            self.add_error("owner", "Een open meldpunt heeft iemand die het beheert.")
        if owner and owner == deputy:
            self.add_error("deputy", "Kies een ander: wie vervangt, is niet dezelfde als wie beheert.")
        return cleaned


class Announcement(forms.Form):
    """One time that staff were told."""

    on = forms.DateField(label="Wanneer", widget=DateInput, error_messages={"required": "Vul in wanneer dit was."})
    medium = forms.CharField(
        label="Hoe",
        help_text="Bijvoorbeeld: bericht op intranet, teamoverleg, introductie van nieuwe collega's.",
        max_length=100,
        error_messages={"required": "Vul in hoe u het vertelde."},
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_on(self) -> date | None:
        return _not_later(self.cleaned_data["on"], self.today)
