"""What the pages of the vault ask. Passphrases and halves are never put back in a page."""

import base64
from typing import Any

from django import forms

from dijkwacht.reporting import vault_rules
from dijkwacht.reporting.vault_rules import CannotKeep

_NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})
_HALF = forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"})


class NewPassphrase(forms.Form):
    """A passphrase of her own choice, typed twice."""

    passphrase = forms.CharField(
        label="Uw wachtzin",
        help_text=f"Ten minste {vault_rules.SHORTEST} tekens: vijf woorden die niets met elkaar of met u te maken"
        " hebben. Anders dan uw wachtwoord. Niemand kan deze zin voor u opzoeken.",
        strip=False,
        max_length=200,
        widget=_NEW,
        error_messages={"required": "Vul een wachtzin in."},
    )
    again = forms.CharField(
        label="Nog een keer",
        strip=False,
        max_length=200,
        widget=_NEW,
        error_messages={"required": "Vul dezelfde wachtzin nog een keer in."},
    )

    def __init__(self, *args: Any, about: list[str], account: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = about
        self.account = account

    def clean_passphrase(self) -> str:
        passphrase: str = self.cleaned_data["passphrase"]
        try:
            vault_rules.check_passphrase(passphrase, about=self.about)
        except CannotKeep as problem:
            raise forms.ValidationError(str(problem)) from problem
        if self.account.check_password(passphrase):
            raise forms.ValidationError("Dit is het wachtwoord van uw account. Kies voor de kluis iets anders.")
        return passphrase

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"passphrase", "again"} <= set(cleaned) and cleaned["passphrase"] != cleaned["again"]:
            self.add_error("again", "Dit is niet dezelfde wachtzin.")
        cleaned.pop("again", None)
        return cleaned


class Keepers(forms.Form):
    """Who keeps which half of the emergency key."""

    first_keeper = forms.CharField(
        label="Wie bewaart helft 1",
        help_text="Naam of functie, bijvoorbeeld: de gemeentesecretaris.",
        max_length=100,
        error_messages={"required": "Vul in wie helft 1 bewaart."},
    )
    second_keeper = forms.CharField(
        label="Wie bewaart helft 2",
        help_text="Iemand anders, op een andere plek, bijvoorbeeld: de griffier.",
        max_length=100,
        error_messages={"required": "Vul in wie helft 2 bewaart."},
    )

    def __init__(self, *args: Any, officer: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.officer = officer

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"first_keeper", "second_keeper"} <= set(cleaned):
            try:
                vault_rules.check_keepers(cleaned["first_keeper"], cleaned["second_keeper"], officer=self.officer)
            except CannotKeep as problem:
                self.add_error("second_keeper", str(problem))
        return cleaned


class Halves(forms.Form):
    """The two sheets, typed over."""

    first = forms.CharField(
        label="De ene helft",
        help_text="Veertien groepjes van vier tekens. Spaties en hoofdletters maken niet uit.",
        max_length=200,
        widget=_HALF,
        error_messages={"required": "Typ de ene helft over van het papier."},
    )
    second = forms.CharField(
        label="De andere helft",
        max_length=200,
        widget=_HALF,
        error_messages={"required": "Typ de andere helft over van het papier."},
    )


class Passphrase(forms.Form):
    """Her passphrase, to open the vault."""

    passphrase = forms.CharField(
        label="Uw wachtzin",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Vul uw wachtzin in."},
    )


class SecurityKey(forms.Form):
    """What script got from a security key: which it is, and the 32 bytes that it makes."""

    credential = forms.RegexField(r"^[A-Za-z0-9_-]{8,1400}$", widget=forms.HiddenInput)
    secret = forms.RegexField(r"^[A-Za-z0-9_-]{43}$", widget=forms.HiddenInput)

    def clean_credential(self) -> bytes:
        return _unwritten(self.cleaned_data["credential"])

    def clean_secret(self) -> bytes:
        return _unwritten(self.cleaned_data["secret"])


def _unwritten(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class SameWords(forms.Form):
    """That the control words are the same on both screens."""

    same = forms.BooleanField(
        label="Ik heb de woorden met mijn collega vergeleken en ze zijn gelijk",
        error_messages={"required": "Vergelijk de woorden eerst met uw collega, aan tafel of aan de telefoon."},
    )


class Why(forms.Form):
    """A reason, for the log."""

    reason = forms.CharField(
        label="Waarom",
        help_text="Dit komt in het logboek.",
        min_length=3,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Leg uit waarom."},
    )
