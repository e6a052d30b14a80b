"""Reads: start from `permissions.visible_to`, return querysets or plain values."""

from dijkwacht.signals.queries.detail import Seen, decisions_with_names, seen_by, steps_of
from dijkwacht.signals.queries.figures import Figures, figures
from dijkwacht.signals.queries.lists import (
    CountUpTo,
    count_up_to,
    filtered,
    incoming_forwardings,
    open_source_checks,
    receipts,
    related_to,
    search,
)
from dijkwacht.signals.queries.work import WorkItem, work_of

__all__ = [
    "CountUpTo",
    "Figures",
    "Seen",
    "WorkItem",
    "count_up_to",
    "decisions_with_names",
    "figures",
    "filtered",
    "incoming_forwardings",
    "open_source_checks",
    "receipts",
    "related_to",
    "search",
    "seen_by",
    "steps_of",
    "work_of",
]
