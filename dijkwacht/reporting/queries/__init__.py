"""Reads of the reporting room."""

from dijkwacht.reporting.queries.keys import live_key, live_keys, ways_open

__all__ = ["live_key", "live_keys", "ways_open"]
