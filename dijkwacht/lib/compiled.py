"""
Queries that are written in Django's words once, and then only filled in.

Building SQL from a queryset costs some ten times what PostgreSQL needs to answer it. A compiled query builds it
the first time it is asked, with slots in the place of values; later it fills the slots, so the database sees one
statement again and again, which it prepares.

    _PARTS = Compiled(lambda: Part.objects.filter(whole_id=slot("whole")).select_related("maker"))
    parts = _PARTS(whole=whole.pk)

With `actor=`, the maker gets an actor of the same rights whose ids are slots, so that the same `visible_to`
serves both worlds. What changes the shape of the query is given by position.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, Model, QuerySet, Value

from dijkwacht.lib.access import Actor

M = TypeVar("M", bound=Model)
_MOST_SHAPES = 500


class _Slot(Value):
    """The place of a value in a compiled query."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def get_source_expressions(self) -> list[Any]:
        return []


def slot(name: str) -> Any:
    """This will return what stands for a value that is given when the query is asked."""
    return _Slot(name)


class _Among(Func):
    template, arg_joiner = "%(expressions)s)", " = any("
    output_field = BooleanField()


def among(field: str, name: str) -> Func:
    """This will return the condition that a field is one of a list that is given when the query is asked."""
    return _Among(F(field), slot(name))


class Compiled(Generic[M]):
    """A query of which only the values change; asking it gives a list. `make` may take what changes its shape."""

    def __init__(self, make: Callable[..., QuerySet[M]]) -> None:
        self.make = make
        self.ready: dict[Hashable, _Ready] = {}

    def __call__(self, *shape: Hashable, actor: Actor | None = None, **values: Any) -> list[M]:
        return self._compiled(shape, actor).ask(values | _known(actor))

    def first(self, *shape: Hashable, actor: Actor | None = None, **values: Any) -> M | None:
        """This will return the first row, or None."""
        return next(iter(self(*shape, actor=actor, **values)), None)

    def count(self, *shape: Hashable, actor: Actor | None = None, **values: Any) -> int:
        """This will return how many rows there are."""
        return self._compiled(shape, actor).count(values | _known(actor))

    def _compiled(self, shape: tuple[Hashable, ...], actor: Actor | None) -> "_Ready":
        key = (shape, actor.permissions if actor else None)
        if key not in self.ready:
            if len(self.ready) >= _MOST_SHAPES:
                self.ready.clear()
            self.ready[key] = _Ready(self.make(*_blank(actor), *shape))
        return self.ready[key]


def _known(actor: Actor | None) -> dict[str, Any]:
    return {"actor_user": actor.user_id, "actor_party": actor.party_id} if actor else {}


def _blank(actor: Actor | None) -> Sequence[Actor]:
    return [replace(actor, user_id=slot("actor_user"), party_id=slot("actor_party"))] if actor else []


class _Ready:
    """The SQL of a queryset, with what Django knows about turning its rows into objects."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.db = queryset.db
        self.objects: Any = queryset._iterable_class
        self.compiler = queryset.query.get_compiler(self.db)
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.parameters = "", ()

    def ask(self, values: dict[str, Any]) -> list[Any]:
        rows = self._fetch(self.sql, values) if self.sql else []
        return list(self.objects(_Answer(self, rows))) if rows else []

    def count(self, values: dict[str, Any]) -> int:
        if not self.sql:
            return 0
        return int(self._fetch(f"select count(*) from ({self.sql}) as found", values)[0][0])  # noqa: S608 - Django's

    def _fetch(self, sql: str, values: dict[str, Any]) -> list[Any]:
        given = [values[each.value] if isinstance(each, _Slot) else each for each in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            rows: list[Any] = cursor.fetchall()
        return rows


class _Answer:
    """Plays the queryset, its query and its compiler, to which the answer has already come."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, ready: _Ready, rows: list[Any]) -> None:
        self.db, self.compiler, self.rows = ready.db, ready.compiler, rows
        self.query = self

    def get_compiler(self, *_: Any, **__: Any) -> "_Answer":
        return self

    def execute_sql(self, **_: Any) -> list[list[Any]]:
        return [self.rows]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compiler, name)
