"""
How many reports a party can take in an hour, and who is next when there are more.

Counted in the memory of the process: no row of the database says when somebody came. Each report moves the moment on
which the next one may come (the "generic cell rate algorithm"); whoever is too early gets a ticket with her turn.
"""

import math
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from threading import Lock

from django.core import signing

HOUR = 3600.0
_SALT = "reporting.ticket"
_MOST_REMEMBERED = 10_000

_lock = Lock()
_next: dict[int, float] = {}
_sent: OrderedDict[str, str] = OrderedDict()
_tried: OrderedDict[str, bool] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Turn:
    """When it is somebody's turn: now, or after some minutes with a ticket."""

    seconds: int
    ticket: str = ""

    @property
    def is_now(self) -> bool:
        return self.seconds <= 0

    @property
    def minutes(self) -> int:
        return max(1, math.ceil(self.seconds / 60))


def turn(party_id: int, *, threshold: int, nonce: str, ticket: str, now: datetime) -> Turn:
    """This will say whether this form may be sent now; a ticket keeps its place in the queue."""
    at = now.timestamp()
    held = _held(ticket, nonce)
    if held is not None:
        return Turn(math.ceil(held - at), ticket)
    with _lock:
        step = HOUR / max(threshold, 1)
        free_from = max(_next.get(party_id, at), at)
        _next[party_id] = free_from + step
    wait = free_from + step - at - HOUR
    if wait <= 0:
        return Turn(0)
    return Turn(math.ceil(wait), signing.dumps([nonce, at + wait], salt=_SALT))


def note_sent(nonce: str, kind: str) -> None:
    """This will remember with which kind of receipt a form was sent, until the process ends."""
    with _lock:
        _sent[_mark(nonce)] = kind
        while len(_sent) > _MOST_REMEMBERED:
            _sent.popitem(last=False)


def sent_as(nonce: str) -> str | None:
    """This will return the kind of receipt with which this form was sent before, if it was."""
    return _sent.get(_mark(nonce))


def note_tried(nonce: str) -> None:
    """This will remember that a wrong code was tried with this form: its sum is good for no second one."""
    with _lock:
        _tried[_mark(nonce)] = True
        while len(_tried) > _MOST_REMEMBERED:
            _tried.popitem(last=False)


def is_tried(nonce: str) -> bool:
    return _mark(nonce) in _tried


def forget() -> None:
    """This will begin anew, for tests."""
    with _lock:
        _next.clear()
        _sent.clear()
        _tried.clear()


def _mark(nonce: str) -> str:
    """Not the secret itself: receipts follow from it."""
    return sha256(nonce.encode()).hexdigest()


def _held(ticket: str, nonce: str) -> float | None:
    if not ticket:
        return None
    try:
        of, at = signing.loads(ticket, salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return float(at) if of == nonce else None
