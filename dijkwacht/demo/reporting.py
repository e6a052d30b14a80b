"""What people from outside tell to a few parties with a vault, and the conversations that follow."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from dijkwacht.demo.people import Team, read
from dijkwacht.demo.stories import Life, Stage, at_work, later, lives_on
from dijkwacht.lib import receipts
from dijkwacht.lib.access import ANONYMOUS, Actor, acting
from dijkwacht.lib.envelopes import pair_of
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions, permissions, replies
from dijkwacht.reporting.unlocked import Keys, holder_of
from dijkwacht.signals.actions import Report

WITH_VAULT = ("gm0114", "gm0106", "gm1731", "gm0109")
"""Emmen first: most tell something there."""
COLOURS = (("#0b4f6c", "#083a50"), ("#7a1f5c", "#4a1238"), ("#2b6a3d", "#1d4d2b"), ("#8a3b12", "#5c270c"))
WEIGHTS = (5, 2, 2, 1)
PLACES = ("bibliotheek", "sportpark", "huisartsenpost")
REPORTS = 30
SMALL = 8
DAYS = 75
HOME = "gm0114"


@dataclass
class Vault:
    """A party's officer with her keys, for as long as the demo is made."""

    officer: Actor
    keys: Keys
    signs: list[Any]


@dataclass
class Teller:
    """Somebody outside with her receipt, and her report when it came in."""

    receipt: str
    way: str
    story: dict[str, Any]
    village: str
    report: Any = None


def lives_of_reports(stage: Stage, *, small: bool) -> list[tuple[datetime, Life]]:
    """This will give the lives of some thirty reports from outside, and the vaults that they go into."""
    opened = at_work(timezone.localdate(stage.until) - timedelta(days=DAYS + 10), stage.luck)
    teams = [stage.teams[code] for code in WITH_VAULT if code in stage.teams]
    vaults = {team.party.code: _set_up(team, opened) for team in teams}
    stories, villages = read("reports"), read("places")
    lives = []
    for nth in range(SMALL if small else REPORTS):
        team = teams[0] if nth < 3 else stage.luck.choices(teams, WEIGHTS[: len(teams)])[0]
        # The first is told yesterday and its receipt is published, so that everybody can look into a mailbox.
        receipt = settings.DEMO_VAULT["receipt"] if nth == 0 else receipts.new_digits()
        way = ["anonymous", "confidential", "known"][nth] if nth < 3 else _way(stage)
        teller = Teller(receipt, way, stories[nth % len(stories)], stage.luck.choice(villages[team.party.code]))
        at = _moment(stage, nth)
        vault = vaults[team.party.code]
        lives.append((at, _life_of_report(stage, team, vault, teller, at, is_unread=nth == 0, asks_name=nth == 1)))
    return lives


def _set_up(team: Team, at: datetime) -> Vault:
    for role in ("custodian", "intake_officer"):
        actor = team.one(role)
        with acting(actor, now=at):
            ceremony = actions.set_up_vault(
                passphrase=settings.DEMO_VAULT["passphrase"],
                first_keeper="Notaris Fictief",
                second_keeper="Secretaris Verzonnen",
                actor=actor,
                now=at,
            )
            holder = holder_of(actor)
    with acting(actor, now=at):
        actions.make_partner_link(label="Woningstichting Voorbeeld (fictief)", uses=5, days=90, actor=actor, now=at)
    signs = _open_point(team, at)
    assert holder is not None  # noqa: S101  made two lines ago
    return Vault(actor, Keys(holder=holder, own=pair_of(ceremony.private)), signs)


def _open_point(team: Team, at: datetime) -> list[Any]:
    """Everybody may tell something from now on, each party in its own colours; posters hang in three places."""
    editor = team.one("communication")
    main, band = COLOURS[WITH_VAULT.index(team.party.code)]
    with acting(editor, now=at):
        actions.update_public_point(
            is_open=True, phone="0800-0000", domain="", threshold=60, colours=(main, band), actor=editor, now=at
        )
        return actions.make_signs(label="Ziet u iets? (voorbeeld)", places=PLACES, actor=editor, now=at)


def _way(stage: Stage) -> str:
    return stage.luck.choices(["anonymous", "confidential", "known"], [6, 2, 2])[0]


def _moment(stage: Stage, nth: int) -> datetime:
    """People tell things at all hours; the first few lately, so that something waits."""
    if nth < 3:
        return stage.until - timedelta(hours=(14, 62, 88)[nth])
    return stage.until - timedelta(days=DAYS * stage.luck.random(), hours=stage.luck.randint(0, 15))


