"""The pages of the knowledge room."""

from dijkwacht.knowledge.views.changing import add, edit, restore, retire
from dijkwacht.knowledge.views.reading import editions, export, overview, row, rows
from dijkwacht.knowledge.views.routes import routes, routes_export
from dijkwacht.knowledge.views.routing import routing

__all__ = [
    "add",
    "edit",
    "editions",
    "export",
    "overview",
    "restore",
    "retire",
    "routes",
    "routes_export",
    "routing",
    "row",
    "rows",
]
