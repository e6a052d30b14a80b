"""Declarations, figures and a board, made by the people who may."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from dijkwacht.agreement import actions, queries
from dijkwacht.agreement.checks.result import Bar
from dijkwacht.lib.access import acting
from dijkwacht.lib.files import CleanFile
from dijkwacht.signals.queries import Figures

POLICY = CleanFile("beleid.pdf", "application/pdf", b"%PDF-1.7 beleid", [])
TODAY = date(2026, 11, 17)


@pytest.fixture
def ambition(db):
    """`ambition("2.2")` is an ambition of the edition of 2024."""
    return lambda number: queries.edition_on(TODAY).ambitions.get(number=number)


@pytest.fixture
def act(now):
    """`act(actor, actions.withdraw_declaration, declaration, ...)` does one thing as that person."""

    def do(actor, action, *args, at=None, **given):
        with acting(actor, now=at or now):
            return action(*args, **given, actor=actor, now=at or now)

    return do


@pytest.fixture
def declared(act, ambition, policy_adviser, emmen, now):
    """`declared("1.5", "partly")` is a declaration of Emmen, made now or `at` another moment."""

    def declare(number="1.5", status="met", *, by=None, party=None, at=None, days=365, **given):
        day = timezone.localdate(at or now)
        given.setdefault("document", POLICY if status == "met" else None)
        return act(
            by or policy_adviser,
            actions.declare_status,
            ambition(number),
            party=party or emmen,
            status=status,
            statement="Vastgesteld door het college.",
            declared_on=given.pop("declared_on", day),
            valid_until=given.pop("valid_until", day + timedelta(days=days)),
            at=at,
            **given,
        )

    return declare


@pytest.fixture
def board(now):
    """`board(actor)` is what she sees of all cells today, or on another day."""

    def look(actor, *, as_of=TODAY, **given):
        with acting(actor, now=now):
            return queries.board(as_of=as_of, actor=actor, **given)

    return look


def figures(**changes):
    """The figures of a party for which everything goes well, with changes."""
    fine = {
        "party_id": 1, "received": 40, "acknowledgements_due": 40, "acknowledged_in_time": 40, "elsewhere_due": 20,
        "elsewhere_done": 20, "forwardings": 15, "forwardings_complete": 15, "assessed_due": 30,
        "assessed_in_time": 30, "decisions": 60, "decisions_complete": 60, "point_active": True,
        "point_has_owner": True, "point_has_deputy": True, "point_published_on": date(2024, 9, 1),
        "point_confidential": True, "announcements": 2, "last_announcement_on": TODAY - timedelta(days=34),
    }  # fmt: skip
    return Figures(**(fine | changes))


def bar(kind="ratio", *, target="0.95", amber="0.80", days=None):
    return Bar("code", "Titel", kind, Decimal(target), amber and Decimal(amber), days)
