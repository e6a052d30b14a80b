"""The state in which the last run left the database, so that a second start does no work twice."""

import hashlib
import os
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import dijkwacht
from dijkwacht.config.cli import surroundings

PACKAGE = Path(dijkwacht.__file__).parent
# These bring migrations of their own.
PACKAGES = ("django", "django-allauth", "procrastinate")


class State:
    """Notes in the data folder about one database."""

    def __init__(self, folder: Path) -> None:
        self.is_embedded = not surroundings.has_own_server()
        address = "embedded" if self.is_embedded else os.environ["DATABASE_URL"]
        self.folder = folder / f"state-{hashlib.sha256(address.encode()).hexdigest()[:8]}"

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever the database may need to change: other migrations, reference data, roles or packages."""
        found = hashlib.sha256(" ".join(version(name) for name in PACKAGES).encode())
        for pattern in ("*/migrations/*.py", "*/data/*.yaml", "config/roles.py"):
            for path in sorted(PACKAGE.glob(pattern)):
                found.update(path.read_bytes())
        return found.hexdigest()

    def is_up_to_date(self) -> bool:
        """This will tell whether this very code brought this database up to date before."""
        return self.read("up-to-date") == self.fingerprint

    def mark_up_to_date(self) -> None:
        self.write("up-to-date", self.fingerprint)

    def read(self, name: str) -> str | None:
        path = self.folder / name
        return path.read_text() if path.exists() else None

    def write(self, name: str, text: str = "") -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        (self.folder / name).write_text(text)

    def forget(self, *names: str) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)
