"""What an officer fills in for signs and partners' links."""

from django import forms

from dijkwacht.reporting import door_rules as rules


class Signs(forms.Form):
    """A campaign, and where its signs will hang."""

    label = forms.CharField(
        label="Campagne",
        help_text="Bijvoorbeeld: Voorjaar 2027, buitengebied. Zo ziet u later wat de campagne opleverde.",
        max_length=100,
        error_messages={"required": "Geef de campagne een naam."},
    )
    places = forms.CharField(
        label="Plekken",
        help_text="Eén plek per regel. Elke plek krijgt een eigen code. Kies plekken waar veel mensen komen.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Noem ten minste één plek."},
    )

    def clean_places(self) -> list[str]:
        places = [line.strip()[:200] for line in self.cleaned_data["places"].splitlines() if line.strip()]
        try:
            rules.check_places(places)
        except rules.CannotMakeSign as problem:
            raise forms.ValidationError(str(problem)) from problem
        return places


class Link(forms.Form):
    """For whom a link is, how often it works, and until when."""

    label = forms.CharField(
        label="Voor welke organisatie",
        help_text="Bijvoorbeeld: Woningstichting De Brink, wijkbeheer. De partner ziet deze naam.",
        max_length=100,
        error_messages={"required": "Vul in voor welke organisatie de link is."},
    )
    uses = forms.IntegerField(
        label="Hoe vaak te gebruiken",
        min_value=1,
        max_value=rules.MOST_USES,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={
            "required": "Vul in hoe vaak de link werkt.",
            "max_value": f"Dat is te vaak. Kies ten hoogste {rules.MOST_USES}.",
        },
    )
    days = forms.IntegerField(
        label="Hoeveel dagen",
        help_text="Daarna werkt de link niet meer.",
        min_value=1,
        max_value=rules.LONGEST_DAYS,
        initial=14,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={
            "required": "Vul in hoeveel dagen de link werkt.",
            "max_value": f"Dat is te lang. Kies ten hoogste {rules.LONGEST_DAYS} dagen.",
        },
    )
