"""What may happen to a report and a mailbox now, whoever asks. Those of the vault stand in `vault_rules`."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dijkwacht.reporting.models.report import State, Way

if TYPE_CHECKING:
    from dijkwacht.reporting.models import Report

MOST_CHARACTERS = 100_000


class CannotSend(Exception):
    """The text tells the reporter why."""


class CannotAnswer(Exception):
    """The text tells the reporter why."""


def hour_of(now: datetime) -> datetime:
    """This will round down to the whole hour: nothing of a reporter is kept finer."""
    return timezone.localtime(now).replace(minute=0, second=0, microsecond=0)


def check_identity(way: str, identity: Mapping[str, Any] | None) -> None:
    """:raises CannotSend: if an anonymous report has a name, or another has none"""
    if way == Way.ANONYMOUS and identity is not None:
        raise CannotSend("Een anonieme melding heeft geen naam.")
    if way != Way.ANONYMOUS and not identity:
        raise CannotSend("Vul in wie u bent, of meld anoniem.")


def check_can_answer(report: "Report", *, text: str, files: int) -> None:
    """:raises CannotAnswer: if there is nothing in it, it is too long, or the report is closed"""
    if report.state in {State.CLOSED, State.DELETED}:
        raise CannotAnswer("Deze melding is afgesloten. U kunt er niets meer aan toevoegen.")
    if not text.strip() and not files:
        raise CannotAnswer("Schrijf een antwoord of voeg een bestand toe.")
    if len(text) > MOST_CHARACTERS:
        raise CannotAnswer("Uw antwoord is te lang. Het mag 100.000 tekens zijn. Een langere tekst kan als bestand.")
