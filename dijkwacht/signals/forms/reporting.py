"""What a reporter fills in: the object first, own observation, hearsay and thought apart, persons only if needed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst

from dijkwacht.lib import dutch
from dijkwacht.signals import actions
from dijkwacht.signals.models import Channel, ObjectKind
from dijkwacht.ui.forms import DateInput, TimeInput

if TYPE_CHECKING:
    from dijkwacht.knowledge.models import Indicator, LegalBasis, Phenomenon, Regime

MOST_PERSONS = 5
STORY = 5000
"""Signs in each of the three boxes: some two pages."""

OBJECT_HELP = {
    ObjectKind.ADDRESS: "Huis, schuur, loods, winkel, vakantiehuisje.",
    ObjectKind.PLACE: "Bospad, parkeerplaats, akker, berm.",
    ObjectKind.VEHICLE: "Auto, bus, aanhanger, boot op een trailer.",
    ObjectKind.COMPANY: "Ook een stichting, zorgaanbieder of vergunning.",
    ObjectKind.WATER: "Kanaal, sloot, oever, gemaal.",
    ObjectKind.ONLINE: "Ook een bericht in een app.",
}
ROLES = [
    ("", "Kies wat past"),
    ("betrokkene", "doet mogelijk mee"),
    ("eigenaar", "eigenaar"),
    ("huurder", "huurder of gebruiker"),
    ("slachtoffer", "mogelijk slachtoffer"),
    ("getuige", "zag of hoorde iets"),
    ("anders", "anders"),
]
_NOT_BY_HAND = {Channel.INTERNAL, Channel.PUBLIC}
"""A colleague reports herself; what comes from outside is entered beside the report."""
KNOWN = [("", "Met mijn naam"), ("yes", "Vertrouwelijk")]
KNOWN_HELP = {
    "": "Wie uw melding behandelt, ziet uw naam en kan u iets vragen.",
    "yes": "Alleen de informatiecoördinator kan uw naam openen, met een reden die in het logboek komt. Anderen zien"
    " niet wie meldde. Uw tekst lezen zij wel: schrijf daarin niets waaraan men u herkent. Een rechter kan soms"
    " toch om uw naam vragen. Moet niemand uw naam weten? Bel dan Meld Misdaad Anoniem.",
}


_ENTERED = {
    "title": ("In het kort", "Eén regel, zonder namen van mensen. Iedere behandelaar leest haar."),
    "own_observation": ("Wat is zelf gezien?", "Alleen wat de ander zelf zag, hoorde of rook."),
    "heard": ("Wat hoorde de ander van anderen?", "Schrijf op hoe de ander het weet."),
    "interpretation": ("Wat denkt de ander zelf?", "Een vermoeden, apart van de feiten."),
    "indicators": ("Welke kenmerken zijn gezien?", "Vink alleen aan wat iemand zelf zag."),
}
"""What the intake enters was seen by somebody else: the same questions in other words."""


class Told(forms.CharField):
    """Text whose length is said in the message and never cut off by the browser."""

    def __init__(self, *, most: int, rows: int = 0, **options: Any) -> None:
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**options)
        self.most = most

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(
                f"Maak dit korter. Het zijn nu {dutch.number(len(value))} tekens; er passen er"
                f" {dutch.number(self.most)}."
            )


class Clues(forms.MultipleChoiceField):
    """Ticked indicators; those of a phenomenon that was chosen before are not sent along."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: list[str]) -> None:
        """Nothing to refuse."""

    def clean(self, value: Any) -> list[str]:
        known = {str(code) for code, _ in list(self.choices)}  # type: ignore[arg-type]
        return [code for code in super().clean(value) if code in known]


