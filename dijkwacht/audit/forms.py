"""Input on the pages of the log and the terms."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from dijkwacht.audit import wording
from dijkwacht.audit.models import Event
from dijkwacht.lib.ids import normalise_number
from dijkwacht.ui.forms import DateInput

_LOOK_BACK = timedelta(days=30)
_MIN_REASON = 10


class Period(forms.Form):
    since = forms.DateField(label="Vanaf", required=False, widget=DateInput)
    until = forms.DateField(label="Tot en met", required=False, widget=DateInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "De laatste dag ligt voor de eerste dag.")
        return cleaned


class LogFilter(Period):
    number = forms.CharField(label="Nummer van het dossier", required=False, max_length=40)
    name = forms.CharField(label="Naam van de persoon", required=False, max_length=100)
    kind = forms.ChoiceField(label="Soort", required=False, choices=[("", "alles"), *wording.KINDS.items()])
    refused = forms.BooleanField(label="Alleen geweigerd", required=False)

    field_order = ("number", "name", "kind", "since", "until", "refused")

    def found(self, events: QuerySet[Event], *, today: date) -> QuerySet[Event]:
        """This will return the events asked for; without a dossier, person or period: of the last 30 days."""
        asked = self.cleaned_data if self.is_valid() else {}
        number, name = asked.get("number"), asked.get("name")
        since = asked.get("since") or (None if number or name else today - _LOOK_BACK)
        if number:
            events = events.filter(subject_number=normalise_number(number) or number.strip())
        if name:
            events = events.filter(user_name__icontains=name)
        if kind := asked.get("kind"):
            events = events.filter(action__startswith=f"{kind}:")
        if asked.get("refused"):
            events = events.filter(result="refused")
        return events.filter(within(since, asked.get("until")))


class Export(Period):
    since = forms.DateField(label="Vanaf", widget=DateInput)
    until = forms.DateField(label="Tot en met", widget=DateInput)
    reason = forms.CharField(
        label="Waarom voert u het logboek uit?",
        help_text="Bijvoorbeeld: onderzoek naar een melding bij de AP, nummer 12. Dit komt zelf ook in het logboek.",
        max_length=300,
        min_length=_MIN_REASON,
    )

    field_order = ("since", "until", "reason")


class Reason(forms.Form):
    reason = forms.CharField(
        label="Waarom?",
        help_text="Noem geen namen van betrokkenen: dit blijft staan als het dossier weg is.",
        max_length=300,
        min_length=_MIN_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Nothing(forms.Form):
    """A step that needs no more than a yes."""


class ThresholdForm(forms.Form):
    dossiers_an_hour = forms.IntegerField(
        label="Verschillende dossiers in een uur", min_value=2, max_value=500, help_text="Vanaf dit aantal valt het op."
    )
    refused_a_day = forms.IntegerField(label="Geweigerde pagina's op een dag", min_value=1, max_value=100)
    begins_at = forms.IntegerField(label="Werktijd begint om", min_value=0, max_value=12, help_text="Uur, 0 tot 12.")
    ends_at = forms.IntegerField(label="Werktijd eindigt om", min_value=13, max_value=24, help_text="Uur, 13 tot 24.")
    reason = forms.CharField(label="Waarom wijzigt u dit?", max_length=300, min_length=_MIN_REASON)

    def values(self) -> dict[str, int]:
        """This will return the numbers by the codes they are kept under."""
        return {name.replace("_", "-"): value for name, value in self.cleaned_data.items() if name != "reason"}


def within(since: date | None, until: date | None) -> Q:
    """This will select the events of whole days on the clock of the Netherlands, both ends included."""
    period = Q()
    if since:
        period &= Q(at__gte=_on_the_clock(since, time.min))
    if until:
        period &= Q(at__lte=_on_the_clock(until, time.max))
    return period


def _on_the_clock(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
