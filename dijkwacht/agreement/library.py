"""The agreements as files of our own: read, check, load. A second agreement needs a file, no code."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from dijkwacht.agreement import queries
from dijkwacht.agreement.models import Ambition, CheckKind, Edition, Norm, Theme
from dijkwacht.parties import actions as parties

DATA = Path(__file__).parent / "data"
KINDS = {"gemeente", "provincie", "waterschap"}
SHARES = {CheckKind.RATIO, CheckKind.SLA, CheckKind.CHECKLIST}


class CannotLoad(Exception):
    """The file of an agreement says something that cannot be; the text names what."""


def names() -> list[str]:
    """This will return the names of the agreements that we have a file of."""
    return sorted(path.stem for path in DATA.glob("*.yaml"))


def read(name: str) -> dict[str, Any]:
    """This will return the content of one agreement's file."""
    return dict(yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8")))


@transaction.atomic
def load(content: Mapping[str, Any]) -> Edition:
    """
    This will add or update the parties and the catalogue of one agreement. Runs as owner, may run again.

    Norms that people set stay: the file only gives the first norm of each check.

    :raises CannotLoad: if a number is there twice, or a kind, theme or norm cannot be; nothing is half done
    """
    check(content)
    for position, party in enumerate(content["parties"], start=1):
        parties.ensure_party(**{"population": None, "position": position, **party})
    fields = dict(content["edition"])
    edition, _ = Edition.objects.update_or_create(code=fields.pop("code"), defaults=fields)
    for theme in content["themes"]:
        Theme.objects.update_or_create(edition=edition, number=theme["number"], defaults={"title": theme["title"]})
    _load_ambitions(edition, content["ambitions"])
    _load_norms(edition, None, content.get("norms", []))
    return edition


def check(content: Mapping[str, Any]) -> None:
    """:raises CannotLoad: if the file contradicts itself"""
    ambitions = content["ambitions"]
    for number, times in Counter(each["number"] for each in ambitions).items():
        _demand(times == 1, f"ambition {number} is there {times} times")
    themes = {each["number"] for each in content["themes"]}
    for each in ambitions:
        unknown = set(each["applies_to"]) - KINDS
        _demand(not unknown, f"ambition {each['number']} names an unknown kind of party: {sorted(unknown)}")
        _demand(each["theme"] in themes, f"ambition {each['number']} names an unknown theme: {each['theme']}")
        _check_norms(each["number"], each.get("norms", []))
    _check_norms("the whole", content.get("norms", []))


def _check_norms(number: str, norms: Iterable[Mapping[str, Any]]) -> None:
    for norm in norms:
        where = f"norm {norm['code']} of {number}"
        target, amber = norm.get("target"), norm.get("amber")
        _demand(norm["kind"] in CheckKind.values, f"{where} has an unknown kind: {norm['kind']}")
        is_share = norm["kind"] in SHARES
        _demand(target is None or not is_share or 0 <= target <= 1, f"{where} is not between 0 and 1: {target}")
        _demand(amber is None or target is None or amber <= target, f"{where} has amber above its target")


def _demand(is_true: bool, problem: str) -> None:
    if not is_true:
        raise CannotLoad(problem)


def _load_ambitions(edition: Edition, ambitions: Iterable[Mapping[str, Any]]) -> None:
    themes = {theme.number: theme for theme in edition.themes.all()}
    for position, each in enumerate(ambitions, start=1):
        fields = {name: value for name, value in each.items() if name not in {"number", "norms"}}
        fields |= {"theme": themes[each["theme"]], "position": position}
        fields["computed"] = each["number"] in queries.computed_numbers()
        ambition, _ = Ambition.objects.update_or_create(edition=edition, number=each["number"], defaults=fields)
        _load_norms(edition, ambition, each.get("norms", []))


def _load_norms(edition: Edition, ambition: Ambition | None, norms: Iterable[Mapping[str, Any]]) -> None:
    for norm in norms:
        fields = {name: value for name, value in norm.items() if name != "code"}
        Norm.objects.update_or_create(
            edition=edition,
            ambition=ambition,
            party=None,
            code=norm["code"],
            set_by=None,
            defaults={"valid_from": edition.in_force_from, **fields},
        )
