"""Reads of the reporting room."""

from dijkwacht.reporting.queries.desk import (
    WorkItem,
    confirm_days,
    counts,
    desk,
    names_asked,
    report_of_signal,
    row_of,
    talk_of,
    work_of,
)
from dijkwacht.reporting.queries.doors import Campaign, LinkShown, campaigns, own_links, own_signs, partner_links
from dijkwacht.reporting.queries.keeping import (
    VaultState,
    control_words,
    holders_here,
    live_holders,
    purpose_of,
    rewraps,
    vault,
    vaults,
)
from dijkwacht.reporting.queries.keeping_work import vault_work
from dijkwacht.reporting.queries.keys import live_key, live_keys, ways_open

__all__ = [
    "Campaign",
    "LinkShown",
    "VaultState",
    "WorkItem",
    "campaigns",
    "confirm_days",
    "control_words",
    "counts",
    "desk",
    "holders_here",
    "live_holders",
    "live_key",
    "live_keys",
    "names_asked",
    "own_links",
    "own_signs",
    "partner_links",
    "purpose_of",
    "report_of_signal",
    "rewraps",
    "row_of",
    "talk_of",
    "vault",
    "vault_work",
    "vaults",
    "ways_open",
    "work_of",
]
