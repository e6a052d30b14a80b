"""From a report to a signal: the officer's own summary goes on; what was told stays where it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.reporting import desk_rules
from dijkwacht.reporting.actions.intake import locked, open_file
from dijkwacht.reporting.models import Report, State
from dijkwacht.reporting.unlocked import Keys
from dijkwacht.signals import actions as signals

if TYPE_CHECKING:
    from dijkwacht.signals.models import Signal


@transaction.atomic
def enter_as_signal(
    report: Report, *, summary: signals.Report, files: Sequence[UUID] = (), keys: Keys, actor: Actor, now: datetime
) -> "Signal":
    """
    This will make the officer's summary a signal, with the files that she chose, received in the hour of the report.

    An anonymous report makes a signal under the rules for anonymous. The id of the report becomes that of the
    signal, so that it can be entered once.

    :raises PermissionDenied: if the actor may not read reports of this party, or does no intake
    :raises desk_rules.CannotEnter: if it was entered before, or is closed
    :raises signals.rules.CannotReport: if it belongs in another channel
    :raises CannotAccept: if a file turns out not to be fit
    """
    report = locked(report, actor)
    desk_rules.check_can_enter(report)

    arrival = signals.Arrival(
        channel=desk_rules.CHANNELS[report.door],
        regime=desk_rules.regime_of(report),
        legal_basis="",
        received_at=report.hour,
    )
    _take_along(report, files, keys=keys, actor=actor, now=now)
    signal = signals.enter_signal(summary, arrival=arrival, actor=actor, now=now, key=report.pk)

    report.signal, report.state = signal, State.ENTERED
    report.handler_id = actor.user_id
    report.save(update_fields=["signal", "state", "handler"])
    audit.record("reporting:entered", subject=report, actor=actor, now=now, signal=signal.number, files=len(files))
    return signal


def _take_along(report: Report, files: Sequence[UUID], *, keys: Keys, actor: Actor, now: datetime) -> None:
    """By way of a draft, as every file of a signal goes: scanned and cleaned again."""
    if not files:
        return
    draft = signals.save_draft(report.pk, typed={}, actor=actor, now=now, is_entry=True)
    for file_id in files:
        label, content = open_file(report, file_id=file_id, keys=keys, actor=actor, now=now)
        signals.add_attachment(draft, name=label.name, content=content, actor=actor, now=now)
