"""The tables as the files that we load: what you export, another Dijkwacht can read."""

from typing import Any

import yaml

from dijkwacht.knowledge import permissions, versions
from dijkwacht.knowledge.kinds import Kind
from dijkwacht.knowledge.models import Indicator, Phenomenon, Route, Row
from dijkwacht.lib.access import Actor


def as_yaml(kind: Kind, *, actor: Actor) -> str:
    """This will write all rows of a kind that are in use, phenomena with their indicators and routing."""
    rows = permissions.rows_visible_to(actor, kind.model).filter(retired_on=None)
    content: dict[str, Any] = {"rows": [_row(each) for each in rows]}
    if kind.model is Phenomenon:
        _add_indicators(content["rows"], actor)
        content["routing"] = _routing()
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def _row(row: Row) -> dict[str, Any]:
    values = {name: value for name, value in versions.values_of(row).items() if value not in (None, "", [])}
    values = {name.removesuffix("_id"): value for name, value in values.items()}
    return {"code": row.code, **values}


def _add_indicators(rows: list[dict[str, Any]], actor: Actor) -> None:
    clues = list(permissions.rows_visible_to(actor, Indicator).filter(retired_on=None))
    for row in rows:
        mine = [_row(clue) for clue in clues if clue.phenomenon_id == row["code"]]
        row["indicators"] = [{name: each[name] for name in each if name != "phenomenon"} for each in mine]


def _routing() -> list[dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    for route in Route.objects.order_by("phenomenon__position", "position", "id"):
        table = tables.setdefault(route.phenomenon_id, {"phenomenon": route.phenomenon_id})
        table.setdefault(route.part, []).append(route.authority_id)
        table.update({"legal_basis": route.legal_basis_id, "note": route.note})
    return list(tables.values())
