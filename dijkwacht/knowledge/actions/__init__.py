"""Writes of the knowledge room."""

from dijkwacht.knowledge.actions.routing import set_routes
from dijkwacht.knowledge.actions.rows import add_row, edit_row, restore_row, retire_row

__all__ = ["add_row", "edit_row", "restore_row", "retire_row", "set_routes"]
