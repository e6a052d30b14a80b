"""The examples of the gallery: each is a template, shown as it renders and as it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils.safestring import SafeString

from dijkwacht.ui.forms import DateInput
from dijkwacht.ui.statuses import VERDICTS

# Name of the template in ui/gallery, title, and when to use it.
CATALOGUE: Final = (
    ("heading", "Kop van een pagina", "Een titel, één regel uitleg, en wat er nu over te zeggen is."),
    ("tag", "Status", "Altijd een woord, een icoon en een kleur."),
    ("term", "Termijn", "Hoeveel werkdagen er nog zijn, of hoeveel het te laat is."),
    ("work", "Werklijst", "Wat er wacht, met wat nodig is om te kiezen."),
    ("card", "Kaart", "Eén onderwerp. Een kleur aan de kant alleen als het echt iets zegt."),
    ("figures", "Cijfers", "Een getal gaat altijd naar de lijst die het telt."),
    ("buttons", "Knoppen", "Eén hoofdknop per pagina."),
    ("steps", "Stappen", "Waar een signaal is op zijn weg."),
    ("facts", "Feiten", "Wat vaststaat over een dossier."),
    ("say", "Gezegd", "Gezien, gehoord en gedacht staan los van elkaar."),
    ("alert", "Bericht", "Wat er gebeurde, en wat iemand nu kan doen."),
    ("why", "Waarom kan ik dit niet?", "Elke weigering legt zichzelf uit."),
    ("seal", "Zegel", "Wie hier keek."),
    ("empty", "Lege lijst", "Zegt wat iemand nu kan doen."),
    ("table", "Tabel", "Een bijschrift hoort erbij. Met stack=True worden het kaarten op een telefoon."),
    ("filters", "Filters", "De keuzes staan in het adres, zodat iemand ze kan bewaren."),
    ("pagination", "Bladzijden", "Vijftig per bladzijde; de filters blijven staan."),
    ("form", "Formulier", "Eén kolom, uitleg onder het label, fouten bovenaan met een link."),
    ("legend", "Legenda", "Wat de vakken van de matrix en de kaart zeggen."),
    ("matrix", "Matrix", "Met de pijltjestoetsen loopt men over de vakken."),
    ("tiles", "Tegelkaart", "Twaalf gelijke tegels zoals ze liggen, provincie en waterschappen eronder."),
    ("dike", "Dijkprofiel", "De hoogte is het aandeel gehaalde ambities, de waterlijn de norm."),
    ("trend", "Verloop", "Een lijn, met het laatste getal in woorden."),
    ("text", "Datum en getal", "Zoals een Nederlandse lezer ze verwacht."),
    ("icon", "Iconen", "Versiering bij een woord, nooit alleen."),
)

NAMES: Final = (
    "Aa en Hunze",
    "Assen",
    "Borger-Odoorn",
    "Coevorden",
    "De Wolden",
    "Emmen",
    "Hoogeveen",
    "Meppel",
    "Midden-Drenthe",
    "Noordenveld",
    "Tynaarlo",
    "Westerveld",
    "Provincie Drenthe",
    "Drents Overijsselse Delta",
    "Hunze en Aa's",
    "Noorderzijlvest",
    "Vechtstromen",
)
SHARES: Final = (93, 78, 85, 71, 64, 96, 82, 74, 67, 89, 85, 60, 90, 79, 84, 72, 69)
AMBITIONS: Final = (
    ("2.1", "Intern meldpunt dat medewerkers kennen"),
    ("2.2", "Doorzenden naar het bevoegd gezag"),
    ("2.3", "Signalen duiden in een periodiek overleg"),
    ("2.4", "Inwoners en ondernemers melden anoniem"),
    ("2.5", "Bewust van informatiebeveiliging en privacy"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """One component: what it is for, how it looks and how it is written."""

    name: str
    title: str
    purpose: str
    shown: SafeString
    source: str


class ExampleFilter(forms.Form):
    phase = forms.ChoiceField(
        label="Fase", required=False, choices=[("", "alle"), ("intake", "intake"), ("wegen", "wegen")]
    )
    phenomenon = forms.CharField(label="Fenomeen", required=False)
    since = forms.DateField(label="Vanaf", required=False, widget=DateInput)


class ExampleForm(forms.Form):
    place = forms.CharField(label="Waar was het?", help_text="Adres, perceel of een beschrijving van de plek.")
    seen_on = forms.DateField(label="Wanneer zag u het?", widget=DateInput)
    seen = forms.CharField(
        label="Wat zag u zelf?", widget=forms.Textarea, help_text="Schrijf geen namen op die niet nodig zijn."
    )
    severity = forms.ChoiceField(
        label="Ernst",
        widget=forms.RadioSelect,
        choices=[("low", "laag"), ("middle", "midden"), ("high", "hoog")],
    )
    indicators = forms.MultipleChoiceField(
        label="Welke kenmerken zag u?",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-columns": "2"}),
        choices=[
            ("windows", "afgeplakte ramen"),
            ("visits", "bezoek op rare tijden"),
            ("rent", "hoge huur"),
            ("smell", "sterke geur"),
        ],
    )
    channel = forms.ChoiceField(label="Hoe kwam het binnen?", choices=[("", "kies"), ("in", "intern")])
    photo = forms.FileField(label="Foto", required=False, help_text="Ten hoogste 25 MB. Wij halen de plaats eruit.")
    true = forms.BooleanField(label="Dit is wat ik weet", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"].option_help = {  # type: ignore[attr-defined]
            "low": "overlast, geen slachtoffers",
            "high": "gevaar voor mensen, of veel geld",
        }


def examples(request: HttpRequest, *, now: datetime) -> list[Example]:
    """This will render every example of the catalogue."""
    context = {"now": now, "day": date(2024, 2, 2), "share": 0.85, **_work(), **_pictures()}
    return [_example(*entry, request=request, context=context) for entry in CATALOGUE]


def _example(name: str, title: str, purpose: str, *, request: HttpRequest, context: dict[str, Any]) -> Example:
    path = f"ui/gallery/{name}.html"
    source = get_template(path).template.source  # type: ignore[attr-defined]
    shown = render_to_string(path, context, request)
    return Example(name=name, title=title, purpose=purpose, shown=shown, source=source.removeprefix("{% load ui %}"))


def _work() -> dict[str, Any]:
    return {
        "steps": [
            {"label": "Ontvangen", "state": "done", "text": "3 nov · intern, vertrouwelijk"},
            {"label": "Intake", "state": "done", "text": "4 nov · taak gemeente"},
            {"label": "Wegen", "state": "now", "text": "1 van 2 beoordeeld"},
            {"label": "Bronnenonderzoek", "state": "next", "text": "privacytoets 1"},
            {"label": "Overleg", "state": "next", "text": "LIO 26 nov"},
            {"label": "Besluit", "state": "next"},
        ],
        "form": ExampleForm({"place": "Schuur aan de Dijkweg (fictief)", "severity": "high"}),
        "filter_form": ExampleFilter({"phase": "wegen"}),
        "page": Paginator(range(612), 50).page(3),
    }


def _pictures() -> dict[str, Any]:
    parties = [
        {"name": name, "share": share, "url": "#dike", "text": f"{share * 27 // 100}/27", "status": status}
        for name, share, status in zip(NAMES, SHARES, _spread(len(NAMES)), strict=True)
    ]
    return {
        "names": NAMES,
        "parties": parties,
        "rows": [_row(number, text, at=at) for at, (number, text) in enumerate(AMBITIONS)],
        "points": [("jan", 62), ("mrt", 71), ("mei", 70), ("jul", 84), ("sep", 91), ("nov", 95)],
        "counts": [("2024", 18), ("", 22), ("", 16), ("", 31), ("", 27), ("2026", 35)],
    }


def _row(number: str, text: str, *, at: int) -> dict[str, Any]:
    cells = [
        {
            "status": status,
            "label": f"{name}, {number}",
            "url": "" if status == "na" else "#matrix",
            "current": (name, number) == ("Emmen", "2.3"),
        }
        for name, status in zip(NAMES, _spread(len(NAMES), start=at * 3), strict=True)
    ]
    return {"number": number, "text": text, "cells": cells}


def _spread(count: int, *, start: int = 0) -> Iterator[str]:
    """Give every verdict a turn, most of them met."""
    pattern = ("met", "met", "partly", "met", "declared", "met", "not", "met", "unknown", "partly", "met")
    return (pattern[(start + at) % len(pattern)] if at < 16 else VERDICTS[-1] for at in range(count))
