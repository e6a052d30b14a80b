"""The filters of the list, and the search box."""

from typing import Any

from django import forms

from dijkwacht.signals.models import Channel, Phase
from dijkwacht.ui.forms import DateInput

OPEN, LATE, CLOSED, ALL = "open", "late", "closed", "all"
_PHASES = [
    (OPEN, "Openstaand"),
    (LATE, "Te laat"),
    (CLOSED, "Afgerond"),
    (ALL, "Alles"),
    ("Eén fase", [choice for choice in Phase.choices if choice[0] != CLOSED]),
]


class SignalFilter(forms.Form):
    """Narrows the list. Every choice is optional and stays in the address of the page."""

    phase = forms.ChoiceField(label="Fase", choices=_PHASES, required=False, initial=OPEN)
    phenomenon = forms.ChoiceField(label="Fenomeen", required=False)
    channel = forms.ChoiceField(label="Hoe gemeld", choices=[("", "Alle"), *Channel.choices], required=False)
    regime = forms.ChoiceField(label="Regels", required=False)
    handler = forms.ChoiceField(label="Behandelaar", required=False)
    since = forms.DateField(label="Ontvangen vanaf", widget=DateInput, required=False)
    until = forms.DateField(label="Tot en met", widget=DateInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        phenomena: list[tuple[str, str]],
        regimes: list[tuple[str, str]],
        handlers: list[tuple[int, str]],
    ) -> None:
        super().__init__(data)
        self._offer("phenomenon", phenomena)
        self._offer("regime", regimes)
        self._offer("handler", handlers)

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = [("", "Alle"), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """This will return the filters that were understood, as `queries.filtered` takes them."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        phase = found.pop("phase", OPEN)
        if phase == LATE:
            return found | {"phase": OPEN, "late": True}
        return found if phase == ALL else found | {"phase": phase}


class Search(forms.Form):
    """Words or a number to look for."""

    words = forms.CharField(
        label="Zoek op woorden of op nummer",
        help_text="Bijvoorbeeld: schuur bestelbus. Of een nummer: S-7K3P-91X.",
        max_length=200,
        error_messages={"required": "Typ een woord of een nummer."},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
