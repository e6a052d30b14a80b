import pytest

from dijkwacht.audit.actions import record, seal_events
from dijkwacht.audit.system import systems
from dijkwacht.lib.access import acting


@pytest.fixture(autouse=True)
def seal_file(settings, tmp_path):
    """Every test has a file of seals of its own."""
    settings.DIJKWACHT_SEAL_FILE = str(tmp_path / "seals.jsonl")
    return tmp_path / "seals.jsonl"


@pytest.fixture
def itself(db):
    """Dijkwacht itself, working for Emmen."""
    return next(each for each in systems() if each.party_name.endswith("Emmen"))


@pytest.fixture
def happen(intake_officer, now):
    """`happen(3)` writes three events of an intake officer."""

    def write(times=1, action="signal:read", actor=intake_officer, at=now, **more):
        with acting(actor):
            for _ in range(times):
                record(action, actor=actor, now=at, **more)

    return write


@pytest.fixture
def seal(itself, now, django_capture_on_commit_callbacks):
    """`seal()` is one run of the sealing job, with what it does after the commit."""

    def run():
        with django_capture_on_commit_callbacks(execute=True), acting(itself):
            return seal_events(actor=itself, now=now)

    return run
