"""Writes: one function, one transaction: lock, permission, rule, save, audit."""

from dijkwacht.signals.actions.assigning import assign_assessor, hand_over, recuse, revoke_assignment
from dijkwacht.signals.actions.deciding import (
    acknowledge_signal,
    answer_decision,
    decide_signal,
    reopen_signal,
)
from dijkwacht.signals.actions.destroying import destroy_agreed, erase_reporters
from dijkwacht.signals.actions.drafting import (
    add_attachment,
    discard_draft,
    discard_old_drafts,
    open_draft,
    remove_attachment,
    save_draft,
)
from dijkwacht.signals.actions.forwarding import (
    confirm_forwarding,
    prepare_forwarding,
    receive_forwarding,
    remind_forwarding,
    return_forwarding,
    send_forwarding,
)
from dijkwacht.signals.actions.point import announce_point, update_point
from dijkwacht.signals.actions.reading import (
    open_attachment,
    open_incoming,
    open_letter,
    open_persons,
    open_reporter,
    open_signal,
    open_source_content,
    record_search,
)
from dijkwacht.signals.actions.reporting import Arrival, PersonGiven, Provided, Report, enter_signal, report_signal
from dijkwacht.signals.actions.researching import (
    check_source,
    record_content,
    record_hit,
    request_source,
)
from dijkwacht.signals.actions.telling import flag_late_forwardings, tell_people
from dijkwacht.signals.actions.tidying import merge_signal, split_signal, unmerge_signal
from dijkwacht.signals.actions.weighing import weigh_signal

__all__ = [
    "Arrival",
    "PersonGiven",
    "Provided",
    "Report",
    "acknowledge_signal",
    "add_attachment",
    "announce_point",
    "answer_decision",
    "assign_assessor",
    "check_source",
    "confirm_forwarding",
    "decide_signal",
    "destroy_agreed",
    "discard_draft",
    "discard_old_drafts",
    "enter_signal",
    "erase_reporters",
    "flag_late_forwardings",
    "hand_over",
    "merge_signal",
    "open_attachment",
    "open_draft",
    "open_incoming",
    "open_letter",
    "open_persons",
    "open_reporter",
    "open_signal",
    "open_source_content",
    "prepare_forwarding",
    "receive_forwarding",
    "record_content",
    "record_hit",
    "record_search",
    "recuse",
    "remind_forwarding",
    "remove_attachment",
    "reopen_signal",
    "report_signal",
    "request_source",
    "return_forwarding",
    "revoke_assignment",
    "save_draft",
    "send_forwarding",
    "split_signal",
    "tell_people",
    "unmerge_signal",
    "update_point",
    "weigh_signal",
]
