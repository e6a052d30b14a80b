"""Values of reference data as people read them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from dijkwacht.knowledge.kinds import OBJECTS, Kind, kind_of
from dijkwacht.knowledge.models import Indicator, Instrument, LegalBasis, RetentionTerm, Row, ServiceTerm
from dijkwacht.lib import dutch

_UNITS = {
    "D": ("dag", "dagen"),
    "W": ("week", "weken"),
    "M": ("maand", "maanden"),
    "Y": ("jaar", "jaar"),
}


def duration(code: str) -> str:
    """This will write "4 weken" for P4W."""
    return dutch.count(int(code[1:-1]), *_UNITS[code[-1]]) if code else ""


def label_of(kind: Kind, name: str) -> str:
    """This will return how a page calls a field, such as "hoe te bereiken"."""
    return str(_field(kind, name).verbose_name)


def shown(kind: Kind, name: str, value: Any, names: Mapping[str, str]) -> str:
    """This will write one value; `names` has the names of the rows that it may point at, by code."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(OBJECTS.get(each) or names.get(each, each) for each in value)
    field = _field(kind, name)
    if isinstance(field, models.DateField):
        return dutch.long_date(value if isinstance(value, date) else date.fromisoformat(value))
    if name in ("duration", "extension"):
        return duration(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return names.get(value, value) if isinstance(field, models.ForeignKey) else str(value)


def _field(kind: Kind, name: str) -> "models.Field[Any, Any]":
    return next(each for each in kind.model._meta.fields if name in (each.name, each.attname))


def gist(row: Row) -> str:
    """This will say in one line what a row is about."""
    match row:
        case Indicator():
            return row.phenomenon.name
        case Instrument():
            return " · ".join(filter(None, [f"{row.law} {row.article}".strip(), row.get_track_display(), row.used_by]))
        case LegalBasis():
            return f"{row.article}. {row.allows}"
        case RetentionTerm():
            return f"{duration(row.duration)} vanaf: {row.starts_at}"
        case ServiceTerm():
            return dutch.count(row.days, *(("werkdag", "werkdagen") if row.working else ("dag", "dagen")))
    return str(getattr(row, kind_of(row).summary))
