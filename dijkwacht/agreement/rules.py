"""What may happen to declarations, norms and reports now, whoever asks; and where the agreement stands in time."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from dijkwacht.lib import dutch

if TYPE_CHECKING:
    from dijkwacht.agreement.models import Ambition, Declaration, Edition, Norm
    from dijkwacht.parties.models import Party

LONGEST_VALIDITY = timedelta(days=731)
"""A declaration holds for two years at most; then somebody has to look again."""

SHARES = {"ratio", "sla", "checklist"}


class CannotDeclare(Exception):
    """The declaration is refused; the text tells the user why."""


class CannotWithdraw(Exception):
    """The declaration cannot be withdrawn; the text tells the user why."""


class CannotSetNorm(Exception):
    """The norm is refused; the text tells the user why."""


class CannotReport(Exception):
    """The report cannot be made; the text tells the user why."""


@dataclass(frozen=True, slots=True)
class Term:
    """Where the agreement stands in time: how long until the deadline, or that it passed."""

    deadline: date
    days_left: int

    @property
    def has_passed(self) -> bool:
        return self.days_left < 0

    @property
    def headline(self) -> str:
        if self.has_passed:
            return f"De termijn van twee jaar liep af op {dutch.long_date(self.deadline)}."
        if self.days_left == 0:
            return "Vandaag loopt de termijn van twee jaar af."
        days = dutch.count(self.days_left, "dag", "dagen")
        return f"Nog {days} tot het einde van de termijn op {dutch.long_date(self.deadline)}."

    @property
    def meaning(self) -> str:
        if self.has_passed:
            return "De afspraken zijn een groeimodel: partijen werken door, en de lat kan omhoog."
        return "Voor die dag zijn alle ambities ingevoerd die voor een partij gelden."


def term(edition: "Edition", *, today: date) -> Term:
    """This will tell how the edition stands on a day: a countdown, or after the term a growth model."""
    return Term(edition.deadline, (edition.deadline - today).days)


def check_can_declare(
    ambition: "Ambition",
    *,
    party: "Party",
    status: str,
    declared_on: date,
    valid_until: date,
    has_document: bool,
    today: date,
) -> None:
    """:raises CannotDeclare: if the ambition is not for this party, the dates cannot be, or the proof is missing"""
    if not ambition.applies_to_kind(party.kind):
        raise CannotDeclare(f"Ambitie {ambition.number} geldt niet voor een {party.kind}.")
    if declared_on > today:
        raise CannotDeclare("De dag waarop dit waar is, kan niet in de toekomst liggen.")
    if valid_until < today:
        raise CannotDeclare("De laatste dag van de verklaring is al voorbij.")
    if valid_until - declared_on > LONGEST_VALIDITY:
        raise CannotDeclare("Een verklaring geldt ten hoogste twee jaar. Kies een eerdere einddatum.")
    if status == "met" and not has_document and not ambition.computed:
        raise CannotDeclare("Voeg een document toe waaruit blijkt dat de ambitie is gehaald.")


def check_can_withdraw(declaration: "Declaration") -> None:
    """:raises CannotWithdraw: if it was withdrawn before"""
    if declaration.withdrawn_at is not None:
        raise CannotWithdraw("Deze verklaring is al ingetrokken.")


def check_can_set_norm(
    current: "Norm", *, target: Decimal, amber: Decimal | None, valid_from: date, reason: str, today: date
) -> None:
    """:raises CannotSetNorm: if the values cannot be, the reason is missing, or it would change the past"""
    if not reason.strip():
        raise CannotSetNorm("Geef een reden. Anderen lezen die bij de norm.")
    if current.kind in SHARES and not 0 <= target <= 1:
        raise CannotSetNorm("Een aandeel ligt tussen 0% en 100%.")
    if target < 0:
        raise CannotSetNorm("De norm kan niet onder nul liggen.")
    if amber is not None and amber > target:
        raise CannotSetNorm("De grens voor 'deels' kan niet boven de norm liggen.")
    if valid_from < today:
        raise CannotSetNorm("Een norm geldt vanaf vandaag of later. Zo blijft wat eerder is gemeten hetzelfde.")


def check_can_report(edition: "Edition", *, party: "Party | None", as_of: date, today: date) -> None:
    """:raises CannotReport: if the party made no promise, or the day cannot be reported on"""
    if party is not None and not party.is_signatory:
        raise CannotReport(f"{party.name} heeft geen eigen ambities.")
    if as_of > today:
        raise CannotReport("Over een dag in de toekomst kan nog geen rapportage worden gemaakt.")
    if as_of < edition.signed_on:
        raise CannotReport(f"De overeenkomst is getekend op {dutch.long_date(edition.signed_on)}. Kies een latere dag.")
