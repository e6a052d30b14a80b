"""What Dijkwacht does by itself with the reference data."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import queries
from dijkwacht.lib.access import acting
from dijkwacht.parties import queries as parties
from dijkwacht.parties.access import system_actor

LOG_TERM = "access_log"


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="log-terms", name="knowledge:log-terms")
def start_log_terms(timestamp: int) -> None:
    """Each night: start the term of a month of the log that is over. The first party keeps the log for all."""
    for party in parties.all_parties()[:1]:
        with acting(system_actor(party), origin="job:log-terms") as itself:
            term = queries.retention_term(LOG_TERM)
            now = datetime.fromtimestamp(timestamp, UTC)
            audit.start_month_terms(duration=term.duration, term_name=term.name, actor=itself, now=now)
