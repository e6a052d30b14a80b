"""Taking words out of what was told, for those who read it later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.reporting import desk_rules, sealing
from dijkwacht.reporting.actions.intake import locked
from dijkwacht.reporting.content import Told
from dijkwacht.reporting.models import Mask, Report
from dijkwacht.reporting.suggestions import LEFT_OUT, leave_out
from dijkwacht.reporting.unlocked import Keys


@dataclass(frozen=True, slots=True)
class Masked:
    """Words that were taken out, shown once."""

    place: int
    words: str = field(repr=False)

    @property
    def place_text(self) -> str:
        return str(self.place)


@transaction.atomic
def mask_words(
    report: Report, *, words: Sequence[str], is_final: bool, reason: str, keys: Keys, actor: Actor, now: datetime
) -> int:
    """
    This will take these words out of what was told, wherever they stand. It returns how many were found.

    Reversible: "[afgeschermd 1]" stands in their place and an officer can show them with a reason. Final: they are
    gone from the report, also for the reporter; copies in backups go when those do.

    :raises PermissionDenied: if the actor may not read reports of this party
    :raises desk_rules.CannotMask: if no word was chosen, none is in the text, or the content is destroyed
    """
    report = locked(report, actor)
    desk_rules.check_can_mask(report, words=list(words))
    key = keys.content_key(report)
    told = _told(report, key)

    present = [each for each in dict.fromkeys(word.strip() for word in words) if each and _stands_in(told, each)]
    if not present:
        raise desk_rules.CannotMask("Deze woorden staan niet in de melding.")
    for word in sorted(present, key=len, reverse=True):
        told = _take_out(report, told, word, is_final=is_final, reason=reason, key=key, actor=actor, now=now)
    _keep(report, told, key)
    audit.record(
        "reporting:masked", subject=report, actor=actor, now=now, reason=reason, count=len(present), final=is_final
    )
    return len(present)


@transaction.atomic
def open_masks(report: Report, *, reason: str, keys: Keys, actor: Actor, now: datetime) -> list[Masked]:
    """
    This will show the words that can be shown again, with a reason that is logged.

    :raises PermissionDenied: if the actor may not read reports of this party
    """
    report = locked(report, actor)
    key = keys.content_key(report)
    found = [
        Masked(mask.place, sealing.open_json(bytes(mask.sealed or b""), key=key, context=f"mask:{mask.pk}"))
        for mask in Mask.objects.filter(report=report, is_final=False)
    ]
    audit.record("reporting:masks_opened", subject=report, actor=actor, now=now, reason=reason, count=len(found))
    return found


@transaction.atomic
def put_back(report: Report, *, reason: str, keys: Keys, actor: Actor, now: datetime) -> int:
    """
    This will put all words back that were taken out reversibly. It returns how many.

    :raises PermissionDenied: if the actor may not read reports of this party
    """
    masks = open_masks(report, reason=reason, keys=keys, actor=actor, now=now)
    report = locked(report, actor)
    key = keys.content_key(report)
    told = _told(report, key)
    # The last one first: words that were taken out later may stand in a mark, or in words, of before.
    for mask in reversed(masks):
        told = Told(told.changed(lambda text, mask=mask: text.replace(_mark(mask.place), mask.words)))  # type: ignore[misc]
    _keep(report, told, key)
    Mask.objects.filter(report=report, is_final=False).delete()
    audit.record("reporting:unmasked", subject=report, actor=actor, now=now, reason=reason, count=len(masks))
    return len(masks)


def _mark(place: int) -> str:
    return f"[afgeschermd {place}]"


def _told(report: Report, key: bytes) -> Told:
    return Told(sealing.open_json(bytes(report.content or b""), key=key, context=sealing.of_report(report.pk)))


def _keep(report: Report, told: Told, key: bytes) -> None:
    report.content = sealing.close_json(told.raw, key=key, context=sealing.of_report(report.pk))
    report.save(update_fields=["content"])


def _stands_in(told: Told, word: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for text in told.texts())


def _take_out(
    report: Report, told: Told, word: str, *, is_final: bool, reason: str, key: bytes, actor: Actor, now: datetime
) -> Told:
    mask_id = uuid4()
    place = (Mask.objects.filter(report=report).aggregate(last=Max("place"))["last"] or 0) + 1
    sealed = None if is_final else sealing.close_json(word, key=key, context=f"mask:{mask_id}")
    Mask(
        id=mask_id,
        party_id=report.party_id,
        report=report,
        place=place,
        is_final=is_final,
        sealed=sealed,
        reason=reason,
        made_by_id=actor.user_id or 0,
        made_at=now,
    ).save(force_insert=True)
    mark = LEFT_OUT if is_final else _mark(place)
    return Told(told.changed(lambda text: leave_out(text, [word], mark=mark)))
