"""A fictional Drenthe: the same every time for the same day."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from django.conf import settings
from django.db import connection
from django.utils import timezone

from dijkwacht.demo import people
from dijkwacht.demo.agreement import life_of_promises
from dijkwacht.demo.keeping import lives_of_keeping
from dijkwacht.demo.reporting import lives_of_reports
from dijkwacht.demo.stories import Life, Stage, at_work, life_of_signal, tell
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import acting
from dijkwacht.signals import actions as signals

FIRST_REPORT = date(2024, 3, 1)
REPORTS = 600
SMALL = 40


def is_empty() -> bool:
    """This will answer whether nobody was ever added, so that demo data can be loaded. Runs as owner."""
    with connection.cursor() as cursor:
        cursor.execute("select not exists (select 1 from signals_signal)")
        return bool(cursor.fetchone()[0])


def load(*, today: date, small: bool, progress: Callable[[], None]) -> int:
    """
    This will make up people, signals and declarations through the actions that users have, as those users.

    Starts as the owner of the database, for the first manager of each party, and goes on as the application.
    It returns the number of reports.
    """
    managers = people.make_managers()
    with connection.cursor() as cursor:
        # No waiting for the disk at each of some ten thousand acts: a demo that is lost is made again.
        cursor.execute(f"set role {settings.DATABASE_APP_ROLE}; set synchronous_commit = off")
    fresh = people.names()
    for _ in managers:
        next(fresh)
    teams = {party.code: people.make_team(party, manager, fresh) for party, manager in managers}

    stage = _stage(teams, today)
    lives = _lives(stage, today, SMALL if small else REPORTS)
    for party_team in stage.teams.values():
        _open_point(party_team, today, stage.luck)
    others = [*lives_of_keeping(stage), *life_of_promises(stage, teams, today)]
    others += lives_of_reports(stage, small=small)
    tell([*lives, *others], until=stage.until, progress=progress)
    return len(lives)


def _stage(teams: dict[str, people.Team], today: date) -> Stage:
    phenomena = list(knowledge.phenomena())
    return Stage(
        teams={code: team for code, team in teams.items() if "intake_officer" in team.people},
        phenomena={each.number: each.code for each in phenomena if not each.separate_channel},
        clues={each.code: [clue.code for clue in each.clues.all()] for each in phenomena},
        luck=Random(2024),  # noqa: S311  luck that is the same every time
        until=timezone.make_aware(datetime.combine(today, time(9))),
    )


def _lives(stage: Stage, today: date, how_many: int) -> list[tuple[datetime, Life]]:
    """Bigger parties have more to tell, and every year there is a little more."""
    scenes, villages = people.read("scenes"), people.read("places")
    codes = list(stage.teams)
    weights = [(stage.teams[code].party.population or 60_000) ** 0.7 for code in codes]
    days = (today - FIRST_REPORT).days
    lives = []
    for _ in range(how_many):
        code = stage.luck.choices(codes, weights)[0]
        scene = stage.luck.choice(scenes)
        day = FIRST_REPORT + timedelta(days=int(days * stage.luck.random() ** 0.8))
        at = at_work(day, stage.luck)
        village = stage.luck.choice(villages[code])
        lives.append((at, life_of_signal(stage, stage.teams[code], scene, village, at)))
    return lives


def _open_point(team: people.Team, today: date, luck: Random) -> None:
    """Most parties look after their reporting point well; a few have something left to do."""
    officer, director = team.one("intake_officer"), team.one("director")
    opened = people.SIGNED + timedelta(days=luck.randint(10, 120))
    with acting(officer, now=people.at_noon(opened)):
        signals.update_point(
            is_active=True,
            owner=officer.name,
            deputy=director.name if luck.random() < 0.85 else "",
            phone="14 05xx",
            published_on=opened if luck.random() < 0.9 else None,
            is_confidential=True,
            actor=officer,
            now=people.at_noon(opened),
        )
        for nth in range(luck.randint(1, 3) * 3):
            on = opened + timedelta(days=nth * luck.randint(110, 170))
            if on <= today:
                medium = luck.choice(["intranet", "teamoverleg", "nieuwsbrief", "poster bij de ingang"])
                signals.announce_point(on=on, medium=medium, actor=officer, now=people.at_noon(on))
