"""What a command finds around it: the data folder, the database, the secrets, the port."""

import argparse
import base64
import contextlib
import errno
import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from dijkwacht.config.problems import CannotRun
from dijkwacht.config.supervisor import uninterrupted
from dijkwacht.lib.embedded_postgres import EmbeddedPostgres
from dijkwacht.lib.embedded_postgres.home import write_private

DEMO_SETTINGS = "dijkwacht.config.settings.demo"
DEMO_MARK = "this-is-a-demo"


def is_demo() -> bool:
    return os.environ.get("DJANGO_SETTINGS_MODULE") == DEMO_SETTINGS


def data_dir(options: argparse.Namespace) -> Path:
    """
    This will choose the data folder; the demo has one of its own, so that fiction and fact never mix.

    :raises CannotRun: if demo data stand where real ones should, or the other way round
    """
    usual = platformdirs.user_data_dir("dijkwacht-demo" if is_demo() else "dijkwacht")
    folder = Path(options.data or os.environ.get("DIJKWACHT_DATA") or usual).expanduser().absolute()
    has_demo = (folder / DEMO_MARK).exists()
    if has_demo and not is_demo():
        raise CannotRun(f"{folder} holds demo data. Say `dijkwacht --demo`, or choose another folder with --data.")
    # A start that failed on a full disk or was interrupted leaves a folder without a database in it.
    if is_demo() and not has_demo and (folder / "postgres" / "provisioned").exists():
        raise CannotRun(f"{folder} holds real data. Choose another folder for the demo with --data.")
    os.environ["DIJKWACHT_DATA"] = str(folder)
    return folder


def use_demo_secrets(folder: Path) -> None:
    """This will put the demo's own secrets in the environment; it makes at random what is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DEMO_MARK).touch()
    path = folder / "secrets.env"
    kept = _read_secrets(path)
    # An older Dijkwacht made the file with fewer names in it.
    wanted = _new_secrets() | kept
    if wanted != kept:
        write_private(path, "".join(f"{name}={value}\n" for name, value in wanted.items()))
    os.environ.update(wanted)


def has_own_server() -> bool:
    """This will tell whether the operator points to a PostgreSQL server; otherwise the embedded one starts."""
    return bool(os.environ.get("DATABASE_URL"))


@contextlib.contextmanager
def database(folder: Path) -> Iterator[None]:
    """This will put the addresses of the database in the environment, and start the embedded one if needed."""
    if has_own_server():
        yield
        return
    embedded = EmbeddedPostgres(folder)
    try:
        cluster = embedded.start()
        os.environ.update(DATABASE_URL=cluster.app_url, DATABASE_OWNER_URL=cluster.owner_url)
        yield
    finally:
        with uninterrupted():
            embedded.stop()
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            os.environ.pop(name, None)


@contextlib.contextmanager
def ready(options: argparse.Namespace) -> Iterator[None]:
    """This will bring a command to the point where Django can load: folder, database and the demo's secrets."""
    folder = data_dir(options)
    with database(folder):
        if is_demo():
            use_demo_secrets(folder)
        yield


def application_environment() -> dict[str, str]:
    """This will give web and worker what they need: not the owner's password."""
    found = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    # By default each thread keeps memory of its own for itself.
    return {"MALLOC_ARENA_MAX": "2", **found}


def owner_environment() -> dict[str, str]:
    """
    This will give migrations the owner's login.

    :raises CannotRun: if it is not known
    """
    if not os.environ.get("DATABASE_OWNER_URL"):
        raise CannotRun("DATABASE_OWNER_URL is missing: migrations log in as the owner of the tables.")
    return {**os.environ, "DIJKWACHT_AS_OWNER": "1"}


def _read_secrets(path: Path) -> dict[str, str]:
    lines = path.read_text().splitlines() if path.exists() else []
    pairs = (line.partition("=") for line in lines)
    return {name: value for name, _, value in pairs if value}


def _new_secrets() -> dict[str, str]:
    return {
        "DIJKWACHT_SECRET_KEY": secrets.token_urlsafe(48),
        "DIJKWACHT_FILE_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "DIJKWACHT_SEAL_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "DIJKWACHT_RECEIPT_SALT": base64.b64encode(secrets.token_bytes(16)).decode(),
    }


def free_port(wished: int, *, host: str = "127.0.0.1") -> int:
    """
    This will check that the port is free; 0 asks for any.

    :raises CannotRun: if another program has it
    """
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, wished))
        except (OSError, OverflowError) as problem:
            raise CannotRun(_port_problem(wished, problem)) from problem
        return int(door.getsockname()[1])


def _port_problem(port: int, problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop that, or choose another: --port {port + 1}."
    return f"Port {port} cannot be used: {problem}. Choose another with --port."
