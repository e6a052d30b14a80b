"""Reads: start from `permissions.visible_to`, return querysets or plain values."""

from dijkwacht.signals.queries.choices import Choice, Choices, choices_of
from dijkwacht.signals.queries.detail import Seen, decisions_with_names, seen_by, steps_of
from dijkwacht.signals.queries.dossier import WHY_RELATED, Dossier, dossier_of, dossiers
from dijkwacht.signals.queries.figures import Figures, figures
from dijkwacht.signals.queries.lists import (
    CountUpTo,
    count_up_to,
    filtered,
    incoming_forwardings,
    open_source_checks,
    related_to,
    search,
)
from dijkwacht.signals.queries.receipts import ReceiptStatus, acknowledged_by, draft, receipt, receipts
from dijkwacht.signals.queries.work import WorkItem, work_of

__all__ = [
    "WHY_RELATED",
    "Choice",
    "Choices",
    "CountUpTo",
    "Dossier",
    "Figures",
    "ReceiptStatus",
    "Seen",
    "WorkItem",
    "acknowledged_by",
    "choices_of",
    "count_up_to",
    "decisions_with_names",
    "dossier_of",
    "dossiers",
    "draft",
    "figures",
    "filtered",
    "incoming_forwardings",
    "open_source_checks",
    "receipt",
    "receipts",
    "related_to",
    "search",
    "seen_by",
    "steps_of",
    "work_of",
]
