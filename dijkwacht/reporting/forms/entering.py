"""What the intake enters for the police and Meld Misdaad Anoniem: the fields of a signal, and how it came."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from dijkwacht.lib import dutch
from dijkwacht.signals import actions as signals
from dijkwacht.signals.forms.reporting import Report as SignalReport
from dijkwacht.signals.forms.reporting import Told
from dijkwacht.ui.forms import DateInput

if TYPE_CHECKING:
    from dijkwacht.knowledge.models import LegalBasis

POLICE, POLICE_REGIME = "police", "wpg"
TIP_LINE, TIP_REGIME = "tip_line", "anonymous"
TEXT = 20_000


class Provided(SignalReport):
    """A signal that somebody else wrote down: one text, and the day on which it came."""

    received_on = forms.DateField(
        label="Ontvangen op", widget=DateInput, error_messages={"required": "Vul in op welke dag het binnenkwam."}
    )
    channel, regime = "", ""

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, shields_names=False, **options)
        self.now = now
        del self.fields["own_observation"]
        self.fields["heard"].required = True
        self.fields["title"].help_text = "Eén regel, zonder namen van mensen. Iedere behandelaar leest haar."
        self.fields["received_on"].widget.attrs["max"] = self.today.isoformat()

    def clean_received_on(self) -> date:
        return self._past("received_on")

    def arrival(self) -> signals.Arrival:
        """This will return how it came, for the action; without a time it counts from the start of the day."""
        moment = datetime.combine(self.cleaned_data["received_on"], datetime.min.time(), self.now.tzinfo)
        return signals.Arrival(self.channel, self.regime, self.basis(), min(moment, self.now), self.provided())

    def basis(self) -> str:
        return ""

    def provided(self) -> signals.Provided:
        return signals.Provided()

    def _past(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > self.today:
            raise ValidationError("Deze datum ligt in de toekomst.")
        return day


class PoliceReport(Provided):
    """A report of the police for the administration (bestuurlijke rapportage), with the terms it came under."""

    number = forms.CharField(
        label="Nummer van het rapport",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "medium", "autocomplete": "off"}),
        error_messages={"required": "Vul het nummer in dat op het rapport staat."},
    )
    dated_on = forms.DateField(
        label="Datum van het rapport",
        widget=DateInput,
        error_messages={"required": "Vul in welke datum op het rapport staat."},
    )
    legal_basis = forms.ChoiceField(
        label="Op welk artikel van de Wpg hebt u het gekregen?",
        help_text="Dit staat in het rapport of in de brief erbij.",
        error_messages={"required": "Kies op welk artikel u het hebt gekregen."},
    )
    keep_at_most = forms.DateField(
        label="Laatste dag waarop u het mag bewaren",
        help_text="Staat er geen dag in het rapport? Laat dit leeg. Dan geldt een jaar na ontvangst.",
        required=False,
        widget=DateInput,
    )
    no_forward = forms.BooleanField(
        label="De politie wil niet dat een andere organisatie dit ziet",
        help_text="Dan kan ook geen tweede beoordelaar van een buurgemeente het wegen.",
        required=False,
        initial=True,
    )
    channel, regime = POLICE, POLICE_REGIME

    def __init__(self, *args: Any, bases: Iterable["LegalBasis"], latest_after: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.latest_after = latest_after
        choices = [(each.code, f"{each.name} ({each.article})") for each in bases]
        self._choices("legal_basis", [("", "Kies het artikel"), *choices])
        self.fields["dated_on"].widget.attrs["max"] = self.today.isoformat()
        self.fields["heard"].label = "Wat staat er in het rapport?"
        self.fields["heard"].help_text = "Alleen wat nodig is om te handelen. Het rapport zelf voegt u hieronder toe."
        self.fields["heard"].error_messages["required"] = "Schrijf op wat er in het rapport staat."
        self.fields["interpretation"].label = "Wat vraagt de politie van u?"
        self.fields["interpretation"].help_text = "Bijvoorbeeld: een pand sluiten, een vergunning nakijken."

    def clean_dated_on(self) -> date:
        return self._past("dated_on")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        received, dated, keep = (cleaned.get(name) for name in ("received_on", "dated_on", "keep_at_most"))
        if received and dated and dated > received:
            self.add_error("dated_on", "Het rapport kan niet later zijn dan de dag waarop u het kreeg.")
        if keep and keep <= self.today:
            self.add_error("keep_at_most", "Deze dag is al voorbij. Dan mag u het niet meer opnemen.")
        elif keep and received and keep > (latest := self.latest_after(received)):
            self.add_error("keep_at_most", f"Bewaren mag ten hoogste tot en met {dutch.long_date(latest)}.")
        return cleaned

    def basis(self) -> str:
        return str(self.cleaned_data["legal_basis"])

    def provided(self) -> signals.Provided:
        given = self.cleaned_data
        return signals.Provided(
            number=given["number"],
            dated_on=given["dated_on"],
            no_forward=given["no_forward"],
            keep_at_most=given["keep_at_most"],
        )


class TipEntry(Provided):
    """A tip of Meld Misdaad Anoniem."""

    number = forms.CharField(
        label="Nummer bij Meld Misdaad Anoniem",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "medium", "autocomplete": "off"}),
    )
    another = forms.BooleanField(label="Ik heb ze vergeleken. Dit is een andere tip.", required=False)
    channel, regime = TIP_LINE, TIP_REGIME

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["heard"] = Told(
            label="De tekst van de tip",
            help_text="Laat zinnen weg waaraan men de tipgever herkent, zoals ‘mijn buurman’ of ‘mijn baas’.",
            most=TEXT,
            rows=8,
            error_messages={"required": "Neem de tekst van de tip over."},
        )
        self.fields["another"].marks_optional = False  # type: ignore[attr-defined]

    def provided(self) -> signals.Provided:
        return signals.Provided(number=self.cleaned_data["number"])
