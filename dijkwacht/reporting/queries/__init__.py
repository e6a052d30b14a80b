"""Reads of the reporting room."""

from dijkwacht.reporting.queries.keeping import VaultState, control_words, purpose_of, vault, vaults
from dijkwacht.reporting.queries.keys import live_key, live_keys, ways_open

__all__ = [
    "VaultState",
    "control_words",
    "live_key",
    "live_keys",
    "purpose_of",
    "vault",
    "vaults",
    "ways_open",
]
