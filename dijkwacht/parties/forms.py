"""Forms of functional management."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.conf import settings

from dijkwacht.parties import rules
from dijkwacht.parties.models import Membership, Party
from dijkwacht.ui.forms import DateInput

REASON_HELP = "Komt in het logboek. Noem geen signalen of andere personen."


def role_label(role: str) -> str:
    rights = settings.ROLES.get(role)
    return rights.label if rights else role


def role_choices(roles: Iterable[str]) -> list[tuple[str, str]]:
    return [(role, role_label(role)) for role in roles]


class PeopleFilter(forms.Form):
    q = forms.CharField(label="Naam of e-mailadres", required=False)
    role = forms.ChoiceField(label="Rol", required=False)
    state = forms.ChoiceField(
        label="Wie",
        required=False,
        choices=[("", "heeft nu een rol"), ("gone", "heeft geen rol meer"), ("all", "iedereen")],
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = cast(forms.ChoiceField, self.fields["role"])
        roles.choices = [("", "alle rollen"), *role_choices(rules.roles_for(party))]


class Period(forms.Form):
    """From which day, until which day, and why."""

    starts_on = forms.DateField(label="Begint op", widget=DateInput(attrs={"class": "medium"}))
    ends_on = forms.DateField(
        label="Eindigt op",
        required=False,
        widget=DateInput(attrs={"class": "medium"}),
        help_text="De eerste dag zonder deze rol. Leeg: tot iemand de rol beëindigt.",
    )
    reason = forms.CharField(
        label="Reden", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=REASON_HELP
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] <= data["starts_on"]:
            self.add_error("ends_on", "De einddatum moet na de begindatum liggen.")
        return data


class AddPerson(Period):
    email = forms.EmailField(label="E-mailadres", help_text="Het werkadres. Hiermee logt deze persoon in.")
    name = forms.CharField(label="Naam", max_length=100, help_text="Zoals collega's de naam kennen.")
    roles = forms.MultipleChoiceField(label="Rollen", required=False, widget=forms.CheckboxSelectMultiple, choices=[])
    field_order = ("name", "email", "roles", "starts_on", "ends_on", "reason")

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill_roles(self.fields["roles"], [role for role in rules.roles_for(party) if role != "reporter"])
        if party.is_signatory:
            self.fields["roles"].help_text = "Iedereen wordt ook melder. Kies alleen wat nodig is voor het werk."
        else:
            self.fields["roles"].required = True


class GiveRole(Period):
    role = forms.ChoiceField(label="Rol", widget=forms.RadioSelect, choices=[])
    field_order = ("role", "starts_on", "ends_on", "reason")

    def __init__(self, *args: Any, party: Party, held: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _fill_roles(self.fields["role"], [role for role in rules.roles_for(party) if role not in held])


class EndRole(forms.Form):
    on = forms.DateField(
        label="Eindigt op",
        widget=DateInput(attrs={"class": "medium"}),
        help_text="Vanaf deze dag heeft deze persoon de rol niet meer. Vandaag: meteen.",
    )
    reason = forms.CharField(
        label="Reden", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=REASON_HELP
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise forms.ValidationError("Kies vandaag of een dag daarna.")
        return on


class Reason(forms.Form):
    reason = forms.CharField(
        label="Reden", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=REASON_HELP
    )


class Review(forms.Form):
    """One choice for each role of somebody else, a remark, and a signature."""

    remark = forms.CharField(
        label="Opmerking", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    signed = forms.BooleanField(
        label="Ik heb elke rol bekeken en onderteken deze controle.",
        error_messages={"required": "Zet een vinkje om te ondertekenen."},
    )

    def __init__(self, *args: Any, live: Iterable[Membership], by: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[tuple[Membership, Any]] = []
        for each in live:
            name = f"decision-{each.pk}"
            if each.user_id != by:
                self.fields[name] = forms.ChoiceField(
                    label=f"{each.user.name}, {role_label(each.role)}",
                    choices=[("keep", "houden"), ("end", "beëindigen")],
                    widget=forms.RadioSelect,
                    error_messages={"required": f"Kies voor {each.user.name}: houden of beëindigen."},
                )
            self.rows.append((each, self[name] if each.user_id != by else None))

    def decisions(self) -> dict[int, str]:
        return {each.pk: self.cleaned_data[field.name] for each, field in self.rows if field is not None}


def _fill_roles(field: forms.Field, roles: list[str]) -> None:
    """Each role with what it is for, so that nobody has to guess."""
    choice = cast(forms.ChoiceField, field)
    choice.choices = role_choices(roles)
    choice.option_help = {role: settings.ROLES[role].purpose for role in roles}  # type: ignore[attr-defined]
