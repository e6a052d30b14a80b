"""After a rotation: each content key in an envelope for the new key. Arguments are ids, never keys."""

from django.utils import timezone
from procrastinate.contrib.django import app

from dijkwacht.lib.access import acting
from dijkwacht.parties import queries as parties
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting.actions import rotating

AT_A_TIME = 250


@app.task(name=rotating.JOB, retry=5)
def rewrap(rewrap_id: int, party_id: int) -> None:
    """Some at a time, each turn a transaction: officers see how far it is, and a restart goes on where it was."""
    party = parties.all_parties().get(pk=party_id)
    more = True
    while more:
        with acting(system_actor(party), origin="job:rewrap") as itself:
            more = rotating.rewrap_some(rewrap_id, most=AT_A_TIME, actor=itself, now=timezone.now())
