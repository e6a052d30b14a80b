"""Tips of Meld Misdaad Anoniem become signals: all of them or none, and nobody who told is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.reporting.tips.tip import Tip
from dijkwacht.signals import actions as signals

if TYPE_CHECKING:
    from dijkwacht.signals.models import Signal

CHANNEL, REGIME = "tip_line", "anonymous"
NO_PLACE = "Niet genoemd in de tip"


@transaction.atomic
def enter_tips(tips: Sequence[Tip], *, actor: Actor, now: datetime) -> list["Signal"]:
    """
    This will make a signal of each tip, or of none. The same tip twice makes one.

    :raises PermissionDenied: if the actor does no intake
    :raises signals.rules.CannotReport: if one of them belongs in another channel, or was not received yet
    """
    if not actor.can("signal:intake"):
        raise PermissionDenied("signal:intake")
    made = [_enter(tip, actor=actor, now=now) for tip in tips]
    audit.record("reporting:tips_entered", actor=actor, now=now, count=len(made))
    return made


def _enter(tip: Tip, *, actor: Actor, now: datetime) -> "Signal":
    told = signals.Report(
        title=tip.title[:120] or f"Tip {tip.number}".strip(),
        object_kind="address" if any(sign.isdigit() for sign in tip.place) else "place",
        place=tip.place[:300] or NO_PLACE,
        locality=tip.locality[:100],
        phenomenon=tip.phenomenon,
        heard=tip.text,
    )
    provided = signals.Provided(number=tip.number[:60])
    arrival = signals.Arrival(CHANNEL, REGIME, "", tip.received_at or now, provided)
    return signals.enter_signal(told, arrival=arrival, actor=actor, now=now, key=tip.id)
