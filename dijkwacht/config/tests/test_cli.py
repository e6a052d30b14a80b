import base64
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dijkwacht.config.cli import main, surroundings, with_django
from dijkwacht.config.cli.freshness import State
from dijkwacht.lib.embedded_postgres import EmbeddedPostgres, home

HERE = [sys.executable, "-m", "dijkwacht"]
OURS = ("DATABASE_", "DIJKWACHT_", "DJANGO_")


@pytest.fixture
def folder() -> Iterator[Path]:
    # Not pytest's own folder: root's is closed to the account that the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="dijkwacht-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch, folder):
    """Nothing of the tests' own database or settings leaks into a command, nor back."""
    for name in [name for name in os.environ if name.startswith(OURS)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DIJKWACHT_DATA", str(folder))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "dijkwacht.config.settings.production")


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*HERE, *arguments], capture_output=True, text=True, env={**os.environ, **environment})


def test_a_port_that_is_taken_is_named(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["demo", f"--port={port}"]) == 2
    assert f"Port {port} is taken by another program" in capsys.readouterr().err


def test_an_impossible_port_is_named(capsys):
    assert main(["demo", "--port=99999"]) == 2
    assert "Port 99999 cannot be used" in capsys.readouterr().err


def test_a_full_disk_is_named(capsys, monkeypatch):
    monkeypatch.setattr(home, "NEEDED_BYTES", 10**18)
    assert main(["demo", "--port=0"]) == 2
    assert "The disk is full" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(capsys, folder):
    (folder / "file").touch()
    assert main(["demo", "--port=0", f"--data={folder}/file/data"]) == 2
    assert "is not writable" in capsys.readouterr().err


def test_the_demo_keeps_away_from_real_data(capsys, folder):
    (folder / "postgres").mkdir()
    (folder / "postgres" / "provisioned").touch()
    assert main(["demo", "--port=0"]) == 2
    assert "holds real data" in capsys.readouterr().err


def test_after_a_full_disk_the_demo_takes_the_folder_for_its_own_again(capsys, monkeypatch):
    monkeypatch.setattr(home, "NEEDED_BYTES", 10**18)
    for _ in range(2):
        assert main(["demo", "--port=0"]) == 2
        assert "The disk is full" in capsys.readouterr().err


def test_real_work_keeps_away_from_demo_data(capsys, folder):
    (folder / surroundings.DEMO_MARK).touch()
    assert main(["run"]) == 2
    assert "holds demo data" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["DIJKWACHT_SECRET_KEY", "DIJKWACHT_HOSTS"])
def test_a_missing_setting_is_named_without_a_traceback(missing):
    settings = {"DATABASE_URL": "postgresql:///nowhere", "DIJKWACHT_SECRET_KEY": "x" * 60, "DIJKWACHT_HOSTS": "x"}
    del settings[missing]
    answer = command("manage", "check", **settings)
    assert answer.returncode == 2
    assert answer.stderr == f"dijkwacht: Set the {missing} environment variable\n"


def production(**changes: str) -> dict[str, str]:
    """The settings that production asks for, with keys of the right length."""
    key = base64.b64encode(b"k" * 32).decode()
    names = dict.fromkeys(("SECRET_KEY", "HOSTS", "BASE_URL", "SEAL_FILE"), "x")
    names |= {"FILE_KEY": key, "SEAL_KEY": key, "RECEIPT_SALT": base64.b64encode(b"s" * 16).decode()} | changes
    return {"DATABASE_URL": "postgresql:///nowhere"} | {f"DIJKWACHT_{name}": value for name, value in names.items()}


def test_an_empty_secret_is_refused_at_the_start():
    answer = command("web", **production(SECRET_KEY=""))
    assert answer.returncode == 2
    assert "SECRET_KEY setting must not be empty" in answer.stderr


