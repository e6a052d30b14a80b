"""The operating system account that the server runs as, when that is not the user who starts it."""

import contextlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from dijkwacht.lib.embedded_postgres.problems import CannotStart


@dataclass(frozen=True, slots=True)
class Account:
    """A system account that root lends to the server."""

    uid: int
    gid: int

    def can_reach(self, path: Path) -> bool:
        """This will tell whether the account may pass through every folder on the way to the path."""
        return all(self._may_pass(folder.stat()) for folder in (path, *path.parents) if folder.is_dir())

    def _may_pass(self, folder: os.stat_result) -> bool:
        if folder.st_uid == self.uid:
            return bool(folder.st_mode & stat.S_IXUSR)
        if folder.st_gid == self.gid:
            return bool(folder.st_mode & stat.S_IXGRP)
        return bool(folder.st_mode & stat.S_IXOTH)


def server_account() -> Account | None:
    """
    This will choose a system account when root starts us, because PostgreSQL refuses to run as root.

    :raises CannotStart: if the machine has no suitable account
    """
    if os.geteuid() != 0:
        return None
    for name in ("dijkwacht", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise CannotStart("PostgreSQL does not run as root. Make a system account named dijkwacht.")
