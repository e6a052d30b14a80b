"""What officers fill in at the desk."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from dijkwacht.reporting.content import Told
from dijkwacht.reporting.mailboxes import FileGiven
from dijkwacht.signals.forms.reporting import Report as SignalReport
from dijkwacht.signals.forms.reporting import Told as Text

STORIES = ("title", "place", "own_observation", "heard", "interpretation")
"""The fields of a summary in which something may stand that must be left out."""


SAID = {
    "title": ("In het kort", "Eén regel, zonder namen van mensen. Iedere behandelaar leest haar."),
    "own_observation": ("Zelf gezien door de melder", "Kort, in uw eigen woorden. Wat de melder zag, hoorde of rook."),
    "heard": ("Gehoord van anderen", "Hoe die ander het weet. De naam van die ander is niet nodig."),
    "interpretation": ("Eigen gedachte van de melder", "Het vermoeden, apart van de feiten."),
}
"""The officer writes about somebody else: the same fields, in other words."""


class Question(forms.Form):
    """A message to the reporter."""

    text = Text(
        label="Uw bericht aan de melder",
        help_text="De melder leest dit met de eigen code. Zet er niets in waaraan een ander de melder of een"
        " betrokkene herkent.",
        most=5000,
        rows=7,
        error_messages={"required": "Schrijf een bericht aan de melder."},
    )


class Summary(SignalReport):
    """The searchable summary: the fields of a signal, written beside what was told."""

    take = forms.MultipleChoiceField(
        label="Welke bestanden gaan mee?",
        help_text="Alleen wat u aankruist, gaat naar het signaal. De rest blijft in de kluis.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    checked = forms.BooleanField(
        label="Ik heb alles gelezen. Wat er staat is nodig, en niemand herkent daaraan de melder.",
        error_messages={"required": "Lees eerst de tekst na en kruis dit aan."},
    )

    def __init__(self, *args: Any, given: Sequence[FileGiven], **options: Any) -> None:
        super().__init__(*args, shields_names=False, **options)
        self.fields["take"].choices = [(str(each.id), each.label.name) for each in given]  # type: ignore[attr-defined]
        if not given:
            del self.fields["take"]
        self.fields["checked"].marks_optional = False  # type: ignore[attr-defined]
        for name, (label, help_text) in SAID.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text


def first_summary(told: Told) -> dict[str, Any]:
    """This will return the fields as far as the report fills them; the officer makes it shorter and safer."""
    asked = [f"{label} {answer}" for label, answer in told.questions if answer]
    return {
        "title": told.about[:120],
        "place": told.place[:300],
        "locality": told.locality,
        "point": told.point_text,
        "own_observation": "\n\n".join(filter(None, [told.own, "\n".join(told.signs), "\n".join(asked)])),
        "heard": told.heard,
        "interpretation": told.thought,
        "observed_from": told.observed_from,
        "observed_until": told.observed_until,
        "phenomenon": told.phenomenon,
        "indicators": told.indicators,
    }


class MaskWords(forms.Form):
    """Which words later readers may not see, and for how long."""

    found = forms.MultipleChoiceField(
        label="Gevonden in de melding",
        help_text="Dijkwacht zoekt namen, nummers en adressen. Lees zelf ook: het vindt niet alles.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other = Text(
        label="Andere woorden",
        help_text="Elke regel is één woord of zin, precies zoals het er staat.",
        most=2000,
        rows=3,
        required=False,
    )
    is_final = forms.TypedChoiceField(
        label="Hoe afschermen?",
        choices=[("", "Met slot"), ("yes", "Voorgoed")],
        coerce=bool,
        empty_value="",
        required=False,
        widget=forms.RadioSelect,
    )
    reason = Text(label="Waarom?", most=300, error_messages={"required": "Vertel waarom u dit afschermt."})

    def __init__(self, *args: Any, findings: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["found"].choices = [(text, f"{text} ({why})") for text, why in findings]  # type: ignore[attr-defined]
        if not self.fields["found"].choices:  # type: ignore[attr-defined]
            del self.fields["found"]
        self.fields["is_final"].marks_optional = False  # type: ignore[attr-defined]
        self.fields["is_final"].option_help = {  # type: ignore[attr-defined]
            "": "Een collega kan de woorden later nog openen, met een reden die in het logboek komt.",
            "yes": "Niemand kan het terughalen, ook de melder niet.",
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = [line.strip() for line in cleaned.get("other", "").splitlines()]
        cleaned["words"] = [*cleaned.get("found", []), *filter(None, typed)]
        if not cleaned["words"] and not self.errors:
            self.add_error("other", "Kies of typ welke woorden u wilt afschermen.")
        return cleaned


class Why(forms.Form):
    """A reason, for the log."""

    reason = Text(
        label="Waarom is dit nodig?",
        help_text="Dit komt in het logboek. Schrijf geen namen.",
        most=300,
        error_messages={"required": "Geef een reden."},
    )


class Motive(forms.Form):
    """Why the name of a confidential reporter must be opened."""

    motive = Text(
        label="Waarom hebt u de naam nodig?",
        help_text="De bewaarder leest dit en beslist. Het komt in het logboek. Schrijf geen namen.",
        most=500,
        rows=4,
        error_messages={"required": "Vertel waarom u de naam nodig hebt."},
    )


class NameAnswer(forms.Form):
    """What the custodian answers."""

    grant = forms.ChoiceField(
        label="Mag deze medewerker de naam zien?",
        choices=[("yes", "Ja, een dag lang"), ("no", "Nee")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies ja of nee."},
    )
    answer = Text(
        label="Waarom?",
        help_text="De vrager leest dit, en het komt in het logboek.",
        most=500,
        rows=3,
        error_messages={"required": "Geef een reden."},
    )


class Close(forms.Form):
    """The end of a report."""

    last_message = Text(
        label="Laatste bericht aan de melder",
        help_text="Laat leeg als u niets wilt zeggen. De melder kan dit lezen tot de melding is vernietigd.",
        most=5000,
        rows=8,
        required=False,
    )
    erase_identity = forms.BooleanField(
        label="Wis de naam van de melder nu",
        required=False,
        initial=True,
        help_text="Anders wist Dijkwacht de naam vanzelf, na de bewaartermijn.",
    )

    def __init__(self, *args: Any, has_mailbox: bool, has_name: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_mailbox:
            del self.fields["last_message"]
        if not has_name:
            del self.fields["erase_identity"]
        else:
            self.fields["erase_identity"].marks_optional = False  # type: ignore[attr-defined]
