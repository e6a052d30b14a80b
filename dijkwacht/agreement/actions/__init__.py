"""Writes: one function, one transaction, one line in the log."""

from dijkwacht.agreement.actions.declaring import declare_status, open_document, withdraw_declaration
from dijkwacht.agreement.actions.norms import set_norm
from dijkwacht.agreement.actions.reporting import make_report, open_report

__all__ = [
    "declare_status",
    "make_report",
    "open_document",
    "open_report",
    "set_norm",
    "withdraw_declaration",
]
