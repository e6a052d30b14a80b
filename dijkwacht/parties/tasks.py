"""What Dijkwacht does by itself with logins."""

from datetime import UTC, datetime
from typing import cast

from django.core.cache import caches
from procrastinate.contrib.django import app

from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.parties import actions
from dijkwacht.parties.login.counts import SharedCounts


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="forget-sessions", name="parties:forget-sessions")
def forget_sessions(timestamp: int) -> None:
    """Each night: forget sessions that are over, with the address and browser that were noted with them."""
    with acting(ANONYMOUS, origin="job:forget-sessions"):
        actions.forget_sessions(now=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="15 3 * * *")
@app.task(queueing_lock="forget-counts", name="parties:forget-counts")
def forget_counts(timestamp: int) -> None:
    """Each night: forget attempts to log in that no longer count."""
    with acting(ANONYMOUS, origin="job:forget-counts"):
        cast(SharedCounts, caches["default"]).forget_expired()
