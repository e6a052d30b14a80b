"""What Dijkwacht does by itself with the log and the terms."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from dijkwacht.audit import actions
from dijkwacht.audit.system import systems
from dijkwacht.lib.access import acting


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal", name="audit:seal")
def seal(timestamp: int) -> None:
    """Each minute: seal what happened."""
    for itself in systems()[:1]:
        with acting(itself, origin="job:seal"):
            actions.seal_events(actor=itself, now=_moment(timestamp))


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="check-log", name="audit:check-log")
def check_log(timestamp: int) -> None:
    """Each night, and when somebody asks: hold all rows against all seals."""
    for itself in systems()[:1]:
        with acting(itself, origin="job:check-log"):
            actions.check_log(actor=itself, now=_moment(timestamp))


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="propose", name="audit:propose-destruction")
def propose_destruction(timestamp: int) -> None:
    """Each night: put what is past its term before the people who decide."""
    for itself in systems():
        with acting(itself, origin="job:propose-destruction"):
            actions.propose_due(actor=itself, now=_moment(timestamp))


@app.periodic(cron="0 5 * * *")
@app.task(queueing_lock="destroy-months", name="audit:destroy-months")
def destroy_months(timestamp: int) -> None:
    """Each night: destroy the months of the log on which two people agreed."""
    for itself in systems()[:1]:
        with acting(itself, origin="job:destroy-months"):
            actions.destroy_agreed_months(actor=itself, now=_moment(timestamp))


@app.periodic(cron="0 4 1 * *")
@app.task(queueing_lock="partitions", name="audit:partitions")
def partitions(timestamp: int) -> None:
    """Each month: a place for the rows of the coming two years."""
    actions.make_partitions()


def _moment(timestamp: int) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
