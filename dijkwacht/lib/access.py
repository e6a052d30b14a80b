"""
The access context: who acts, for which party, in which role.

Everything that touches the database happens inside `acting(...)`. It opens a transaction (or a savepoint)
and tells PostgreSQL who acts; row-level security does the rest. No context means no rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.db import connection, transaction


@dataclass(frozen=True, slots=True)
class Actor:
    """One person, working in one role for one party."""

    user_id: int | None
    name: str = ""
    party_id: int | None = None
    party_name: str = ""
    role: str | None = None
    membership_id: int | None = None
    permissions: frozenset[str] = frozenset()
    is_system: bool = False

    def can(self, permission: str) -> bool:
        return permission in self.permissions


ANONYMOUS = Actor(user_id=None)


@dataclass(frozen=True, slots=True)
class _Context:
    actor: Actor = ANONYMOUS
    now: datetime | None = None
    trace_id: str = ""
    origin: str = ""


_context: ContextVar[_Context] = ContextVar("access", default=_Context())  # noqa: B039  it is frozen


def current_actor() -> Actor:
    return _context.get().actor


def current_trace() -> str:
    """This will return the id that joins everything done in one request or job, empty outside a context."""
    return _context.get().trace_id


def current_origin() -> str:
    """This will return where the request came from: "web", "job:<name>" or "command:<name>"."""
    return _context.get().origin


@contextmanager
def acting(
    actor: Actor, *, now: datetime | None = None, trace_id: str | None = None, origin: str | None = None
) -> Iterator[Actor]:
    """
    This will run the block as `actor`, in one transaction, and restore the outer context afterwards.

    `now` moves the clock that the database uses for expiry of rights (for demo data and tests); trace and
    origin come from the outer context unless given.
    """
    outer = _context.get()
    inner = _Context(
        actor=actor,
        now=now or outer.now,
        trace_id=trace_id or outer.trace_id or uuid4().hex,
        origin=origin or outer.origin,
    )
    token = _context.set(inner)
    try:
        with transaction.atomic():
            _tell_database(inner)
            yield actor
        # A rolled back savepoint restores the settings by itself; a released one leaves them standing.
        if connection.in_atomic_block and not connection.needs_rollback:
            _tell_database(outer)
    finally:
        _context.reset(token)


def go_on_as(actor: Actor) -> None:
    """This will make `actor` the one who acts in the rest of the running context, without a savepoint of its own."""
    context = replace(_context.get(), actor=actor)
    _context.set(context)
    _tell_database(context)


def _tell_database(context: _Context) -> None:
    settings = [
        str(context.actor.user_id or ""),
        str(context.actor.party_id or ""),
        context.actor.role or "",
        context.now.isoformat() if context.now else "",
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.user', %s, true), set_config('app.party', %s, true),"
            " set_config('app.role', %s, true), set_config('app.now', %s, true)",
            settings,
        )
