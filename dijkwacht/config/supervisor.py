"""One parent that starts web and worker and stops them in order; when one of them dies, all stop."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from types import FrameType

from dijkwacht.config.problems import CannotRun

# A worker may be in the middle of a letter or a report.
PATIENCE_SECONDS = 30
START_SECONDS = 60
PARENT = "DIJKWACHT_PARENT"
PR_SET_PDEATHSIG = 1


class Supervisor:
    """The children, in the order in which they must stop."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = {**environment, PARENT: str(os.getpid())}
        self.children: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> None:
        """This will start a `dijkwacht` command as a child, out of reach of a Ctrl-C meant for us."""
        command = [sys.executable, "-m", "dijkwacht", *arguments]
        child = subprocess.Popen(command, env=self.environment, start_new_session=True)  # noqa: S603 - ourselves
        self.children.append(child)

    def wait_for_answer(self, host: str, port: int) -> None:
        """
        This will wait until the web server answers a request.

        :raises CannotRun: if a child stops, or nothing answers in a minute
        """
        deadline = time.monotonic() + START_SECONDS
        while not answers(host, port):
            self._check_children()
            if time.monotonic() > deadline:
                raise CannotRun(f"The web server did not answer on port {port} within {START_SECONDS} s.")
            time.sleep(0.05)

    def wait(self) -> None:
        """
        This will wait for Ctrl-C or SIGTERM.

        :raises KeyboardInterrupt: when one of these comes
        :raises CannotRun: if a child stops by itself
        """
        while True:
            self._check_children()
            time.sleep(0.5)

    def stop(self) -> None:
        """This will stop the children one after another."""
        for child in self.children:
            child.terminate()
            try:
                child.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _check_children(self) -> None:
        for child in self.children:
            if child.poll() is not None:
                name = list(child.args)[3] if isinstance(child.args, list) else "child"
                raise CannotRun(f"The {name!s} stopped by itself (status {child.returncode}); its message is above.")


@contextlib.contextmanager
def supervised(environment: Mapping[str, str]) -> Iterator[Supervisor]:
    """This will give a supervisor, and stop all its children at the end, whatever happens."""
    supervisor = Supervisor(environment)
    try:
        yield supervisor
    finally:
        with uninterrupted():
            supervisor.stop()


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """This will treat SIGTERM and a closed terminal like Ctrl-C, so that everything is stopped in order."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    for number, handler in before.items():
        # Whoever started us with nohup wants us to live on.
        if handler != signal.SIG_IGN:
            signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """This will not let an impatient second Ctrl-C leave something running."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, signal.SIG_IGN) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def die_with_parent() -> None:
    """This will let the kernel stop us when our parent was killed and cannot do so itself."""
    parent = os.environ.pop(PARENT, None)
    if parent is None or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        raise CannotRun("The parent process is gone.")


def answers(host: str, port: int) -> bool:
    """This will tell whether something answers an HTTP request; no HTTP library, to stay small."""
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=5) as connection:
        connection.sendall(b"HEAD /.well-known/security.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
        return connection.recv(5) == b"HTTP/"
    return False


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
