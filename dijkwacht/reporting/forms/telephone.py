"""What the desk asks a caller: the questions of the website, and how the caller wants to be known."""

from typing import Any

from django import forms

from dijkwacht.reporting import proof
from dijkwacht.reporting.models import Way

NO_RECEIPT = "none"
WAYS = {
    Way.ANONYMOUS: ("Anoniem", "Vraag geen naam. Noteer geen nummer. Schrijf niets op waaraan u de stem herkende."),
    Way.CONFIDENTIAL: ("Vertrouwelijk", "De naam komt op slot. Alleen de bewaarder kan hem openen, met een reden."),
    Way.KNOWN: ("Met naam", "Wie de melding behandelt, ziet de naam en kan bellen."),
}
RECEIPTS = {
    proof.WORDS: ("Zes woorden", "Leest u straks voor en spelt u."),
    proof.DIGITS: ("Twintig cijfers", "Leest u voor in groepjes van vier."),
    NO_RECEIPT: ("Geen code", "Dan kan de beller geen berichten lezen en niets weghalen."),
}
IDENTITY = ("id_name", "id_phone", "id_email", "id_best_time")


class Caller(forms.Form):
    """How the caller wants to be known, and whether there is a code."""

    way = forms.ChoiceField(
        label="Hoe wil de beller melden?",
        widget=forms.RadioSelect,
        error_messages={"required": "Vraag hoe de beller wil melden."},
    )
    kind = forms.ChoiceField(
        label="Welke code wil de beller?",
        widget=forms.RadioSelect,
        initial=proof.WORDS,
        error_messages={"required": "Kies welke code de beller wil."},
    )

    def __init__(self, *args: Any, open_ways: list[str], **options: Any) -> None:
        super().__init__(*args, **(options | {"auto_id": "%s"}))
        self._offer("way", {way: said for way, said in WAYS.items() if way in open_ways})
        self._offer("kind", RECEIPTS)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        named = any(str(self.data.get(name, "")).strip() for name in IDENTITY)
        if cleaned.get("way") == Way.ANONYMOUS and named:
            self.add_error("way", "U vulde een naam of nummer in, maar de beller is anoniem. Haal die gegevens weg.")
        return cleaned

    def _offer(self, name: str, said: dict[Any, tuple[str, str]]) -> None:
        field = self.fields[name]
        field.choices = [(key, label) for key, (label, _) in said.items()]  # type: ignore[attr-defined]
        field.option_help = {key: words for key, (_, words) in said.items()}  # type: ignore[attr-defined]
