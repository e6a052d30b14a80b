"""The forms of the gates: intake, weighing, decision, and what sets a signal in order."""

from collections.abc import Iterable
from typing import Any

from django import forms

from dijkwacht.lib.ids import normalise_number
from dijkwacht.signals import rules
from dijkwacht.signals.forms.asking import NO_NAMES, choose, reason, yes_no
from dijkwacht.signals.models import Outcome
from dijkwacht.signals.models.steps import Concreteness, Recency, Severity
from dijkwacht.ui.forms import DateInput

OUTCOME_HELP = {
    Outcome.RESEARCH: "Er is meer nodig. Per bron beslist de privacy officer.",
    Outcome.READY: "Meer afdelingen of partners moeten meedenken.",
    Outcome.SINGLE: "Uw organisatie kan dit zelf aan, bijvoorbeeld met een controle.",
    Outcome.ELSEWHERE: "Dit is de taak van een ander. De wet vraagt dan om doorzenden (Awb 2:3).",
    Outcome.KEEP: "Nu te weinig, misschien later een patroon. Ten hoogste een jaar. Een tweede persoon beslist mee.",
    Outcome.CLOSE: "Hier gebeurt niets meer mee. Een tweede persoon beslist mee.",
    Outcome.HANDLED: "Wat nodig was, is gedaan.",
}


def _keep_until() -> forms.DateField:
    return forms.DateField(
        label="Bewaren tot",
        help_text="Alleen als u kiest voor bewaren.",
        required=False,
        widget=DateInput,
    )


def _outcomes(phase: str) -> list[tuple[str, str]]:
    return [(each.value, each.label.capitalize()) for each in rules.OUTCOMES[phase]]


