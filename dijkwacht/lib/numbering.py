"""A public number for a new row, so that a number that is taken reveals nothing."""

from collections.abc import Callable
from typing import Protocol

from django.db import IntegrityError, transaction

from dijkwacht.lib.ids import public_number

_TRIES = 5


class Numbered(Protocol):
    number: str


def save_with_number(row: Numbered, prefix: str, save: Callable[[], object]) -> None:
    """
    This will give the row a new random number and save it, with another number if that one was taken.

    The row that has the number already may be one that the actor must not know of; so nobody sees the collision.
    """
    for left in reversed(range(_TRIES)):
        row.number = public_number(prefix)
        try:
            with transaction.atomic():
                save()
        except IntegrityError as problem:
            if not left or "number" not in _constraint(problem):
                raise
        else:
            return


def _constraint(problem: IntegrityError) -> str:
    diagnosis = getattr(problem.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")
