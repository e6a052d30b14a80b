"""Suggestions for what to leave out of the text that others may read and find. A person decides; nothing is changed."""

from dijkwacht.reporting.suggestions.finding import LEFT_OUT, Finding, Piece, leave_out, pieces, suggest

__all__ = ["LEFT_OUT", "Finding", "Piece", "leave_out", "pieces", "suggest"]
