"""The price of need-to-know: through the application under row-level security, against plain SQL as the owner."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from benchmarks import rows
from dijkwacht.lib.access import Actor, acting
from dijkwacht.lib.compiled import Compiled, among, slot
from dijkwacht.parties.access import actor_for
from dijkwacht.signals import queries
from dijkwacht.signals.models import Signal
from dijkwacht.signals.queries import dossier, lists

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 41


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


def _plain(*conditions: Q) -> QuerySet[Signal]:
    """The same rows with the WHERE that a careful person would write by hand."""
    found = Signal.objects.filter(*conditions, party_id=slot("party"))
    return found.select_related("phenomenon", "handler").only(*lists._LIST_FIELDS).order_by("-received_at", "-id")


LIST = Compiled(lambda: _plain()[:50])
BY_PHENOMENON = Compiled(lambda: _plain(Q(phenomenon_id=slot("phenomenon")))[:50])
LATE = Compiled(lambda: _plain(Q(phase__in=lists.UNFINISHED, due_on__lt=slot("today"))).order_by("due_on", "id")[:50])
BY_ID = Compiled(lambda: _plain(among("id", "ids")))
DETAIL = Compiled(lambda: dossier.with_dossier(Signal.objects.filter(party_id=slot("party"), number=slot("number"))))
RELATED = Compiled(lambda reasons, most: lists._of_reasons(Signal.objects.all(), reasons, most))


def reads(actor: Actor) -> dict[str, tuple[Callable[[], Any], Callable[[], Any]]]:
    """This will return each read twice: as users get it, and as plain SQL. Both are compiled and prepared."""
    party = actor.party_id
    some = queries.filtered(actor, channel="internal", until=date(2026, 11, 15))[:50]
    number, code, late = some[5].number, some[5].phenomenon_id, date(2026, 11, 20)
    one = queries.find(number, actor=actor)
    return {
        "list": (lambda: queries.filtered(actor)[:50], lambda: LIST(party=party)),
        "list by phenomenon": (
            lambda: queries.filtered(actor, phenomenon=code)[:50],
            lambda: BY_PHENOMENON(party=party, phenomenon=code),
        ),
        "list of what is late": (
            lambda: queries.filtered(actor, phase="open", late=True, today=late)[:50],
            lambda: LATE(party=party, today=late),
        ),
        "search, rare word": (lambda: _found(actor, rows.RARE), lambda: _plain_found(actor, rows.RARE)),
        "search, common word": (lambda: _found(actor, rows.COMMON), lambda: _plain_found(actor, rows.COMMON)),
        "detail": (lambda: queries.find(number, actor=actor), lambda: DETAIL(party=party, number=number)),
        "look-alikes": (lambda: queries.related_to(one, actor=actor), lambda: _plain_related(one)),
    }


def _found(actor: Actor, words: str) -> Any:
    return queries.found_signals(queries.search(words, actor=actor)[:50], actor=actor)


def _plain_found(actor: Actor, words: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id from signals_signal where search @@ websearch_to_tsquery('dutch', %s) and party_id = %s"
            " order by received_at desc, id desc limit %s",
            [words, actor.party_id, lists.MOST_FOUND],
        )
        return BY_ID(party=actor.party_id, ids=[row[0] for row in cursor.fetchall()][:50])


def _plain_related(one: Signal) -> list[Signal]:
    return RELATED(lists.reasons_of(one), 6, **lists.around(one))


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
