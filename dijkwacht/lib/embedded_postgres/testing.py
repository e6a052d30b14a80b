"""A cluster for tests: fast instead of safe, and one per test run."""

import atexit
import fcntl
import itertools
import os
import shutil
import tempfile
from pathlib import Path

from dijkwacht.lib.embedded_postgres.account import server_account
from dijkwacht.lib.embedded_postgres.home import digest
from dijkwacht.lib.embedded_postgres.problems import CannotStart
from dijkwacht.lib.embedded_postgres.server import Cluster, EmbeddedPostgres


def test_cluster() -> Cluster:
    """
    This will start a cluster for one test run, and stop it when the last process of that run ends.

    The workers of one run share it; another run at the same time gets another one. DIJKWACHT_TEST_BIN_DIR names
    other programs than the wheel's, for example /usr/lib/postgresql/15/bin.
    """
    given = os.environ.get("DIJKWACHT_TEST_BIN_DIR")
    folder = Path(os.environ.get("DIJKWACHT_TEST_CLUSTER") or _free_folder(given))
    os.environ["DIJKWACHT_TEST_CLUSTER"] = str(folder)

    database = _started(folder, Path(given) if given else None)
    atexit.register(database.stop)
    return database.urls()


# pytest would take the function for a test wherever it is imported.
test_cluster.__test__ = False  # type: ignore[attr-defined]


def _started(folder: Path, programs: Path | None) -> EmbeddedPostgres:
    database = EmbeddedPostgres(folder, bin_dir=programs, durable=False)
    try:
        database.start()
    except CannotStart:
        # A crash of the machine may have damaged it, or it is of an older version; nothing in it is worth keeping.
        shutil.rmtree(folder / "postgres")
        database = EmbeddedPostgres(folder, bin_dir=programs, durable=False)
        database.start()
    return database


def _free_folder(programs: str | None) -> Path:
    name = f"dijkwacht-tests-{os.geteuid()}-{digest(Path(__file__) / (programs or ''))}"
    folders = (Path(tempfile.gettempdir()) / f"{name}-{number}" for number in itertools.count(1))
    return next(folder for folder in folders if _claim(folder))


def _claim(folder: Path) -> bool:
    folder.mkdir(mode=0o711 if server_account() else 0o700, exist_ok=True)
    if folder.lstat().st_uid != os.geteuid():
        return False
    # Stays open, and so locked, until this process ends: the first of its run.
    claim = os.open(folder / "claim", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(claim)
        return False
    return True
