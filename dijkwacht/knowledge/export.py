"""
The tables as the files that we load.

What you export is a file of `data/`, letter for letter as long as nobody changed a row: another Dijkwacht can read
it, and a change by a manager can become part of our own files.
"""

from typing import Any, cast

import yaml
from django.db import models

from dijkwacht.knowledge import permissions, queries
from dijkwacht.knowledge.kinds import ALWAYS, BY_KEY, Kind, kind_of
from dijkwacht.knowledge.models import Indicator, Row
from dijkwacht.lib.access import Actor

NOTE = "Een regel zonder `verified: true` is nog niet nagekeken door een jurist of deskundige; de pagina's tonen dat."
ABOUT_ROUTING = "Per fenomeen: wie de leiding heeft, wie bericht krijgt en wie alleen met toestemming."


def file_of(kind: Kind) -> Kind:
    """This will return the kind whose file has these rows: indicators stand in the file of their phenomena."""
    return BY_KEY["phenomenon"] if kind.model is Indicator else kind


def as_yaml(kind: Kind, *, actor: Actor) -> str:
    """This will write the file of a kind, with the rows in use."""
    rows = [_row(each) for each in permissions.rows_visible_to(actor, kind.model).filter(queries.in_use())]
    if kind.key == "phenomenon":
        _add_indicators(rows, actor)
    return _file(kind.file, kind.about, rows)


def routing_as_yaml(*, actor: Actor) -> str:
    """This will write the file of the routing table."""
    return _file("routing", ABOUT_ROUTING, [_table(each) for each in queries.routing_table(actor=actor)])


def _row(row: Row) -> dict[str, Any]:
    """Empty values are left out, as in the files; a date stays a date."""
    columns = {name: cast("models.Field[Any, Any]", row._meta.get_field(name)) for name in kind_of(row).fields}
    values = {name: getattr(row, each.attname) for name, each in columns.items()}
    kept = {name: value for name, value in values.items() if value not in (None, "", [])}
    if not row.verified:
        del kept["verified"]
    return {"code": row.code, **kept}


def _add_indicators(rows: list[dict[str, Any]], actor: Actor) -> None:
    clues = list(permissions.rows_visible_to(actor, Indicator).filter(queries.in_use()))
    for row in rows:
        mine = [_row(clue) for clue in clues if clue.phenomenon_id == row["code"]]
        shown = ("code", "name", *ALWAYS)
        row["indicators"] = [_OneLine((name, each[name]) for name in shown if name in each) for each in mine]


def _table(table: queries.RoutingTable) -> dict[str, Any]:
    parts = {name: [each.code for each in table.parts[name]] for name in ("lead", "informed", "consent")}
    basis = {"legal_basis": table.legal_basis.code} if table.legal_basis else {}
    note = {"note": table.note} if table.note else {}
    return {"phenomenon": table.phenomenon.code, **parts, **basis, **note}


class _OneLine(dict[str, Any]):
    """A mapping on one line: `{code: x, name: y}`."""


class _Dumper(yaml.SafeDumper):
    """Lists and indicators on one line, everything else under each other; rows with a blank line between them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _list(dumper: yaml.SafeDumper, data: list[Any]) -> yaml.Node:
    codes = all(isinstance(each, str) for each in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=codes)


_Dumper.add_representer(list, _list)
_Dumper.add_representer(
    _OneLine, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


def _file(name: str, about: str, rows: list[dict[str, Any]]) -> str:
    content = {"about": about, "note": NOTE, "rows": rows}
    text = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=112)
    first, *others = text.split("\n  - ")
    return f"# yaml-language-server: $schema=schemas/{name}.json\n" + "\n  - ".join([first, "\n\n  - ".join(others)])
