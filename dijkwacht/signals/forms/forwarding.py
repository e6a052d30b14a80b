"""The forms with which a signal goes to the competent authority."""

from typing import Any

from django import forms

from dijkwacht.signals.forms.asking import reason

OUTSIDE = "outside"


class ChooseAuthority(forms.Form):
    """Who is competent: what the routing table proposes, or another."""

    marks_optional = False

    authority = forms.ChoiceField(label="Voorstel bij dit fenomeen", required=False, widget=forms.RadioSelect)
    other = forms.ChoiceField(label="Of een ander bevoegd gezag", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        proposed: list[tuple[str, str]],
        hints: dict[str, str],
        others: list[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        authority = self.fields["authority"]
        authority.choices = proposed  # type: ignore[attr-defined]
        authority.option_help = hints  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", "Kies"), *others]  # type: ignore[attr-defined]
        if not proposed:
            del self.fields["authority"]
            self.fields["other"].label = "Bevoegd gezag"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("other") or cleaned.get("authority")
        if not chosen and not self.errors:
            self.add_error("other", "Kies wie bevoegd is.")
        return cleaned | {"chosen": chosen}


class Forward(forms.Form):
    """What is passed on, and what stays behind."""

    recipient = forms.TypedChoiceField(
        label="Aan welke organisatie",
        coerce=lambda value: None if value == OUTSIDE else int(value),
        help_text="Doet de organisatie mee aan Dijkwacht, dan vindt zij de doorzending daar meteen.",
        error_messages={"required": "Kies een organisatie."},
    )
    consent = forms.BooleanField(
        label="De betrokkene of het bevoegd gezag gaf toestemming voor deze doorzending",
        error_messages={"required": "Voor deze ontvanger is toestemming nodig."},
    )
    legal_basis = forms.ChoiceField(label="Grondslag")
    subject = forms.CharField(label="Onderwerp", max_length=120)
    place = forms.CharField(label="Plek", max_length=300)
    message = forms.CharField(
        label="Wat u doorgeeft",
        help_text="Alleen wat de ontvanger nodig heeft. Geen namen van personen en niets over de melder.",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    stays_behind = forms.CharField(
        label="Wat u niet doorgeeft, en waarom",
        help_text="Dit staat niet in de brief. Het blijft bij het signaal.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source_protected = forms.BooleanField(
        label="Ik heb gecontroleerd: niets in de brief maakt de melder herkenbaar",
        error_messages={"required": "Controleer eerst of de melder niet te herkennen is."},
    )
    reporter_told = forms.BooleanField(
        label="De melder weet dat dit wordt doorgezonden",
        help_text="De wet vraagt om een bericht aan de melder (Awb 2:3).",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        initial: dict[str, Any],
        bases: list[tuple[str, str]],
        recipients: list[tuple[int, str]],
        asks_consent: bool,
        protects_source: bool,
        anonymous: bool,
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["legal_basis"].choices = bases  # type: ignore[attr-defined]
        choices = [("", "Kies een organisatie"), *recipients, (OUTSIDE, "Een organisatie buiten Drenthe")]
        self.fields["recipient"].choices = choices  # type: ignore[attr-defined]
        dropped = {
            "recipient": not recipients,
            "consent": not asks_consent,
            "source_protected": not protects_source,
            "reporter_told": anonymous,
        }
        for name, drop in dropped.items():
            if drop:
                del self.fields[name]

    def forwarding(self) -> dict[str, Any]:
        """This will return what `actions.prepare_forwarding` takes, save the authority."""
        given = self.cleaned_data
        names = ("legal_basis", "subject", "place", "message", "stays_behind")
        kept = {name: given[name] for name in names}
        told = {"reporter_told": given.get("reporter_told", False)}
        return kept | told | {"recipient_id": given.get("recipient")}


class Confirm(forms.Form):
    """How the other authority confirmed."""

    confirmation = forms.CharField(
        label="Hoe is de ontvangst bevestigd",
        help_text="Bijvoorbeeld: per e-mail, hun kenmerk 2026-123.",
        max_length=300,
    )


class Return(forms.Form):
    """Why this party is not competent either."""

    reason = reason("Waarom stuurt u dit terug", help_text="De afzender leest dit.", most=300, rows=3)


class Send(forms.Form):
    """Only a button: the person has looked and goes on."""

    sure = forms.BooleanField(initial=True, widget=forms.HiddenInput)
