"""The forms of the login in our words: label above, help under it, nothing inside the box."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

HELP_FOR_NEW = "Ten minste 12 tekens, en niet uw naam. Een zin van een paar woorden is sterk en te onthouden."
CODE = ("Code", "De zes cijfers uit uw app, of een van uw herstelcodes.")


class InOurWords(forms.Form):
    """Gives each field its Dutch label and help."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class TwiceTheSame(forms.Form):
    """Says "u" where allauth's own check says "je"."""

    def clean(self) -> Any:
        data = forms.Form.clean(self) or {}
        if data.get("password1") and data.get("password2") and data["password1"] != data["password2"]:
            self.add_error("password2", "Typ hier hetzelfde wachtwoord.")
        return data


class Login(InOurWords, account.LoginForm):  # type: ignore[misc]
    words: ClassVar = {"login": ("E-mailadres", ""), "password": ("Wachtwoord", "")}


class ChangePassword(TwiceTheSame, InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    words: ClassVar = {
        "oldpassword": ("Huidig wachtwoord", ""),
        "password1": ("Nieuw wachtwoord", HELP_FOR_NEW),
        "password2": ("Nieuw wachtwoord, nog een keer", ""),
    }


class AskReset(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    words: ClassVar = {"email": ("E-mailadres", "Het adres waarmee u inlogt.")}


class SetPassword(TwiceTheSame, InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words: ClassVar = {
        "password1": ("Nieuw wachtwoord", HELP_FOR_NEW),
        "password2": ("Nieuw wachtwoord, nog een keer", ""),
    }


class PasswordAgain(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"password": ("Wachtwoord", "")}


class Code(InOurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"code": CODE}


class CodeAgain(InOurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar = {"code": CODE}


class FirstCode(InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    words: ClassVar = {"code": ("Code uit de app", "De zes cijfers die de app nu laat zien.")}


class KeyAnswer(forms.Form):
    """An answer that no browser gives is wrong, and not an error of ours."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            raise forms.ValidationError("Deze sleutel klopt niet.") from problem


class Key(KeyAnswer, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """At the second step of a login."""


class KeyAgain(KeyAnswer, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before a step that asks to show herself again."""


class KeyAlone(KeyAnswer, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """A login without a password."""


class AddKey(InOurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    words: ClassVar = {
        "name": ("Naam van de sleutel", "Zodat u hem later herkent, bijvoorbeeld: sleutelbos of laptop."),
        "passwordless": (
            "Ook inloggen zonder wachtwoord",
            "De sleutel vraagt dan zelf om uw vingerafdruk, gezicht of pincode.",
        ),
    }

    def clean(self) -> Any:
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError) as problem:
            raise forms.ValidationError("Deze sleutel klopt niet.") from problem


class RenameKey(InOurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    words: ClassVar = {"name": ("Naam van de sleutel", "")}
