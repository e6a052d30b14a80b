"""What Dijkwacht throws away by itself."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from dijkwacht.lib.access import acting
from dijkwacht.parties import queries as parties
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="reporting-drop-drafts", name="reporting:drop-drafts")
def drop_drafts(timestamp: int) -> None:
    """Each hour: throw away interrupted reports that nobody resumed for a week."""
    for party in list(parties.all_parties()):
        with acting(system_actor(party), origin="job:drop-drafts") as itself:
            actions.drop_old_drafts(actor=itself, now=datetime.fromtimestamp(timestamp, UTC))
