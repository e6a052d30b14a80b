"""Reads: start from `permissions.visible_to`, return querysets or plain values."""

from dijkwacht.signals.queries.alike import Alike, alike, letters_of
from dijkwacht.signals.queries.choices import Choice, Choices, choices_of
from dijkwacht.signals.queries.detail import (
    Seen,
    assessors_for,
    check_weighable,
    decisions_with_names,
    seen_by,
    steps_of,
)
from dijkwacht.signals.queries.dossier import WHY_RELATED, Dossier, dossier_of, find
from dijkwacht.signals.queries.figures import Figures, figures
from dijkwacht.signals.queries.lists import (
    MOST_FOUND,
    CountUpTo,
    Found,
    filtered,
    found_signals,
    incoming_forwardings,
    open_source_checks,
    related_to,
    search,
)
from dijkwacht.signals.queries.point import announcements, reporting_point
from dijkwacht.signals.queries.receipts import ReceiptStatus, acknowledged_by, draft, receipt, receipts
from dijkwacht.signals.queries.routes import Proposal, proposals_for, recipients_for
from dijkwacht.signals.queries.work import WorkItem, number_of_work, work_of

__all__ = [
    "MOST_FOUND",
    "WHY_RELATED",
    "Alike",
    "Choice",
    "Choices",
    "CountUpTo",
    "Dossier",
    "Figures",
    "Found",
    "Proposal",
    "ReceiptStatus",
    "Seen",
    "WorkItem",
    "acknowledged_by",
    "alike",
    "announcements",
    "assessors_for",
    "check_weighable",
    "choices_of",
    "decisions_with_names",
    "dossier_of",
    "draft",
    "figures",
    "filtered",
    "find",
    "found_signals",
    "incoming_forwardings",
    "letters_of",
    "number_of_work",
    "open_source_checks",
    "proposals_for",
    "receipt",
    "receipts",
    "recipients_for",
    "related_to",
    "reporting_point",
    "search",
    "seen_by",
    "steps_of",
    "work_of",
]
