"""What Dijkwacht does by itself with reports: note what came in, forget names, destroy. Arguments are moments."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor, acting
from dijkwacht.parties import queries as parties
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions, desk_rules


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="reporting-collect", name="reporting:collect")
def collect(timestamp: int) -> None:
    """Each hour: take back names whose day is over; count what came in and tell the intake."""
    now = datetime.fromtimestamp(timestamp, UTC)
    # First, and apart: a mail server that is away must not leave names open.
    for itself in _each_party("end-grants"):
        actions.end_grants(actor=itself, now=now)
    for itself in _each_party("collect"):
        actions.collect(actor=itself, now=now)
        actions.tell_custodians(since=now - timedelta(hours=1), actor=itself, now=now)


@app.periodic(cron="5 4 * * *")
@app.task(queueing_lock="reporting-erase-names", name="reporting:erase-names")
def erase_names(timestamp: int) -> None:
    """Each night: forget who told what is closed longer than the retention term says."""
    now = datetime.fromtimestamp(timestamp, UTC)
    kept = knowledge.retention_length(desk_rules.IDENTITY_RETENTION, today=timezone.localdate(now))
    for itself in _each_party("erase-names"):
        actions.erase_names(before=now - kept, actor=itself, now=now)


@app.periodic(cron="55 3 * * *")
@app.task(queueing_lock="reporting-destroy", name="reporting:destroy")
def destroy(timestamp: int) -> None:
    """Each night: destroy what two people agreed to destroy."""
    now = datetime.fromtimestamp(timestamp, UTC)
    for itself in _each_party("destroy-reports"):
        actions.destroy_agreed_reports(actor=itself, now=now)


def _each_party(job: str) -> Iterator[Actor]:
    """Dijkwacht itself, working for each party in turn; each party is a transaction of its own."""
    for party in list(parties.all_parties()):
        with acting(system_actor(party), origin=f"job:{job}") as itself:
            yield itself
