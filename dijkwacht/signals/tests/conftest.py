"""Signals on their way, walked there by the people who may."""

import pytest

from dijkwacht.audit.models import Event
from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, permissions
from dijkwacht.signals.models import Signal

SHED = {
    "title": "Leegstaande schuur",
    "object_kind": "address",
    "place": "Verzonnenweg 12",
    "locality": "Nieuw-Dordrecht",
    "own_observation": "De ramen zijn van binnen afgeplakt. Drie avonden een bestelbus.",
    "heard": "De buurman zegt dat de schuur is verhuurd.",
    "interpretation": "Misschien opslag van grondstoffen.",
}
JUDGEMENT = {
    "severity": "high",
    "concreteness": "concrete",
    "recency": "month",
    "fits_trend": True,
    "outcome": "ready",
    "reason": "Past bij eerdere signalen.",
}


@pytest.fixture
def act(now):
    """`act(actor, actions.weigh_signal, signal, ...)` does one thing as that person."""

    def do(actor, action, *args, at=None, **given):
        with acting(actor, now=at or now):
            return action(*args, **given, actor=actor, now=at or now)

    return do


@pytest.fixture
def seen(now):
    """`seen(actor, signal)` is the row as that person sees it now, None if she may not."""

    def look(actor, signal, *, at=None):
        with acting(actor, now=at or now):
            return permissions.visible_to(actor).select_related("regime").filter(pk=signal.pk).first()

    return look


@pytest.fixture
def logged(owner):
    """`logged("signal:weighed", signal)` is how often that stands in the log for this thing."""

    def count(action, subject=None):
        with owner():
            found = Event.objects.filter(action=action)
            return found.filter(subject_id=str(subject.pk)).count() if subject is not None else found.count()

    return count


@pytest.fixture
def stored(owner):
    """`stored(signal)` is the row as it is, whoever may see it."""

    def read(row):
        with owner():
            return type(row).objects.get(pk=row.pk)

    return read


@pytest.fixture
def reported(act, reporter, stored):
    """`reported(title="Loods")` is a signal that the reporter just told."""

    def report(*, by=None, at=None, **changes):
        told = actions.Report(**(SHED | changes))
        receipt = act(by or reporter, actions.report_signal, told, at=at)
        return stored(Signal(pk=receipt.signal_id))

    return report


@pytest.fixture
def received(reported):
    return reported()


@pytest.fixture
def at_intake(act, reported, intake_officer, stored):
    """A signal of which the intake runs."""
    signal = reported()
    act(intake_officer, actions.acknowledge_signal, signal)
    return stored(signal)


@pytest.fixture
def decide(act, intake_officer, stored):
    """`decide(signal, "continue")` takes a decision as the intake officer, or as somebody else with `by`."""

    def take(signal, outcome, *, by=None, at=None, **given):
        reason = given.pop("reason", "Daarom.")
        act(by or intake_officer, actions.decide_signal, signal, outcome=outcome, reason=reason, at=at, **given)
        return stored(signal)

    return take


@pytest.fixture
def set_aside(act, decide, director, stored, owner):
    """`set_aside(signal)` closes it at the intake as no undermining, with the director as second person."""

    def close(signal):
        decide(signal, "not_undermining")
        with owner():
            waiting = signal.decisions.get(needs_second=True, second=None)
        act(director, actions.answer_decision, waiting, agrees=True, reason="Eens.")
        return stored(signal)

    return close


@pytest.fixture
def at_weighing(at_intake, decide):
    """A signal that waits for two judgements."""
    return decide(at_intake, "continue")


@pytest.fixture
def weigh(act, stored):
    """`weigh(signal, by=director, outcome="close")` gives one judgement."""

    def judge(signal, *, by, at=None, **changes):
        act(by, actions.weigh_signal, signal, at=at, **(JUDGEMENT | changes))
        return stored(signal)

    return judge


@pytest.fixture
def weighed(at_weighing, weigh, intake_officer, director):
    """`weighed("research")` is a signal on which two people agreed."""

    def both(outcome, **given):
        weigh(at_weighing, by=intake_officer, outcome=outcome, **given)
        return weigh(at_weighing, by=director, outcome=outcome, **given)

    return both


@pytest.fixture
def to_forward(at_intake, decide):
    """A signal for which somebody else is competent."""
    return decide(at_intake, "elsewhere")


@pytest.fixture
def entered(act, intake_officer):
    """`entered(regime="wpg", channel="police")` is a signal that the intake entered from another channel."""

    def enter(*, regime, channel="police", by=None, at=None, **changes):
        told = actions.Report(**(SHED | changes))

        def do(*, actor, now):
            arrival = actions.Arrival(channel=channel, regime=regime, legal_basis="", received_at=now)
            return actions.enter_signal(told, arrival=arrival, actor=actor, now=now)

        return act(by or intake_officer, do, at=at)

    return enter
