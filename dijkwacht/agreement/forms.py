"""What people fill in; nothing is saved here."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from dijkwacht.agreement.models import DeclaredStatus, Norm, Theme
from dijkwacht.agreement.rules import SHARES
from dijkwacht.lib import dutch, files
from dijkwacht.parties import queries as parties_queries
from dijkwacht.ui.forms import DateInput

if TYPE_CHECKING:
    from dijkwacht.agreement.models import Ambition
    from dijkwacht.parties.models import Party

HALF_A_YEAR = timedelta(days=182)
KINDS = [
    ("", "Alle partijen"),
    ("gemeente", "Gemeenten"),
    ("provincie", "Provincie"),
    ("waterschap", "Waterschappen"),
]


class MatrixFilters(forms.Form):
    """One theme, one kind of party, another day."""

    thema = forms.TypedChoiceField(label="Thema", required=False, coerce=int, empty_value=None)
    soort = forms.ChoiceField(label="Soort partij", required=False, choices=KINDS)
    op = forms.DateField(label="Stand op", required=False, widget=DateInput)

    def __init__(self, *args: Any, themes: Iterable[Theme], first: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._first, self._today = first, today
        choices = [("", "Alle thema's"), *((each.number, f"{each.number} {each.title}") for each in themes)]
        self.fields["thema"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """This will return what is chosen; a choice that does not exist counts as none."""
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return {
            "thema": cleaned.get("thema"),
            "soort": cleaned.get("soort") or "",
            "op": cleaned.get("op") or self._today,
        }

    def clean_op(self) -> date | None:
        day: date | None = self.cleaned_data["op"]
        if day is not None and not self._first <= day <= self._today:
            first = dutch.long_date(self._first)
            raise forms.ValidationError(f"Kies een dag van {first} tot en met vandaag.")
        return day


class Declare(forms.Form):
    """A dated statement about one ambition."""

    status = forms.ChoiceField(label="Hoe staat het ermee?", choices=DeclaredStatus.choices, widget=forms.RadioSelect)
    statement = forms.CharField(
        label="Toelichting",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Waaruit blijkt dit, en wat gaat u nog doen? De andere partijen lezen dit mee. "
        "Schrijf geen namen van personen of bedrijven op en niets over een signaal.",
    )
    declared_on = forms.DateField(
        label="Op welke dag is dit zo?", widget=DateInput(attrs={"class": "medium"}), help_text="Vandaag of eerder."
    )
    valid_until = forms.DateField(
        label="Tot en met wanneer geldt de verklaring?",
        widget=DateInput(attrs={"class": "medium"}),
        help_text="Ten hoogste twee jaar. Daarna kijkt u opnieuw.",
    )
    document = forms.FileField(
        label="Document",
        required=False,
        help_text="Bijvoorbeeld het vastgestelde beleid. Nodig als de ambitie is gehaald. "
        "Alleen uw eigen organisatie kan het openen. PDF, Word, Excel of een afbeelding, ten hoogste 25 MB.",
    )

    def __init__(self, *args: Any, today: date, ambition: "Ambition", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(declared_on=today, valid_until=today + HALF_A_YEAR)
        self.fields["status"].option_help = {  # type: ignore[attr-defined]
            "met": "De ambitie is ingevoerd en werkt.",
            "partly": "Er is een begin, maar het is nog niet af.",
            "not_met": "Er is nog niets ingevoerd.",
            "blocked": "Een wet staat het uw organisatie niet toe. Noem welke.",
        }
        if ambition.computed:
            document = self.fields["document"]
            document.help_text = "Niet nodig: dit vult aan wat Dijkwacht uit het werk berekent."

    def clean_document(self) -> "files.CleanFile | None":
        found: UploadedFile[Any] | None = self.cleaned_data["document"]
        if not found:
            return None
        try:
            return files.clean_file(found.name or "document", found.read())
        except files.CannotAccept as problem:
            raise forms.ValidationError(str(problem)) from problem


class Withdraw(forms.Form):
    """Why a declaration is taken back."""

    reason = forms.CharField(
        label="Waarom trekt u de verklaring in?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="De reden blijft bij de verklaring staan.",
    )


class SetNorm(forms.Form):
    """A new norm for one check. Shares are asked in per cents, as people say them."""

    target = forms.DecimalField(label="Norm", min_value=0, max_digits=7, decimal_places=1)
    amber = forms.DecimalField(
        label="Grens voor ‘deels’",
        min_value=0,
        max_digits=7,
        decimal_places=1,
        required=False,
        help_text="Vanaf hier is een ambitie deels gehaald.",
    )
    days = forms.IntegerField(label="Termijn in kalenderdagen", min_value=1, max_value=366, required=False)
    party: "forms.ModelChoiceField[Party]" = forms.ModelChoiceField(
        label="Alleen voor",
        queryset=None,
        required=False,
        empty_label="Alle partijen",
        help_text="Een uitzondering voor één partij is maatwerk en vraagt een goede reden.",
    )
    valid_from = forms.DateField(label="Geldt vanaf", widget=DateInput(attrs={"class": "medium"}))
    reason = forms.CharField(
        label="Reden",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bijvoorbeeld het besluit van de werkgroep, met datum. Iedereen leest dit bij de norm.",
    )

    def __init__(self, *args: Any, norm: Norm, today: date, **kwargs: Any) -> None:
        self._scale = Decimal(100) if norm.kind in SHARES else Decimal(1)
        super().__init__(*args, **kwargs)
        self.initial.update(
            target=_scaled(norm.target, self._scale),
            amber=_scaled(norm.amber, self._scale),
            days=norm.days,
            valid_from=today,
        )
        self.fields["party"].queryset = parties_queries.signatories()  # type: ignore[attr-defined]
        self.fields["target"].help_text = "In procenten." if norm.kind in SHARES else "Keer per 12 maanden."
        for name in ("target", "amber", "days"):
            self.fields[name].widget.attrs["class"] = "short"
        if norm.days is None:
            del self.fields["days"]
        if norm.ambition_id is None:
            del self.fields["party"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("target", "amber"):
            if values.get(name) is not None:
                values[name] = values[name] / self._scale
        values.setdefault("days", None)
        values.setdefault("party", None)
        return values


class MakeReport(forms.Form):
    """About whom, and about which day."""

    party: "forms.ModelChoiceField[Party]" = forms.ModelChoiceField(
        label="Over wie?", queryset=None, required=False, empty_label="Heel Drenthe, alle partijen"
    )
    as_of = forms.DateField(
        label="Stand op welke dag?",
        widget=DateInput(attrs={"class": "medium"}),
        help_text="Bestuurders krijgen de voortgang twee keer per jaar, bijvoorbeeld op 1 juli en 31 december.",
    )
    # An empty choice means the whole province, so nothing here is optional to the reader.
    marks_optional = False

    def __init__(self, *args: Any, today: date, own_party: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(as_of=today, party=own_party)
        self.fields["party"].queryset = parties_queries.signatories()  # type: ignore[attr-defined]

    def clean_party(self) -> "Party | None":
        chosen: Party | None = self.cleaned_data["party"]
        return chosen


def _scaled(value: Decimal | None, scale: Decimal) -> Decimal | None:
    if value is None:
        return None
    shown = (value * scale).quantize(Decimal("0.1"))
    return shown.to_integral() if shown == shown.to_integral() else shown
