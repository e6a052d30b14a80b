"""What the reporter sees of her own reports: that she reported, and how far it is. Never what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor
from dijkwacht.signals import permissions, rules
from dijkwacht.signals.models import Draft, Phase, Receipt

PUBLIC_STATUS = {
    "received": "ontvangen",
    "acknowledged": "ontvangst bevestigd",
    "open": "in behandeling",
    "closed": "afgerond",
}
_MARKS = {"received": "new", "acknowledged": "done", "open": "partly", "closed": "plain"}


@dataclass(frozen=True, slots=True)
class ReceiptStatus:
    """A receipt with the only thing a reporter is told."""

    number: str
    label: str
    party: str
    submitted_at: datetime
    confidential: bool
    status: str
    acknowledged_at: datetime | None

    @property
    def words(self) -> str:
        return PUBLIC_STATUS[self.status]

    @property
    def mark(self) -> str:
        """The tag of the gallery that goes with the status."""
        return _MARKS[self.status]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The path as a reporter sees it, for the steps component."""
        here = list(PUBLIC_STATUS).index(self.status)
        states = ["done"] * here + ["now"] + ["next"] * (len(PUBLIC_STATUS) - here - 1)
        return [
            {"label": words.capitalize(), "state": state, "text": ""}
            for words, state in zip(PUBLIC_STATUS.values(), states, strict=True)
        ]


def receipts(actor: Actor) -> list[ReceiptStatus]:
    """This will return the receipts of the reporter with their public status, newest first."""
    return _with_status(permissions.receipts_of(actor).select_related("party"))


def receipt(actor: Actor, number: str) -> ReceiptStatus | None:
    """This will return one receipt of the reporter, None if it is not hers."""
    found = _with_status(permissions.receipts_of(actor).select_related("party").filter(number=number))
    return found[0] if found else None


def _with_status(found: Any) -> list[ReceiptStatus]:
    with connection.cursor() as cursor:
        cursor.execute("select signal_id, status, acknowledged_at from signals_public_status()")
        status: dict[UUID, Any] = {row[0]: row[1:] for row in cursor.fetchall()}
    return [_seen(each, *status[each.signal_id]) for each in found]


def _seen(receipt: Receipt, status: str, acknowledged_at: datetime | None) -> ReceiptStatus:
    return ReceiptStatus(
        receipt.number,
        receipt.label,
        receipt.party.name,
        receipt.submitted_at,
        receipt.confidential,
        status,
        acknowledged_at,
    )


def acknowledged_by(submitted_at: datetime) -> date | None:
    """This will return the last day on which the reporter hears that her report was read."""
    return rules.due_on(Phase.RECEIVED, since=timezone.localdate(submitted_at), terms=knowledge.service_terms())


def draft(actor: Actor, *, is_entry: bool) -> Draft | None:
    """This will return what the reporter wrote last and did not send."""
    return permissions.drafts_of(actor).filter(is_entry=is_entry).first()