class Point(forms.CharField):
    """ "52.78, 6.89" becomes a latitude and a longitude in or around the Netherlands."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            north, east = (float(part) for part in text.replace(";", ",").split(","))
        except ValueError:
            raise ValidationError("Schrijf twee getallen met een komma ertussen, zoals 52.78, 6.89.") from None
        if not (50 <= north <= 54.5 and 3 <= east <= 8):
            raise ValidationError("Dit punt ligt niet in Nederland. Schrijf eerst de breedte, dan de lengte.")
        return north, east


class Report(forms.Form):
    """What was seen or heard, and where."""

    object_kind = forms.ChoiceField(
        label="Waar gaat het over?",
        choices=[(each.value, capfirst(each.label)) for each in ObjectKind],
        widget=forms.RadioSelect(attrs={"data-columns": "2"}),
        error_messages={"required": "Kies waar het over gaat."},
    )
    place = Told(
        label="Adres of omschrijving",
        help_text="Bijvoorbeeld: schuur achter Kanaalweg 12, kenteken, naam van het bedrijf of webadres.",
        most=300,
        error_messages={"required": "Vul in waar het is of wat het is."},
    )
    locality = Told(label="Dorp of stad", most=100, required=False)
    point = Point(
        label="Coördinaten",
        help_text="Van de kaart op uw telefoon, bijvoorbeeld 52.78, 6.89.",
        required=False,
        widget=forms.TextInput(attrs={"class": "medium", "autocomplete": "off"}),
    )
    title = Told(
        label="In het kort",
        help_text="Eén regel, zonder namen van mensen. U ziet deze regel terug bij uw meldingen.",
        most=120,
        error_messages={"required": "Vertel in één regel wat u meldt."},
    )
    own_observation = Told(
        label="Wat zag u zelf?",
        help_text="Alleen wat u zag, hoorde of rook. Schrijf geen namen die niet nodig zijn.",
        most=STORY,
        rows=5,
        required=False,
    )
    heard = Told(
        label="Wat hoorde u van anderen?",
        help_text="Schrijf op hoe die ander het weet. De naam van die ander is niet nodig.",
        most=STORY,
        rows=3,
        required=False,
    )
    interpretation = Told(
        label="Wat denkt u zelf?",
        help_text="Uw vermoeden, apart van de feiten. Niets over geloof, afkomst of gezondheid.",
        most=STORY,
        rows=3,
        required=False,
    )
    observed_from = forms.DateField(
        label="Vanaf", help_text="Ongeveer mag.", required=False, widget=DateInput, localize=False
    )
    observed_until = forms.DateField(
        label="Tot en met", help_text="Leeg als het nog zo is.", required=False, widget=DateInput, localize=False
    )
    phenomenon = forms.ChoiceField(
        label="Waar lijkt het op?",
        help_text="Weet u het niet? Laat het open. Wij zoeken het uit.",
        required=False,
    )
    indicators = Clues(label="Welke kenmerken ziet u?", help_text="Vink alleen aan wat u zelf zag.", required=False)
    confidential = forms.TypedChoiceField(
        label="Hoe wilt u melden?",
        choices=KNOWN,
        coerce=bool,
        empty_value="",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        phenomena: Iterable["Phenomenon"],
        clues_of: Callable[[str], Iterable["Indicator"]],
        today: date,
        shields_names: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.phenomena = {each.code: each for each in phenomena}
        self.today = today
        self.fields["phenomenon"].widget.attrs |= {
            "hx-post": reverse("signals:indicators"),
            "hx-target": "#kenmerken",
            "hx-params": "csrfmiddlewaretoken,draft,entry,phenomenon,indicators",
        }
        self._choices("phenomenon", [("", "Weet ik niet"), *((code, it.name) for code, it in self.phenomena.items())])
        clues = clues_of(self.chosen.code) if self.chosen else []
        self._choices("indicators", [(clue.code, clue.name) for clue in clues])
        self.fields["object_kind"].option_help = OBJECT_HELP  # type: ignore[attr-defined]
        # One of the first two must be told, and the last always has an answer.
        for name in ("own_observation", "heard", "confidential"):
            self.fields[name].marks_optional = False  # type: ignore[attr-defined]
        self.fields["confidential"].option_help = KNOWN_HELP  # type: ignore[attr-defined]
        if not shields_names:
            del self.fields["confidential"]
        for name in ("observed_from", "observed_until"):
            self.fields[name].widget.attrs["max"] = today.isoformat()

    @property
    def chosen(self) -> "Phenomenon | None":
        """The phenomenon that is chosen now, whether or not the form was sent."""
        return self.phenomena.get(str(self["phenomenon"].value() or ""))

    @property
    def clues_kept(self) -> list[str]:
        """Indicators that were ticked with another phenomenon: still ticked for who comes back to that one."""
        offered = {str(code) for code, _ in self.fields["indicators"].choices}  # type: ignore[attr-defined]
        return [code for code in self["indicators"].value() or [] if code not in offered]

    def clean_observed_from(self) -> date | None:
        return self._not_later("observed_from")

    def clean_observed_until(self) -> date | None:
        return self._not_later("observed_until")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begin, end = cleaned.get("observed_from"), cleaned.get("observed_until")
        if begin and end and end < begin:
            self.add_error("observed_until", "Deze datum ligt vóór de eerste datum.")
        told = {"own_observation", "heard"}
        if not any(cleaned.get(name) for name in told) and not told & set(self.errors):
            self.add_error("own_observation", "Vertel wat u zag of wat u hoorde. Een van de twee is genoeg.")
        return cleaned

    def told(self, persons: Iterable["NamedPerson"]) -> actions.Report:
        """This will return what the actions take."""
        given = dict(self.cleaned_data)
        north, east = given.pop("point") or (None, None)
        given["confidential"] = bool(given.get("confidential"))
        given["observed_from"] = given["observed_from"] or given["observed_until"]
        named = [actions.PersonGiven(**each.cleaned_data) for each in persons if each.is_told]
        names = set(actions.Report.__dataclass_fields__)
        told = {name: value for name, value in given.items() if name in names}
        return actions.Report(**told, latitude=north, longitude=east, persons=named)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _not_later(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and day > self.today:
            raise ValidationError("Deze datum ligt in de toekomst.")
        return day


class Entry(Report):
    """The same, entered by the intake from another channel, with how it came."""

    channel = forms.ChoiceField(
        label="Hoe kwam het binnen?",
        choices=[(each.value, capfirst(each.label)) for each in Channel if each not in _NOT_BY_HAND],
        widget=forms.RadioSelect(attrs={"data-columns": "2"}),
        error_messages={"required": "Kies hoe het binnenkwam."},
    )
    received_on = forms.DateField(
        label="Ontvangen op", widget=DateInput, error_messages={"required": "Vul in op welke dag het binnenkwam."}
    )
    received_time = forms.TimeField(label="Om", required=False, widget=TimeInput(attrs={"class": "short"}))
    regime = forms.ChoiceField(
        label="Onder welke regels valt het?",
        help_text="Dit bepaalt wie het mag zien, of u erin kunt zoeken en of u het mag doorgeven.",
        error_messages={"required": "Kies onder welke regels het valt."},
    )
    legal_basis = forms.ChoiceField(
        label="Op welke grond hebt u het ontvangen?",
        help_text="Bij politie of een partner staat dit in hun brief.",
        required=False,
    )

    field_order = ["channel", "received_on", "received_time", "regime", "legal_basis"]

    def __init__(
        self, *args: Any, regimes: Iterable["Regime"], bases: Iterable["LegalBasis"], now: datetime, **options: Any
    ) -> None:
        super().__init__(*args, shields_names=False, **options)
        self.now = now
        for name, (label, help_text) in _ENTERED.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        self._choices("regime", [("", "Kies de regels"), *((each.code, each.name) for each in regimes)])
        self._choices(
            "legal_basis", [("", "Niet bekend"), *((each.code, f"{each.name} ({each.article})") for each in bases)]
        )
        self.fields["received_on"].widget.attrs["max"] = self.today.isoformat()

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise ValidationError("Deze datum ligt in de toekomst.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "received_on" in cleaned and self._moment(cleaned) > self.now:
            self.add_error("received_time", "Dit moment ligt in de toekomst.")
        if cleaned.get("channel") == Channel.POLICE and cleaned.get("regime") not in ("wpg", None):
            self.add_error("regime", "Wat van de politie komt, valt onder de Wpg.")
        if cleaned.get("channel") == Channel.TIP_LINE and cleaned.get("regime") not in ("anonymous", None):
            self.add_error("regime", "Een tip van Meld Misdaad Anoniem valt onder de regels voor anoniem.")
        return cleaned

    def arrival(self) -> actions.Arrival:
        """This will return how it came, for the action."""
        given = self.cleaned_data
        return actions.Arrival(given["channel"], given["regime"], given["legal_basis"], self._moment(given))

    def _moment(self, given: Mapping[str, Any]) -> datetime:
        """Without a time it counts from the start of the day: the terms run from then."""
        time = given.get("received_time")
        moment = datetime.combine(given["received_on"], time or datetime.min.time())
        return moment.replace(tzinfo=self.now.tzinfo)


class NamedPerson(forms.Form):
    """Somebody without whom it cannot be told."""

    name = Told(
        label="Naam",
        help_text="Weet u de naam niet? Omschrijf de persoon hieronder.",
        most=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Wat heeft deze persoon ermee te maken?", choices=ROLES, required=False)
    details = Told(label="Waaraan herkent u deze persoon?", most=1000, rows=2, required=False)

    @property
    def is_told(self) -> bool:
        return bool(self.cleaned_data.get("name") or self.cleaned_data.get("details"))

    @property
    def is_open(self) -> bool:
        """Whether something stands in it, so that it must not be folded away."""
        return any(self[name].value() for name in self.fields) or bool(self.is_bound and self.errors)


def persons(*, sent: QueryDict | None = None, typed: Mapping[str, list[str]] | None = None) -> list[NamedPerson]:
    """This will return five forms for a person, bound to what was sent or filled with a draft."""
    made = [NamedPerson(sent, prefix=f"person{number}") for number in range(1, MOST_PERSONS + 1)]
    for form in made:
        found = ((name, (typed or {}).get(form.add_prefix(name))) for name in form.fields)
        form.initial = {name: values[-1] for name, values in found if values}
    return made


def typed_in(post: QueryDict) -> dict[str, list[str]]:
    """This will return what is worth keeping of a form that was sent half-way: our own fields, not empty."""
    named = persons()
    own = chain(Entry.base_fields, (form.add_prefix(name) for form in named for name in form.fields))
    return {name: post.getlist(name) for name in own if any(post.getlist(name))}


def initial_of(typed: Mapping[str, list[str]]) -> dict[str, Any]:
    """This will return a draft as initial values: lists only where many can be chosen."""
    return {name: values if name == "indicators" else values[-1] for name, values in typed.items() if values}
