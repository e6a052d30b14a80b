"""What several forms ask in the same way."""

from typing import Any

from django import forms

YES_NO = [("yes", "Ja"), ("no", "Nee")]
NO_NAMES = "Schrijf geen namen die niet nodig zijn."


def reason(label: str = "Waarom", *, help_text: str = NO_NAMES, most: int = 2000, rows: int = 4) -> forms.CharField:
    """This will return the field that asks why; whoever reads the record later must understand it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        min_length=3,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": "Leg uit waarom."},
    )


def yes_no(label: str, *, help_text: str = "") -> forms.TypedChoiceField:
    """This will return a question that must be answered with yes or no; nothing is chosen beforehand."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"data-columns": "2"}),
        error_messages={"required": "Kies ja of nee."},
    )


def choose(label: str, choices: Any, *, columns: int = 1, help_text: str = "") -> forms.ChoiceField:
    """This will return radio buttons of which one must be chosen."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        widget=forms.RadioSelect(attrs={"data-columns": str(columns)}),
        error_messages={"required": "Kies wat het beste past."},
    )


class Reason(forms.Form):
    """Only a reason, for example to open what is kept apart."""

    reason = reason("Waarom opent u dit", help_text="Dit komt in het logboek. Schrijf hier zelf geen namen.", most=300)
