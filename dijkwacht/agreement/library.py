"""The agreements as files of our own: read, check, load. A second agreement needs a file, no code."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from dijkwacht.parties import actions as parties

DATA = Path(__file__).parent / "data"


def names() -> list[str]:
    """This will return the names of the agreements that we have a file of."""
    return sorted(path.stem for path in DATA.glob("*.yaml"))


def read(name: str) -> dict[str, Any]:
    """This will return the content of one agreement's file."""
    return dict(yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8")))


@transaction.atomic
def load(name: str) -> None:
    """This will add or update the parties of one agreement. Runs as owner."""
    content = read(name)
    for position, party in enumerate(content["parties"], start=1):
        parties.ensure_party(**{"population": None, "position": position, **party})
