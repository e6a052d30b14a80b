"""Signals and all that hangs on them."""

from dijkwacht.signals.models.access import Assignment, Recusal
from dijkwacht.signals.models.content import Attachment, Draft, Person, Receipt
from dijkwacht.signals.models.point import Announcement, ReportingPoint
from dijkwacht.signals.models.signal import Channel, ObjectKind, Outcome, Phase, Signal
from dijkwacht.signals.models.steps import Decision, Forwarding, SourceRequest, Weighing

__all__ = [
    "Announcement",
    "Assignment",
    "Attachment",
    "Channel",
    "Decision",
    "Draft",
    "Forwarding",
    "ObjectKind",
    "Outcome",
    "Person",
    "Phase",
    "Receipt",
    "Recusal",
    "ReportingPoint",
    "Signal",
    "SourceRequest",
    "Weighing",
]
