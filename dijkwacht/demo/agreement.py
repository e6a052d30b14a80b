"""Made-up declarations about the ambitions that the work itself does not prove yet."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from dijkwacht.agreement import actions, queries
from dijkwacht.demo.people import SIGNED, Team
from dijkwacht.demo.stories import Life, Stage, at_work
from dijkwacht.lib.access import acting
from dijkwacht.lib.files import clean_file

_BY_DATA = {"staff": "personnel", "org": "policy_adviser", "bibob": "policy_adviser", "signal": "policy_adviser"}
_STATEMENTS = {
    "met": "Vastgesteld en in gebruik. Het document staat hierbij (fictief).",
    "partly": "Het concept ligt er; het bestuur stelt het dit half jaar vast (fictief).",
    "not_met": "Nog niet begonnen: er is geen capaciteit (fictief).",
}


def life_of_promises(stage: Stage, teams: dict[str, Team], today: date) -> list[tuple[datetime, Life]]:
    """This will give most parties a declaration about most ambitions, growing with the years."""
    lives = []
    for team in stage.teams.values():
        diligence = stage.luck.uniform(0.78, 0.99)
        for ambition in queries.edition_on(today).ambitions.all():
            if ambition.applies_to_kind(team.party.kind) and _is_declared(ambition):
                first = SIGNED + timedelta(days=stage.luck.randint(60, 800))
                if first < today and stage.luck.random() < 0.97:
                    at = at_work(first, stage.luck)
                    lives.append((at, _life_of_promise(stage, team, ambition, diligence, at)))
    return lives


def _is_declared(ambition: Any) -> bool:
    """Two of the computed ambitions also ask for something that only a person can say."""
    return not ambition.computed or ambition.number in {"2.1", "2.3"}


def _life_of_promise(stage: Stage, team: Team, ambition: Any, diligence: float, at: datetime) -> Life:
    status = "partly" if stage.luck.random() < 0.6 else "not_met"
    if stage.luck.random() < diligence * 0.7:
        status = "met"
    while True:
        _declare(team, ambition, status, at)
        at = at_work(timezone.localdate(at) + timedelta(days=stage.luck.randint(200, 400)), stage.luck)
        yield at
        status = "met" if stage.luck.random() < diligence else "partly"


def _declare(team: Team, ambition: Any, status: str, at: datetime) -> None:
    role = _BY_DATA[ambition.data_class] if ambition.theme.number != 5 else "communication"
    actor = team.one(role)
    text = f"Fictief document bij ambitie {ambition.number} van {team.party.name}.\n"
    document = clean_file(f"ambitie-{ambition.number}.txt", text.encode()) if status == "met" else None
    with acting(actor, now=at):
        actions.declare_status(
            ambition,
            party=team.party,
            status=status,
            statement=_STATEMENTS[status],
            declared_on=timezone.localdate(at),
            valid_until=timezone.localdate(at) + timedelta(days=700),
            document=document,
            actor=actor,
            now=at,
        )
