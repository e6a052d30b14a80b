"""
A form that comes too late for its decision: ask again who this is, and keep what was filled in.

Nothing of it is kept on the server: the page holds the fields, and sends them again with the password or code.
"""

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import ReauthenticateForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dijkwacht.parties import sessions

_OWN = {"csrfmiddlewaretoken", "late_secret"}


class LateForm(forms.Form):
    late_secret = forms.CharField(
        label="Wachtwoord of code",
        help_text="Uw wachtwoord, of de code van uw app of een herstelcode.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "medium"}),
        error_messages={"required": "Vul uw wachtwoord of een code in."},
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST if "late_secret" in request.POST else None)
        self.request = request

    def clean_late_secret(self) -> str:
        secret: str = self.cleaned_data["late_secret"]
        if not (_is_code(self.request, secret) or _is_password(self.request, secret)):
            raise forms.ValidationError("Dit klopt niet. Probeer het opnieuw.")
        return secret


def ask_on_late_form(request: HttpRequest) -> HttpResponse | None:
    """This will return the page that asks again, or None when the answer is right and the form may go on."""
    form = LateForm(request)
    fields = request.POST.copy()
    for name in _OWN:
        fields.pop(name, None)
    if form.is_valid():
        sessions.mark_fresh(request, now=timezone.now())
        request.POST = fields  # type: ignore[assignment]
        return None

    kept = [(name, value) for name, values in fields.lists() for value in values]
    files = [getattr(each, "name", "") for each in request.FILES.values()]
    context = {"form": form, "kept": kept, "files": files, "has_answer": _can_answer(request)}
    return render(request, "parties/late.html", context, status=403)


def _can_answer(request: HttpRequest) -> bool:
    """Who only has a security key, or the login of her organisation, shows herself in another tab."""
    methods = {method["id"] for method in get_adapter(request).get_reauthentication_methods(request.user)}
    return bool(methods & {"reauthenticate", "mfa_reauthenticate"})


def _is_code(request: HttpRequest, secret: str) -> bool:
    code = secret.replace(" ", "")
    if not code.isdigit() or len(code) > 8:
        return False
    form = ReauthenticateForm(user=request.user, data={"code": code})
    if not form.is_valid():
        return False
    form.save()
    return True


def _is_password(request: HttpRequest, secret: str) -> bool:
    user = request.user
    if not user.is_authenticated or not user.has_usable_password():
        return False
    try:
        return bool(get_adapter(request).reauthenticate(user, secret))
    except forms.ValidationError:
        return False
