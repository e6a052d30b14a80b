"""The price of need-to-know: through the application under row-level security, against plain SQL as the owner."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from benchmarks import rows
from dijkwacht.lib.access import Actor, acting
from dijkwacht.parties.access import actor_for
from dijkwacht.signals import permissions, queries
from dijkwacht.signals.models import Signal
from dijkwacht.signals.queries import lists

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 15


@contextmanager
def as_owner() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        try:
            yield
        finally:
            cursor.execute(f"set role {settings.DATABASE_APP_ROLE}")


@contextmanager
def connected() -> Iterator[None]:
    """The connection of this process, logged in as owner, working as the application."""
    with connection.cursor() as cursor:
        cursor.execute(f"set role {settings.DATABASE_APP_ROLE}")
    yield
    connection.close()


def milliseconds(what: Callable[[], Any]) -> float:
    """This will return the median time of a read, in milliseconds, after a warm-up."""
    what()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        what()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _plain(actor: Actor) -> Any:
    """The same rows with the WHERE that a careful person would write by hand."""
    return (
        Signal.objects.filter(party_id=actor.party_id)
        .select_related("phenomenon", "handler")
        .only(*lists._LIST_FIELDS)
        .order_by("-received_at", "-id")
    )


def reads(actor: Actor) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """This will return each read twice: as users get it, and as plain SQL."""
    number = str(_plain(actor).values_list("number", flat=True)[5])
    code = _plain(actor).exclude(phenomenon=None)[0].phenomenon_id
    one = Signal.objects.get(number=number, party_id=actor.party_id)
    late = date(2026, 11, 20)
    return {
        "list": (lambda: list(queries.filtered(actor)[:50]), lambda: list(_plain(actor)[:50])),
        "list by phenomenon": (
            lambda: list(queries.filtered(actor, phenomenon=code)[:50]),
            lambda: list(_plain(actor).filter(phenomenon_id=code)[:50]),
        ),
        "list of what is late": (
            lambda: list(queries.filtered(actor, phase="open", late=True, today=late)[:50]),
            lambda: list(_plain(actor).filter(phase__in=lists.UNFINISHED).filter(due_on__lt=late)[:50]),
        ),
        "search, rare word": (lambda: _found(actor, rows.RARE), lambda: _plain_found(actor, rows.RARE)),
        "search, common word": (lambda: _found(actor, rows.COMMON), lambda: _plain_found(actor, rows.COMMON)),
        "detail": (
            lambda: permissions.visible_to(actor).get(number=number),
            lambda: Signal.objects.get(number=number, party_id=actor.party_id),
        ),
        "look-alikes": (lambda: queries.related_to(one, actor=actor), lambda: queries.related_to(one, actor=actor)),
    }


def _found(actor: Actor, words: str) -> Any:
    return list(queries.filtered(actor).filter(pk__in=queries.search(words, actor=actor)[:50]))


def _plain_found(actor: Actor, words: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from signals_signal where search @@ websearch_to_tsquery('dutch', %s) and party_id = %s"
            " order by received_at desc, id desc limit %s",
            [words, actor.party_id, lists.MOST_FOUND],
        )
        return list(_plain(actor).filter(pk__in=[row[0] for row in cursor.fetchall()][:50]))


def measure(say: Callable[[str], None], sizes: tuple[int, ...] = SIZES) -> dict[int, dict[str, tuple[float, float]]]:
    """This will return, per size and read, (under row-level security, plain SQL) in milliseconds."""
    found: dict[int, dict[str, tuple[float, float]]] = {}
    actor = _handler()
    for size in sizes:
        say(f"filling up to {size} signals ...")
        with as_owner():
            rows.fill(size)
        with acting(actor):
            pairs = reads(actor)
            found[size] = {name: (milliseconds(users), _as_owner(plain)) for name, (users, plain) in pairs.items()}
    return found


def _as_owner(what: Callable[[], Any]) -> float:
    with as_owner():
        return milliseconds(what)


def _handler() -> Actor:
    from dijkwacht.parties.models import Membership

    with as_owner():
        membership = Membership.objects.select_related("user", "party").filter(role="intake_officer").first()
    if membership is None:
        raise SystemExit("no demo data")
    return actor_for(membership)
