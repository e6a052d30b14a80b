"""The folders, locks and passwords of one cluster."""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from dijkwacht.lib.embedded_postgres.account import Account
from dijkwacht.lib.embedded_postgres.problems import CannotStart

NEEDED_BYTES = 300 * 1024 * 1024
LONGEST_LOG = 10 * 1024 * 1024
# A socket path must fit in 108 bytes, and PostgreSQL adds "/.s.PGSQL.5432.lock" to the folder.
LONGEST_SOCKET_DIR = 85
# Root's own folders are closed to the server's account; this one is not.
SHARED_HOMES = Path("/var/lib/dijkwacht")


class Home:
    """Where one cluster lives: a folder "postgres" in the data folder."""

    def __init__(self, data_dir: Path, account: Account | None) -> None:
        self.data_dir = data_dir
        self.account = account

    # What is where

    @cached_property
    def path(self) -> Path:
        """The folder itself, or where a link in the data folder points when that is closed to the server."""
        home = self.data_dir / "postgres"
        if not home.exists():
            self._make(home)
        return home.resolve()

    @property
    def cluster(self) -> Path:
        return self.path / "cluster"

    @property
    def provisioned(self) -> Path:
        """This file exists when the roles and the database do."""
        return self.path / "provisioned"

    @cached_property
    def socket(self) -> Path:
        """A private folder whose path is short enough for a socket."""
        near = self.path / "socket"
        if len(os.fsencode(near)) <= LONGEST_SOCKET_DIR:
            return near
        runtime = os.environ.get("XDG_RUNTIME_DIR") if self.account is None else None
        # Any user may write in /tmp, but make_private refuses a folder that is not ours.
        return Path(runtime or "/tmp") / f"dijkwacht-{os.geteuid()}-{digest(self.path)}"  # noqa: S108

    def log(self) -> Path:
        """This will give the file to log to, and put a long one aside."""
        log = self.path / "server.log"
        if log.exists() and log.stat().st_size > LONGEST_LOG:
            log.replace(log.with_suffix(".log.old"))
        log.touch(mode=0o600)
        return log

    def password(self, role: str) -> str:
        """This will read the password of a database role, made at random the first time."""
        folder = self.path / "passwords"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / role
        if not path.exists():
            write_private(path, secrets.token_urlsafe(32))
        return path.read_text()

    # Making and checking

    def make_data_dir(self) -> None:
        """
        This will make the data folder, and learn whether we may write in it.

        :raises CannotStart: if we may not
        """
        # Root's folder may be passed through by the server's account, but not read.
        mode = 0o700 if self.account is None else 0o711
        try:
            self.data_dir.mkdir(mode=mode, parents=True, exist_ok=True)
            self._lock.touch(mode=0o600)
        except OSError as problem:
            reason = problem.strerror
            raise CannotStart(f"The data folder {self.data_dir} is not writable: {reason}.") from problem

    def check_space(self) -> None:
        """
        This will check that there is room to work.

        :raises CannotStart: if the disk is nearly full
        """
        free = shutil.disk_usage(self.path).free
        if free < NEEDED_BYTES:
            raise CannotStart(
                f"The disk is full: {free // 2**20} MB free at {self.path}, and the database needs at least "
                f"{NEEDED_BYTES // 2**20} MB. Free some space, or choose another data folder."
            )

    def make_private(self, folder: Path) -> None:
        """
        This will make a folder that only the server may enter.

        :raises CannotStart: if something else stands in its place, perhaps put there by another user
        """
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            self.give(folder)
        found = folder.lstat()
        ours = self.account.uid if self.account else os.geteuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != ours or found.st_mode & 0o077:
            raise CannotStart(f"{folder} is not a private folder of ours. Remove it and try again.")

    def give(self, path: Path) -> None:
        """This will make the server's account the owner of a file or folder."""
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def _make(self, home: Path) -> None:
        if self.account is None or self.account.can_reach(self.data_dir):
            home.mkdir(mode=0o700 if self.account is None else 0o711)
            return
        SHARED_HOMES.mkdir(mode=0o711, exist_ok=True)
        elsewhere = Path(tempfile.mkdtemp(prefix=f"{self.data_dir.name}-", dir=SHARED_HOMES))
        elsewhere.chmod(0o711)
        home.unlink(missing_ok=True)
        home.symlink_to(elsewhere)

    # Locks

    @property
    def _lock(self) -> Path:
        return self.data_dir / "postgres.lock"

    @contextlib.contextmanager
    def mutex(self) -> Iterator[None]:
        """This will let one process at a time start or stop the server."""
        with self._lock.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def join(self) -> int:
        """This will count us among the users of the cluster, until the returned descriptor closes."""
        users = os.open(self.path / "users", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(users, fcntl.LOCK_SH)
        return users


def is_alone(users: int) -> bool:
    """This will tell whether nobody else uses the cluster."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write_private(path: Path, text: str) -> None:
    """This will write a whole file that only we may read, or none."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(text)
    unfinished.rename(path)


def digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
