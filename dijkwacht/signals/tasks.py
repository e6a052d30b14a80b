"""What Dijkwacht does by itself with signals: destroy, forget, flag and tell. Arguments are moments, never content."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor, acting
from dijkwacht.parties import queries as parties
from dijkwacht.parties.access import system_actor
from dijkwacht.signals import actions, rules


@app.periodic(cron="50 3 * * *")
@app.task(queueing_lock="signals-destroy", name="signals:destroy")
def destroy(timestamp: int) -> None:
    """Each night: destroy what two people agreed to destroy."""
    for itself in _each_party("destroy"):
        actions.destroy_agreed(actor=itself, now=_moment(timestamp))


@app.periodic(cron="0 4 * * *")
@app.task(queueing_lock="signals-erase-reporters", name="signals:erase-reporters")
def erase_reporters(timestamp: int) -> None:
    """Each night: forget who reported what is closed longer than the retention term says."""
    now = _moment(timestamp)
    for itself in _each_party("erase-reporters"):
        actions.erase_reporters(before=_past(rules.REPORTER_RETENTION, now), actor=itself, now=now)


@app.periodic(cron="10 4 * * *")
@app.task(queueing_lock="signals-discard-drafts", name="signals:discard-drafts")
def discard_drafts(timestamp: int) -> None:
    """Each night: throw away reports that nobody finished within the retention term."""
    now = _moment(timestamp)
    for itself in _each_party("discard-drafts"):
        actions.discard_old_drafts(before=_past(rules.DRAFT_RETENTION, now), actor=itself, now=now)


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="signals-flag-forwardings", name="signals:flag-forwardings")
def flag_forwardings(timestamp: int) -> None:
    """Each night: flag forwardings that nobody confirmed in time."""
    for itself in _each_party("flag-forwardings"):
        actions.flag_late_forwardings(actor=itself, now=_moment(timestamp))


@app.periodic(cron="30 6 * * 1-5")
@app.task(queueing_lock="signals-tell", name="signals:tell-people")
def tell_people(timestamp: int) -> None:
    """Each working morning: tell people by e-mail that something waits, without saying what."""
    for itself in _each_party("tell-people"):
        actions.tell_people(actor=itself, now=_moment(timestamp))


def _each_party(job: str) -> Iterator[Actor]:
    """Dijkwacht itself, working for each party in turn; each party is a transaction of its own."""
    for party in list(parties.all_parties()):
        with acting(system_actor(party), origin=f"job:{job}") as itself:
            yield itself


def _past(retention: str, now: datetime) -> datetime:
    """What is older than this moment is past its retention term."""
    return now - knowledge.retention_length(retention, today=timezone.localdate(now))


def _moment(timestamp: int) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
