"""Writes of the audit room."""

from dijkwacht.audit.actions.months import destroy_agreed_months, start_month_terms
from dijkwacht.audit.actions.recording import record
from dijkwacht.audit.actions.retention import (
    agree,
    bury,
    extend,
    hold,
    propose,
    propose_due,
    release,
    schedule,
    withdraw,
)
from dijkwacht.audit.actions.sealing import check_log, make_partitions, seal_events, write_missing_seals
from dijkwacht.audit.actions.thresholds import set_thresholds

__all__ = [
    "agree",
    "bury",
    "check_log",
    "destroy_agreed_months",
    "extend",
    "hold",
    "make_partitions",
    "propose",
    "propose_due",
    "record",
    "release",
    "schedule",
    "seal_events",
    "set_thresholds",
    "start_month_terms",
    "withdraw",
    "write_missing_seals",
]
