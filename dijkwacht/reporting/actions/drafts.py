"""An interrupted report: kept for a week under a code of words that only the reporter has."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import Actor, current_actor, go_on_as
from dijkwacht.lib.files import CleanFile
from dijkwacht.reporting import permissions, rules, sealing
from dijkwacht.reporting.models import Draft, DraftFile

KEPT = timedelta(days=7)
# Each step of the form saves. A random code of 66 bits that lives a week needs no slower stretching.
_MEMORY_MIB = 32


@dataclass(frozen=True, slots=True)
class Resumed:
    """What was told so far."""

    party_id: int
    answers: dict[str, Any] = field(repr=False)
    files: list[CleanFile] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Lock:
    id: str
    key: bytes = field(repr=False)


@transaction.atomic
def save_draft(
    answers: Mapping[str, Any], *, code: str, files: Sequence[CleanFile] | None = None, actor: Actor, now: datetime
) -> None:
    """
    This will keep what an outsider told so far; the same code again replaces it.

    `code` is `receipts.new_words()`. `files` replaces the files; None leaves them as they are.

    :raises rules.CannotSend: if it is no code of ours
    """
    lock = _lock(code)
    if lock is None or actor.party_id is None or actor.role != permissions.OUTSIDE:
        raise rules.CannotSend("Deze code klopt niet.")
    permissions.in_draft(lock.id)
    sealed = sealing.close_json(answers, key=lock.key, context=f"draft:{lock.id}")
    hour = rules.hour_of(now)
    if not Draft.objects.filter(pk=lock.id).update(sealed=sealed, hour=hour):
        Draft(id=lock.id, party_id=actor.party_id, sealed=sealed, hour=hour).save(force_insert=True)
    if files is not None:
        DraftFile.objects.filter(draft_id=lock.id).delete()
        for file in files:
            _keep(file, lock=lock, party_id=actor.party_id, hour=hour)


def resume_draft(code: str) -> Resumed | None:
    """
    This will return what was told so far, and go on as an outsider of that party; None when there is nothing.

    It does not matter which party acted before.
    """
    if current_actor().user_id is not None:
        raise PermissionDenied("an officer resumes nothing")
    lock = _lock(code)
    if lock is None:
        return None
    permissions.in_draft(lock.id)
    party_id = _party_of_draft()
    if party_id is None:
        return None

    go_on_as(permissions.outsider(party_id))
    draft = Draft.objects.get(pk=lock.id)
    answers = sealing.open_json(draft.sealed, key=lock.key, context=f"draft:{lock.id}")
    files = [_open(each, lock=lock) for each in DraftFile.objects.filter(draft_id=lock.id)]
    return Resumed(party_id=party_id, answers=answers, files=files)


@transaction.atomic
def discard_draft(code: str) -> None:
    """This will throw away what was told so far, once it is sent or no longer wanted."""
    lock = _lock(code)
    if lock is not None:
        permissions.in_draft(lock.id)
        DraftFile.objects.filter(draft_id=lock.id).delete()
        Draft.objects.filter(pk=lock.id).delete()


@transaction.atomic
def drop_old_drafts(*, actor: Actor, now: datetime) -> int:
    """This will throw away what nobody resumed for a week, of the party that Dijkwacht works for."""
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
    old = Draft.objects.filter(party_id=actor.party_id or 0, hour__lt=now - KEPT)
    DraftFile.objects.filter(draft__in=old).delete()
    return old.delete()[0]


def _lock(code: str) -> _Lock | None:
    normal = receipts.normalise(code)
    if normal is None:
        return None
    memory = min(_MEMORY_MIB, settings.DIJKWACHT_RECEIPT_MEMORY_MIB)
    key = envelopes.stretch(f"draft:{normal}".encode(), salt=settings.DIJKWACHT_RECEIPT_SALT, memory_mib=memory)
    return _Lock(hashlib.sha256(key).hexdigest(), key)


def _keep(file: CleanFile, *, lock: _Lock, party_id: int, hour: datetime) -> None:
    file_id = uuid4()
    packed = [file.name, file.media_type, base64.b64encode(file.content).decode(), file.removed]
    sealed = sealing.close_json(packed, key=lock.key, context=f"draft-file:{file_id}")
    DraftFile(id=file_id, party_id=party_id, draft_id=lock.id, sealed=sealed, hour=hour).save(force_insert=True)


def _open(row: DraftFile, *, lock: _Lock) -> CleanFile:
    name, media_type, content, removed = sealing.open_json(row.sealed, key=lock.key, context=f"draft-file:{row.pk}")
    return CleanFile(name, media_type, base64.b64decode(content), removed)


def _party_of_draft() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("select reporting_party_of_draft()")
        found: int | None = cursor.fetchone()[0]
    return found