class _NeedsDate(forms.Form):
    """Keeping asks until when."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Outcome.KEEP and not cleaned.get("keep_until") and "keep_until" not in self.errors:
            self.add_error("keep_until", "Kies tot wanneer u het signaal bewaart.")
        if cleaned.get("outcome") != Outcome.KEEP:
            cleaned["keep_until"] = None
        return cleaned


class Intake(forms.Form):
    """The three questions of the intake; the answers say where the signal goes."""

    undermining = yes_no(
        "Kan dit ondermijning zijn?", help_text="Misdaad die gebruikmaakt van gewone bedrijven, gebouwen of regels."
    )
    own_task = yes_no("Heeft uw organisatie hier een taak of bevoegdheid?")
    own_area = yes_no("Speelt het in uw gebied?")
    legal_basis = forms.ChoiceField(label="Grondslag", required=False)
    reason = reason("Waarom denkt u dat")

    def __init__(self, data: Any = None, *, bases: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["legal_basis"].choices = [("", "Kies een grondslag"), *bases]  # type: ignore[attr-defined]

    def decision(self) -> dict[str, Any]:
        """This will return what `actions.decide_signal` takes."""
        given = self.cleaned_data
        if not given["undermining"]:
            outcome = Outcome.NOT_UNDERMINING
        else:
            outcome = Outcome.CONTINUE if given["own_task"] and given["own_area"] else Outcome.ELSEWHERE
        return {"outcome": outcome, "reason": given["reason"], "legal_basis": given["legal_basis"]}


class Decide(_NeedsDate):
    """A decision at a later gate."""

    outcome = choose("Wat besluit u?", [])
    keep_until = _keep_until()
    legal_basis = forms.ChoiceField(label="Grondslag", required=False)
    reason = reason("Waarom besluit u dit")

    def __init__(self, data: Any = None, *, phase: str, bases: list[tuple[str, str]]) -> None:
        super().__init__(data)
        outcome = self.fields["outcome"]
        outcome.choices = _outcomes(phase)  # type: ignore[attr-defined]
        outcome.option_help = OUTCOME_HELP  # type: ignore[attr-defined]
        self.fields["legal_basis"].choices = [("", "Kies een grondslag"), *bases]  # type: ignore[attr-defined]
        if Outcome.KEEP not in rules.OUTCOMES[phase]:
            del self.fields["keep_until"]

    def decision(self) -> dict[str, Any]:
        """This will return what `actions.decide_signal` takes."""
        return dict(self.cleaned_data)


class Answer(forms.Form):
    """The second person agrees with a decision, or not."""

    agrees = forms.TypedChoiceField(
        label="Bent u het eens met dit besluit?",
        choices=[("yes", "Ja, het besluit geldt"), ("no", "Nee, het besluit vervalt")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u het eens bent."},
    )
    reason = reason("Waarom vindt u dat")


class Weigh(_NeedsDate):
    """One judgement: how serious, how concrete, how recent, and what should happen."""

    severity = choose("Ernst", Severity.choices, columns=3, help_text="Hoe groot is de schade als dit waar is?")
    concreteness = choose(
        "Hoe concreet", Concreteness.choices, columns=3, help_text="Zijn er feiten waar u iets mee kunt?"
    )
    recency = choose("Hoe recent", Recency.choices, columns=3)
    fits_trend = yes_no("Past dit in een trend?", help_text="Zijn er meer van zulke signalen, hier of in de buurt?")
    outcome = choose("Uw advies", _outcomes("weighing"))
    keep_until = _keep_until()
    reason = reason("Waarom geeft u dit advies")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["outcome"].option_help = OUTCOME_HELP  # type: ignore[attr-defined]


class Assign(forms.Form):
    """Who weighs second, and why she."""

    assessor = forms.ChoiceField(label="Wie wordt de tweede beoordelaar?")
    reason = reason(
        "Waarom deze persoon",
        help_text="Bijvoorbeeld: kent het gebied, of niemand anders hier is vrij.",
        most=300,
        rows=2,
    )

    def __init__(self, data: Any = None, *, people: list[tuple[str, list[tuple[str, str]]]]) -> None:
        super().__init__(data)
        self.fields["assessor"].choices = [("", "Kies een persoon"), *people]  # type: ignore[attr-defined]

    def assignment(self) -> dict[str, Any]:
        """This will return what `actions.assign_assessor` takes."""
        user_id, _, party_id = self.cleaned_data["assessor"].partition("-")
        return {"user_id": int(user_id), "party_id": int(party_id), "reason": self.cleaned_data["reason"]}


class HandOver(forms.Form):
    """The new handler."""

    to = forms.TypedChoiceField(label="Wie neemt het over?", coerce=int)
    reason = reason("Waarom draagt u over", help_text="Bijvoorbeeld: de behandelaar gaat weg.", most=300, rows=2)

    def __init__(self, data: Any = None, *, people: Iterable[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["to"].choices = [("", "Kies een persoon"), *people]  # type: ignore[attr-defined]


class Recuse(forms.Form):
    """Why somebody steps back."""

    reason = reason(
        "Hoe bent u betrokken",
        help_text="In het kort, bijvoorbeeld: familie, buurt of bijbaan. Schrijf geen namen.",
        most=300,
        rows=2,
    )


class Reopen(forms.Form):
    """What makes it worth another look."""

    reason = reason("Wat is er veranderd", help_text=NO_NAMES)


class PickSignal(forms.Form):
    """Which other signal this one is part of."""

    into = forms.ChoiceField(label="Signalen die hierop lijken", required=False, widget=forms.RadioSelect)
    number = forms.CharField(
        label="Of typ het nummer", required=False, max_length=20, widget=forms.TextInput(attrs={"class": "medium"})
    )

    def __init__(self, data: Any = None, *, related: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["into"].choices = related  # type: ignore[attr-defined]
        if not related:
            del self.fields["into"]
            self.fields["number"].label = "Nummer van het andere signaal"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = cleaned.get("number")
        picked = normalise_number(typed) if typed else cleaned.get("into")
        if not picked and not self.errors:
            self.add_error("number", "Kies een signaal, of typ een goed nummer.")
        return cleaned | {"picked": picked}


class Merge(forms.Form):
    """Why two signals are one."""

    reason = reason("Waarom horen deze bij elkaar", help_text=NO_NAMES, most=500, rows=2)


class Unmerge(forms.Form):
    """Why they are two after all."""

    reason = reason("Waarom maakt u ze los", help_text=NO_NAMES, most=500, rows=2)


class Split(forms.Form):
    """The second thing that a signal tells."""

    title = forms.CharField(label="Het nieuwe signaal in het kort", max_length=120)
    place = forms.CharField(label="Plek of omschrijving", max_length=300)
    own_observation = forms.CharField(
        label="Wat hoort bij het nieuwe signaal",
        help_text="Neem over wat over deze tweede plek of zaak gaat. " + NO_NAMES,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class Nothing(forms.Form):
    """Only a button: the person has read it."""

    sure = forms.BooleanField(initial=True, widget=forms.HiddenInput)
