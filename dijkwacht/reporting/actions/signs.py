"""Posters and cards: each place its own code, so that its effect can be counted without following anybody."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.reporting import door_rules as rules
from dijkwacht.reporting.models import Sign

# Without what looks alike on paper: 0 O, 1 I L, 2 Z, 5 S, 8 B.
_SIGNS = "ACDEFGHJKMNPQRTUVWXY34679"  # pragma: allowlist secret
_LENGTH = 7
_TRIES = 5


@transaction.atomic
def make_signs(*, label: str, places: Iterable[str], actor: Actor, now: datetime) -> list[Sign]:
    """
    This will give each place a code of its own, for one campaign.

    :raises PermissionDenied: if the actor does not look after the public point
    :raises rules.CannotMakeSign: if no place is named, or too many
    """
    if not actor.can("report:point"):
        raise PermissionDenied("report:point")
    wanted = list(dict.fromkeys(place.strip() for place in places if place.strip()))
    rules.check_places(wanted)

    made = [_make(label=label.strip(), place=place, actor=actor, now=now) for place in wanted]

    for sign in made:
        audit.record("reporting:sign_made", subject=sign, actor=actor, now=now)
    return made


@transaction.atomic
def remove_sign(sign: Sign, *, actor: Actor, now: datetime) -> None:
    """
    This will record that a sign no longer hangs there. Its address stays a way in, and what it brought stays counted.

    :raises PermissionDenied: if the actor does not look after the public point of that party
    """
    if not actor.can("report:point") or sign.party_id != actor.party_id:
        raise PermissionDenied("report:point")
    if Sign.objects.filter(pk=sign.pk, removed_at=None).update(removed_at=now):
        audit.record("reporting:sign_removed", subject=sign, actor=actor, now=now)


def _make(*, label: str, place: str, actor: Actor, now: datetime) -> Sign:
    for left in reversed(range(_TRIES)):
        code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
        sign = Sign(code=code, label=label, place=place, made_at=now)
        sign.party_id, sign.made_by_id = actor.party_id or 0, actor.user_id or 0
        try:
            with transaction.atomic():
                sign.save(force_insert=True)
        except IntegrityError:
            if not left:
                raise
        else:
            return sign
    raise AssertionError("the last try raises or returns")
