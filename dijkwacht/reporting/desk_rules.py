"""What officers may do with a report now, whoever asks."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from dijkwacht.lib.workdays import add_workdays
from dijkwacht.reporting.models.report import Door, State, Way

if TYPE_CHECKING:
    from dijkwacht.reporting.models import IdentityRequest, Report

CONTENT_RETENTION = "public_report"
IDENTITY_RETENTION = "reporter_identity"
CONFIRM_TERM = "acknowledge_public"
GRANT_HOURS = 24
"""How long the asker can open a name after the custodian gave it."""

# How it came in, as the room signals calls it, and the rules that it falls under.
CHANNELS: dict[str, str] = {
    Door.SITE: "public",
    Door.PHONE: "phone",
    Door.PARTNER: "partner",
    Door.TIP_LINE: "tip_line",
    Door.POLICE: "police",
}


class Refused(Exception):
    """A rule of the desk was broken; the text tells the officer why."""


class CannotAsk(Refused):
    pass


class CannotEnter(Refused):
    pass


class CannotMask(Refused):
    pass


class CannotClose(Refused):
    pass


class CannotRequest(Refused):
    pass


class CannotGrant(Refused):
    pass


def is_open(report: "Report") -> bool:
    return report.state not in {State.CLOSED, State.DELETED}


def has_mailbox(report: "Report") -> bool:
    return report.mailbox is not None


def regime_of(report: "Report") -> str:
    """This will return the legal regime of the signal that a report becomes."""
    if report.door == Door.POLICE:
        return "wpg"
    return "avg" if report.way != Way.ANONYMOUS else "anonymous"


def due_on(report: "Report", *, days: int) -> date:
    """This will return the last working day to read a report and, with a reporter who is known, to confirm it."""
    return add_workdays(timezone.localdate(report.hour), days)


def check_can_ask(report: "Report", *, text: str) -> None:
    """:raises CannotAsk: if nobody can read it, or there is nothing to read"""
    if not has_mailbox(report):
        raise CannotAsk("Deze melding heeft geen postvak. De melder kan geen bericht lezen.")
    if not is_open(report):
        raise CannotAsk("Deze melding is afgesloten. U kunt de melder niets meer vragen.")
    if not text.strip():
        raise CannotAsk("Schrijf een bericht aan de melder.")


def check_can_enter(report: "Report") -> None:
    """:raises CannotEnter: if it already became a signal, or is over"""
    # The signal itself may be destroyed already.
    if report.signal_id is not None or report.state == State.ENTERED:
        raise CannotEnter("Van deze melding is al een signaal gemaakt.")
    if not is_open(report):
        raise CannotEnter("Deze melding is afgesloten.")


def check_can_mask(report: "Report", *, words: list[str]) -> None:
    """:raises CannotMask: if there is nothing to take out, or nothing to take it out of"""
    if report.state == State.DELETED:
        raise CannotMask("De inhoud van deze melding is vernietigd.")
    if not any(word.strip() for word in words):
        raise CannotMask("Kies of typ welke woorden u wilt afschermen.")


def check_can_close(report: "Report") -> None:
    """:raises CannotClose: if it is over already"""
    if not is_open(report):
        raise CannotClose("Deze melding is al afgesloten.")


def check_can_request(report: "Report", *, waiting: bool) -> None:
    """:raises CannotRequest: if there is no name to ask for, or it was asked for already"""
    if report.way != Way.CONFIDENTIAL:
        raise CannotRequest("Alleen van een vertrouwelijke melding bewaart de bewaarder de naam.")
    if report.identity is None:
        raise CannotRequest("De naam van deze melder is gewist.")
    if waiting:
        raise CannotRequest("U hebt deze naam al gevraagd. De bewaarder moet nog antwoorden.")


def check_can_answer(request: "IdentityRequest", *, by: int | None) -> None:
    """:raises CannotGrant: if it was answered, or somebody would answer herself"""
    if request.granted is not None:
        raise CannotGrant("Op dit verzoek is al geantwoord.")
    if request.asked_by_id == by:
        raise CannotGrant("U vroeg dit zelf. Een ander moet antwoorden.")


def check_can_open_name(request: "IdentityRequest", *, by: int | None, now: datetime) -> None:
    """:raises CannotGrant: if it was not given to her, or too long ago"""
    if not request.granted or request.asked_by_id != by or request.sealed_for_asker is None:
        raise CannotGrant("De bewaarder gaf u deze naam niet.")
    if request.expires_at is not None and request.expires_at <= now:
        raise CannotGrant("De tijd om deze naam te bekijken is voorbij. Vraag het zo nodig opnieuw.")
