"""Writes: one function, one transaction: lock, permission, rule, save, audit."""

from dijkwacht.reporting.actions.drafts import Resumed, discard_draft, drop_old_drafts, resume_draft, save_draft
from dijkwacht.reporting.actions.mailbox import (
    answer,
    delete_report,
    files_of,
    open_mailbox,
    own_answers,
    read_messages,
    say,
)
from dijkwacht.reporting.actions.sending import keep_files, send_report

__all__ = [
    "Resumed",
    "answer",
    "delete_report",
    "discard_draft",
    "drop_old_drafts",
    "files_of",
    "keep_files",
    "open_mailbox",
    "own_answers",
    "read_messages",
    "resume_draft",
    "save_draft",
    "say",
    "send_report",
]