def _life_of_report(
    stage: Stage, team: Team, vault: Vault, teller: Teller, at: datetime, *, is_unread: bool, asks_name: bool
) -> Life:
    _tell(team, teller, at, sign=stage.luck.choice([None, *vault.signs]))
    at += timedelta(hours=1)
    yield at
    with acting(system_actor(team.party), now=at) as itself:
        actions.collect(actor=itself, now=at)
    if is_unread:
        return
    at = later(at, stage.luck, 1, 1)
    yield at
    _read_and_confirm(vault, teller, at)
    if asks_name:
        _ask_name(vault, teller, at)
    at += timedelta(hours=stage.luck.randint(3, 40))
    yield at
    _answer(teller, at)
    at = later(at, stage.luck, 1, 3)
    yield at
    signal = _enter(stage, vault, teller, at)
    at = later(at, stage.luck, 1, 3)
    yield at
    yield from lives_on(stage, team, signal, teller.story["leads"], at)
    at = later(max(at, _latest(signal, vault, at)), stage.luck, 1, 4)
    yield at
    _close(vault, teller, signal, at)


def _tell(team: Team, teller: Teller, at: datetime, *, sign: Any) -> None:
    outsider = permissions.outsider(team.party.pk)
    who = {"name": "Fictieve Melder", "phone": "06-00000000", "email": "melder@voorbeeld.example", "best_time": ""}
    with acting(outsider, now=at):
        teller.report = actions.send_report(
            _answers(teller, at),
            way=teller.way,
            identity=who if teller.way != "anonymous" else None,
            receipt=teller.receipt,
            sign=sign,
            language=teller.story["language"],
            actor=outsider,
            now=at,
        )


def _answers(teller: Teller, at: datetime) -> dict[str, Any]:
    story = teller.story
    return {
        "version": 1,
        "language": story["language"],
        "about": story["about"],
        "about_name": story["title"],
        "phenomena": [],
        "signs": [],
        "questions": [],
        "own": story["own"],
        "heard": story["heard"],
        "thought": story["thought"],
        "place": story["place"],
        "locality": teller.village,
        "point": None,
        "observed_from": (timezone.localdate(at) - timedelta(days=6)).isoformat(),
        "observed_until": "",
    }


def _read_and_confirm(vault: Vault, teller: Teller, at: datetime) -> None:
    given: dict[str, Any] = {"keys": vault.keys, "actor": vault.officer, "now": at}
    text = replies.confirmation(language=teller.story["language"], way=teller.way)
    with acting(vault.officer, now=at):
        actions.read_report(teller.report, **given)
        actions.ask(teller.report, text=text, **given)
        actions.ask(teller.report, text="Kunt u vertellen wanneer dit was, en hoe vaak?", **given)


def _ask_name(vault: Vault, teller: Teller, at: datetime) -> None:
    motive = "De officier van justitie vraagt of de melder wil verklaren."
    with acting(vault.officer, now=at):
        actions.request_identity(teller.report, motive=motive, actor=vault.officer, now=at)


def _answer(teller: Teller, at: datetime) -> None:
    with acting(ANONYMOUS, now=at):
        mailbox = actions.open_mailbox(teller.receipt)
        if mailbox is not None:
            actions.read_messages(mailbox, now=at)
            if teller.story["answer"]:
                actions.answer(mailbox, teller.story["answer"], now=at)


def _enter(stage: Stage, vault: Vault, teller: Teller, at: datetime) -> Any:
    story = teller.story
    summary = Report(
        title=f"{story['title']}, {teller.village}"[:120],
        object_kind=story["kind"],
        place=f"{story['place']}, {teller.village} (fictief {stage.luck.randint(1, 60)})",
        locality=teller.village[:100],
        observed_until=timezone.localdate(teller.report.hour),
        observed_from=timezone.localdate(teller.report.hour) - timedelta(days=6),
        own_observation=story["summary"],
    )
    given: dict[str, Any] = {"keys": vault.keys, "actor": vault.officer, "now": at}
    with acting(vault.officer, now=at):
        actions.read_report(teller.report, **given)
        return actions.enter_as_signal(teller.report, summary=summary, **given)


def _latest(signal: Any, vault: Vault, at: datetime) -> datetime:
    """When the last thing happened to the signal."""
    with acting(vault.officer, now=at):
        signal.refresh_from_db()
    found: datetime = signal.closed_at or at
    return found


def _close(vault: Vault, teller: Teller, signal: Any, at: datetime) -> None:
    if signal.is_open:
        return
    given: dict[str, Any] = {"keys": vault.keys, "actor": vault.officer, "now": at}
    last = replies.farewell(language=teller.story["language"])
    with acting(vault.officer, now=at):
        actions.close_report(teller.report, last_message=last, erase_identity=True, **given)
