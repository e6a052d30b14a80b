"""Starting, sharing and stopping the server of one cluster."""

import contextlib
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from dijkwacht.lib.embedded_postgres.account import server_account
from dijkwacht.lib.embedded_postgres.configuration import (
    APP,
    DATABASE,
    HOST_BASED_ACCESS,
    OWNER,
    SUPERUSER,
    configuration,
    locale_arguments,
)
from dijkwacht.lib.embedded_postgres.home import Home, is_alone, write_private
from dijkwacht.lib.embedded_postgres.problems import CannotStart
from dijkwacht.lib.embedded_postgres.programs import PATIENCE_SECONDS, Programs

READY, RECOVERING, SILENT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a cluster answers, per role."""

    owner_url: str
    app_url: str
    socket_dir: Path


class EmbeddedPostgres:
    """One cluster in a folder, started by its first user and stopped by its last."""

    def __init__(self, data_dir: Path, *, bin_dir: Path | None = None, durable: bool = True) -> None:
        self.home = Home(data_dir.absolute(), server_account())
        self.programs = Programs(self.home, bin_dir)
        self.durable = durable
        self._users: int | None = None

    def __enter__(self) -> Cluster:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Cluster:
        """
        This will make the cluster if needed, start it if needed, and count us among its users.

        :raises CannotStart: if the disk is full, the folder is not writable or PostgreSQL refuses
        """
        if self._users is not None:
            return self.urls()
        self.home.make_data_dir()
        with self.home.mutex():
            self.home.check_space()
            self._start_server()
            self._users = self.home.join()
        return self.urls()

    def stop(self) -> None:
        """This will leave the cluster, and stop the server if nobody else uses it."""
        if self._users is None:
            return
        with self.home.mutex():
            if is_alone(self._users):
                self._stop_server()
            self._leave()

    def forget(self) -> None:
        """
        This will throw the whole database away, so that the next start makes a new one.

        :raises CannotStart: if somebody uses it
        """
        self.home.make_data_dir()
        with self.home.mutex():
            self._users = self.home.join()
            if not is_alone(self._users):
                self._leave()
                raise CannotStart(f"Another program uses the database in {self.home.path}. Stop it first.")
            self._stop_server()
            shutil.rmtree(self.home.cluster, ignore_errors=True)
            self.home.provisioned.unlink(missing_ok=True)
            self._leave()

    def urls(self) -> Cluster:
        """This will tell the addresses, also of a cluster that is not running now."""
        return Cluster(self._url(OWNER), self._url(APP), self.home.socket)

    def is_running(self) -> bool:
        """This will ask the server itself; a pid file alone proves nothing."""
        return self._answer() == READY

    def _url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{self.home.password(role)}@/{database}?host={self.home.socket}"

    # Starting

    def _start_server(self) -> None:
        self.home.make_private(self.home.socket)
        if not self.home.cluster.exists():
            self._initialise()
        if self._answer_when_recovered() == SILENT:
            self._launch()
        if not self.home.provisioned.exists():
            self._provision()

    def _initialise(self) -> None:
        # A cluster gets its name only when it is whole, so that a crash halfway leaves no half cluster.
        unfinished = Path(tempfile.mkdtemp(prefix="making-", dir=self.home.path))
        self.home.give(unfinished)
        password = unfinished.with_suffix(".password")
        write_private(password, self.home.password(SUPERUSER))
        self.home.give(password)
        try:
            self._initdb(unfinished, password)
        finally:
            password.unlink()
        unfinished.rename(self.home.cluster)

    def _initdb(self, folder: Path, password: Path) -> None:
        self.programs.run(
            "initdb",
            f"--pgdata={folder}",
            "--encoding=UTF8",
            *locale_arguments(self.programs.version),
            "--auth=scram-sha-256",
            f"--username={SUPERUSER}",
            f"--pwfile={password}",
            *(() if self.durable else ("--no-sync",)),
        )

    def _launch(self) -> None:
        self._check_version()
        self._clear_the_way()
        text = configuration(self.home.socket, version=self.programs.version, durable=self.durable)
        self._write("postgresql.conf", text)
        self._write("pg_hba.conf", HOST_BASED_ACCESS)
        self._pg_ctl("start", "--wait", output=self.home.log())

    def _provision(self) -> None:
        # Imported here: only the first start needs the database driver.
        from dijkwacht.lib.embedded_postgres.provision import provision

        provision(
            self._url(SUPERUSER, "template1"),
            owner_password=self.home.password(OWNER),
            app_password=self.home.password(APP),
        )
        self.home.provisioned.touch(mode=0o600)

    def _stop_server(self) -> None:
        if self._answer() != SILENT:
            self._pg_ctl("stop", "--mode=fast")

    def _leave(self) -> None:
        if self._users is not None:
            os.close(self._users)
            self._users = None

    def _write(self, name: str, text: str) -> None:
        path = self.home.cluster / name
        path.write_text(text)
        self.home.give(path)

    def _pg_ctl(self, command: str, *arguments: str, output: Path | None = None) -> None:
        where = f"--pgdata={self.home.cluster}"
        patience = f"--timeout={PATIENCE_SECONDS}"
        self.programs.run("pg_ctl", command, where, patience, *arguments, output=output)

    # What there is already

    def _answer(self) -> int:
        if not (self.home.socket / ".s.PGSQL.5432").exists():
            return SILENT
        return self.programs.call("pg_isready", "--quiet", f"--host={self.home.socket}").returncode

    def _answer_when_recovered(self) -> int:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (answer := self._answer()) == RECOVERING and time.monotonic() < deadline:
            time.sleep(0.1)
        return answer

    def _check_version(self) -> None:
        made_by = int((self.home.cluster / "PG_VERSION").read_text())
        if made_by != self.programs.version:
            raise CannotStart(
                f"PostgreSQL {made_by} made the database in {self.home.cluster}, and the programs are version "
                f"{self.programs.version}. Dump it with the old version and load it with the new one."
            )

    def _clear_the_way(self) -> None:
        # PostgreSQL refuses to start while any process has the number in its lock files. After a crash of the
        # machine that may be another program.
        locks = [self.home.cluster / "postmaster.pid", self.home.socket / ".s.PGSQL.5432.lock"]
        pids = {lock.read_text().partition("\n")[0] for lock in locks if lock.exists()}
        if any(self._is_our_server(pid) for pid in pids):
            # It lives but cannot be reached, for example because someone cleaned /tmp.
            self._pg_ctl("stop", "--mode=fast")
        elif Path("/proc/self").exists():
            for lock in locks:
                lock.unlink(missing_ok=True)

    def _is_our_server(self, pid: str) -> bool:
        with contextlib.suppress(OSError):
            return (Path("/proc") / pid / "cwd").readlink() == self.home.cluster
        return False
