"""Each month two people decide what is destroyed, and Dijkwacht does it: so there are tombstones too."""

from datetime import datetime, timedelta

from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.audit import queries as kept
from dijkwacht.demo.people import Team
from dijkwacht.demo.stories import Life, Stage, at_work
from dijkwacht.lib.access import acting
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions as reporting
from dijkwacht.signals import actions

EVERY = timedelta(days=30)


def lives_of_keeping(stage: Stage) -> list[tuple[datetime, Life]]:
    """This will give each party its monthly look at what may go."""
    first = timezone.localdate(stage.until) - timedelta(days=930)
    starts = [
        (team, at_work(first + timedelta(days=stage.luck.randint(0, 29)), stage.luck)) for team in stage.teams.values()
    ]
    return [(at, _life_of_keeping(stage, team, at)) for team, at in starts]


def _life_of_keeping(stage: Stage, team: Team, at: datetime) -> Life:
    while True:
        _clean(team, at)
        at = at_work(timezone.localdate(at) + EVERY, stage.luck)
        yield at


def _clean(team: Team, at: datetime) -> None:
    with acting(system_actor(team.party), now=at) as system:
        audit.propose_due(actor=system, now=at)
    for role in ("privacy_officer", "director"):
        with acting(team.one(role), now=at) as person:
            for retention in kept.waiting_for(person):
                audit.agree(retention, actor=person, now=at)
    with acting(system_actor(team.party), now=at) as system:
        actions.destroy_agreed(actor=system, now=at)
        reporting.destroy_agreed_reports(actor=system, now=at)
