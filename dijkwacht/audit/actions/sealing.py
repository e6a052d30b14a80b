"""Sealing the log and checking it: what Dijkwacht itself does each minute and each night."""

import os
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from dijkwacht.audit import sealing, verification
from dijkwacht.audit.actions.recording import record
from dijkwacht.audit.leaves import leaves_under
from dijkwacht.audit.models import Check, Seal
from dijkwacht.lib import merkle
from dijkwacht.lib.access import Actor

_MONTHS_AHEAD = 24


@transaction.atomic
def seal_events(*, actor: Actor, now: datetime) -> Seal | None:
    """
    This will seal all committed rows that wait, and return the seal, or None when none waits.

    The seal is chained to the one before, signed, kept in the database and, once that is committed, written
    to the file outside it.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    _check_is_job(actor)
    with connection.cursor() as cursor:
        cursor.execute("select seq, leaf from audit_take_queue() order by seq")
        waiting = [(seq, bytes(leaf)) for seq, leaf in cursor.fetchall()]
    if not waiting:
        return None

    write_missing_seals(actor=actor, most=1)
    rows, leaves = [seq for seq, _ in waiting], [leaf for _, leaf in waiting]
    last = Seal.objects.first()
    sealed = sealing.seal(
        number=last.number + 1 if last else 1,
        now=now,
        rows=rows,
        root=merkle.root(leaves),
        previous=bytes(last.hash) if last else b"",
    )
    kept = _keep(sealed, now=now)
    transaction.on_commit(partial(_append, sealing.line(sealed, leaves)))
    return kept


def check_log(*, actor: Actor, now: datetime) -> verification.Outcome:
    """
    This will hold all rows against all seals, remember the outcome, and return it.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    _check_is_job(actor)

    outcome = verification.verify(now=now)

    problem = str(outcome.problem or "")
    Check.objects.create(checked_at=now, rows=outcome.rows, seals=outcome.seals, problem=problem[:500])
    if problem:
        record("log:broken", actor=actor, now=now, result="wrong", seq=outcome.problem and outcome.problem.seq)
    return outcome


def write_missing_seals(*, actor: Actor, most: int | None = None) -> int:
    """
    This will add to the file the seals that the database has beyond it, and return how many.

    With `most` it does so only when no more than that many are missing: one can be, when the machine stopped
    between the commit and the write. More is for a person to look at.

    :raises PermissionDenied: if the actor is not Dijkwacht itself
    """
    _check_is_job(actor)
    missing = list(Seal.objects.filter(number__gt=sealing.last_in_file()).order_by("number"))
    if most is not None and len(missing) > most:
        return 0
    for seal in missing:
        sealed = sealing.Sealed(seal.statement, bytes(seal.signature))
        _append(sealing.line(sealed, leaves_under(sealed)))
    return len(missing)


def make_partitions() -> None:
    """This will make the table of the log ready for the coming two years."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select audit_make_partition((date_trunc('month', now()) + make_interval(months => n))::date)"
            " from generate_series(0, %s) n",
            [_MONTHS_AHEAD],
        )


def _check_is_job(actor: Actor) -> None:
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")


def _keep(sealed: sealing.Sealed, *, now: datetime) -> Seal:
    said = sealed.said
    return Seal.objects.create(
        number=said["number"],
        sealed_at=now,
        size=said["size"],
        first_seq=said["rows"][0][0],
        last_seq=said["rows"][-1][1],
        statement=sealed.statement,
        signature=sealed.signature,
        hash=sealed.hash,
    )


def _append(line: str) -> None:
    """One write of one line, on disk before we go on."""
    path = sealing.seal_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    target = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(target, f"{line}\n".encode())
        os.fsync(target)
    finally:
        os.close(target)
