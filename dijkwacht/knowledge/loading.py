"""From our own files to the tables. Runs as owner, any number of times; an edited row is left alone and reported."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.db import models, transaction

from dijkwacht.knowledge.models import (
    Authority,
    Indicator,
    InformationSource,
    Instrument,
    LegalBasis,
    Phenomenon,
    Regime,
    RetentionTerm,
    Route,
    Row,
    ServiceTerm,
)

DATA = Path(__file__).parent / "data"
FILES: list[tuple[str, type[Row]]] = [
    ("regimes", Regime),
    ("legal_bases", LegalBasis),
    ("instruments", Instrument),
    ("phenomena", Phenomenon),
    ("authorities", Authority),
    ("sources", InformationSource),
    ("retention", RetentionTerm),
    ("terms", ServiceTerm),
]


@transaction.atomic
def load_all() -> list[str]:
    """This will load every file and return a line for each row that differs from an edited one."""
    report: list[str] = []
    for name, model in FILES:
        for position, row in enumerate(read_rows(name)):
            report += _load_row(model, row, position)
    _load_routes()
    return report


def read_rows(name: str) -> Iterator[dict[str, Any]]:
    path = DATA / f"{name}.yaml"
    if path.exists():
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["rows"]


def _load_row(model: type[Row], row: dict[str, Any], position: int) -> list[str]:
    clues = row.pop("indicators", [])
    found = model._default_manager.filter(code=row["code"]).first()
    if found is not None and found.edited:
        return [f"{model._meta.model_name} {found.code} is door een beheerder gewijzigd en blijft zo"]
    values = {_column(model, key): value for key, value in row.items() if key != "code"}
    model._default_manager.update_or_create(code=row["code"], defaults={**values, "position": position})
    report: list[str] = []
    for nth, clue in enumerate(clues):
        report += _load_row(Indicator, {**clue, "phenomenon": row["code"]}, nth)
    return report


def _column(model: type[models.Model], key: str) -> str:
    field = model._meta.get_field(key)
    return str(getattr(field, "attname", key))


def _load_routes() -> None:
    for row in read_rows("routing"):
        for part in Route.Part.values:
            for position, authority in enumerate(row.get(part, [])):
                Route.objects.update_or_create(
                    phenomenon_id=row["phenomenon"],
                    authority_id=authority,
                    defaults={
                        "part": part,
                        "legal_basis_id": row.get("legal_basis"),
                        "note": row.get("note", ""),
                        "position": position + 100 * Route.Part.values.index(part),
                    },
                )