@pytest.mark.parametrize(("name", "size"), [("FILE_KEY", 32), ("SEAL_KEY", 32), ("RECEIPT_SALT", 16)])
@pytest.mark.parametrize("wrong", ["eA==", "not base64!"])
def test_a_key_of_another_length_is_refused_at_the_start(name, size, wrong):
    answer = command("web", **production(**{name: wrong}))
    assert answer.returncode == 2
    assert answer.stderr == f"dijkwacht: DIJKWACHT_{name} must be {size} bytes in base64.\n"


def test_checking_the_log_passes_its_options_on(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///nowhere")
    asked = []
    monkeypatch.setattr(with_django, "call", lambda *arguments: asked.extend(arguments))
    assert main(["verify-audit", "--json", "--write-missing"]) == 0
    assert asked == ["verify_audit", "--json", "--write-missing"]


def test_migrations_need_the_owners_login(capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql:///nowhere")
    assert main(["migrate"]) == 2
    assert "DATABASE_OWNER_URL is missing" in capsys.readouterr().err


def test_web_and_worker_never_get_the_owners_password(monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql:///owner")
    assert "DATABASE_OWNER_URL" in surroundings.owner_environment()
    assert "DATABASE_OWNER_URL" not in surroundings.application_environment()


def test_the_demo_makes_its_secrets_once_and_keeps_them_private(folder, monkeypatch):
    surroundings.use_demo_secrets(folder)
    first = os.environ["DIJKWACHT_SEAL_KEY"]
    surroundings.use_demo_secrets(folder)
    assert os.environ["DIJKWACHT_SEAL_KEY"] == first
    assert oct((folder / "secrets.env").stat().st_mode & 0o777) == "0o600"


def test_a_demo_of_an_older_version_gets_the_secrets_it_lacks_and_keeps_its_own(folder, monkeypatch):
    (folder / "secrets.env").write_text("DIJKWACHT_SEAL_KEY=kept\n")
    surroundings.use_demo_secrets(folder)
    assert os.environ["DIJKWACHT_SEAL_KEY"] == "kept"
    salt = os.environ["DIJKWACHT_RECEIPT_SALT"]
    monkeypatch.delenv("DIJKWACHT_RECEIPT_SALT")
    surroundings.use_demo_secrets(folder)
    assert os.environ["DIJKWACHT_RECEIPT_SALT"] == salt


def test_a_database_that_this_code_made_is_up_to_date(folder):
    state = State(folder)
    assert not state.is_up_to_date()
    state.mark_up_to_date()
    assert State(folder).is_up_to_date()


def test_another_database_in_the_same_folder_is_not(folder, monkeypatch):
    State(folder).mark_up_to_date()
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")
    assert not State(folder).is_up_to_date()


def test_other_migrations_make_it_out_of_date(folder, monkeypatch):
    State(folder).mark_up_to_date()
    monkeypatch.setattr("dijkwacht.config.cli.freshness.PACKAGES", ("django",))
    assert not State(folder).is_up_to_date()


def test_the_parent_process_stays_small():
    loaded = "import sys, dijkwacht.config.cli; print({'django', 'psycopg', 'granian'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True).stdout == "set()\n"


def test_the_demo_answers_and_stops_in_order(folder):
    state = State(folder)
    for note in ("loaded", "people"):
        state.write(note, "Fatima, intake officer")
    state.mark_up_to_date()
    (folder / surroundings.DEMO_MARK).touch()

    demo = subprocess.Popen(
        [*HERE, "demo", "--port=0", "--no-worker"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    told = _until_ready(demo)
    demo.send_signal(signal.SIGTERM)
    rest = demo.communicate(timeout=30)[0]

    assert "All data are fictional" in told
    assert "Fatima, intake officer" in told
    assert f"kept in {folder}" in rest
    assert demo.returncode == 0
    assert not EmbeddedPostgres(folder).is_running()


def _until_ready(demo: subprocess.Popen[str]) -> str:
    told = ""
    for line in demo.stdout:
        told += line
        if re.search(r"http://127\.0\.0\.1:\d+/", line):
            break
    return told
