"""The states of a signal as a page for docs/, drawn from the rules so that the two cannot differ."""

from collections.abc import Iterator

from django.conf import settings

from dijkwacht.signals import rules
from dijkwacht.signals.models import Outcome, Phase

_HEAD = """# The states of a signal

Drawn from `dijkwacht/signals/rules.py` by the command `signal_states`; a test compares the two. The four phases of the
model protocol (intake, weging, bronnenonderzoek, aanpak) are gates: each passes only with a decision record.

```mermaid
stateDiagram-v2
"""
_TABLE = """```

"Elke open fase" is every phase except afgesloten, samengevoegd and doorgezonden.

| step | from | to | who | second person |
|---|---|---|---|---|
"""
_ANY = "any_open"


def page() -> str:
    """This will return the whole page as Markdown with a Mermaid diagram."""
    names = [f'    state "{phase.label}" as {phase.value}' for phase in Phase]
    lines = [*names, f'    state "elke open fase" as {_ANY}', f"    [*] --> {Phase.RECEIVED.value}", *_arrows()]
    return _HEAD + "\n".join(lines) + "\n" + _TABLE + "\n".join(_row(step) for step in rules.STEPS) + "\n"


def _arrows() -> Iterator[str]:
    for step in rules.STEPS:
        for before in _ends(step.before):
            for after in _ends(step.after):
                yield f"    {before} --> {after}: {step.label}"


def _ends(phases: tuple[Phase, ...]) -> list[str]:
    return [_ANY] if phases == rules.OPEN_PHASES else [phase.value for phase in phases]


def _row(step: rules.Step) -> str:
    cells = [step.label, _labels(step.before), _labels(step.after), _who(step.permission), _second(step)]
    return f"| {' | '.join(cells)} |"


def _labels(phases: tuple[Phase, ...]) -> str:
    return "elke open fase" if phases == rules.OPEN_PHASES else ", ".join(phase.label for phase in phases)


def _who(permission: str) -> str:
    return ", ".join(rights.label for rights in settings.ROLES.values() if permission in rights.permissions)


def _second(step: rules.Step) -> str:
    if step.second_person:
        return "always"
    asked = {
        outcome.label
        for phase in step.before
        if phase != Phase.DISPUTED
        for outcome in rules.OUTCOMES.get(phase, ())
        if outcome in rules.NEEDS_SECOND and rules.NEXT_PHASE[Outcome(outcome)] in step.after
    }
    decides = step.name in {"intake", "settle", "research", "discuss", "handle", "review"}
    return f"for {', '.join(sorted(asked))}" if asked and decides else "no"
