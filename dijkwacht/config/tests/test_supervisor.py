import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from dijkwacht.config.problems import CannotRun
from dijkwacht.config.supervisor import PARENT, answers, stoppable, supervised

CHILD_OF_A_PARENT = """
import os, subprocess, sys, time
environment = {**os.environ, "DIJKWACHT_PARENT": str(os.getpid())}
running = subprocess.Popen([sys.executable, "-c", sys.argv[1]], env=environment, stdout=subprocess.PIPE)
running.stdout.readline()
print(running.pid, flush=True)
time.sleep(60)
"""

CHILD = """
import time
from dijkwacht.config.supervisor import die_with_parent
die_with_parent()
print("ready", flush=True)
time.sleep(60)
"""
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_child_that_stops_by_itself_is_named():
    with supervised(os.environ) as children:
        children.start("--help")
        with pytest.raises(CannotRun, match="--help stopped by itself"):
            children.wait()


def test_children_are_stopped_even_after_an_error():
    with contextlib.suppress(ZeroDivisionError), supervised(os.environ) as supervisor:
        supervisor.children.append(subprocess.Popen(SLEEPER))
        _ = 1 / 0
    assert supervisor.children[0].returncode == -signal.SIGTERM


def test_a_child_dies_with_a_parent_that_was_killed():
    parent = subprocess.Popen([sys.executable, "-c", CHILD_OF_A_PARENT, CHILD], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    assert _is_gone(child)


def test_an_orphan_does_not_start():
    answer = subprocess.run(
        [sys.executable, "-m", "dijkwacht", "worker"],
        env={**os.environ, PARENT: "1"},
        capture_output=True,
        text=True,
    )
    assert answer.stderr == "dijkwacht: The parent process is gone.\n"


def test_a_polite_end_of_the_system_is_treated_like_ctrl_c():
    with stoppable(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)


def test_it_sees_whether_http_is_spoken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        threading.Thread(target=_answer_once, args=[server]).start()
        assert answers("127.0.0.1", port)
    assert not answers("127.0.0.1", port)


def _answer_once(server: socket.socket) -> None:
    visitor, _ = server.accept()
    with visitor:
        visitor.recv(1000)
        visitor.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")


def _is_gone(pid: int) -> bool:
    for _ in range(50):
        try:
            with open(f"/proc/{pid}/stat") as status:
                if status.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except OSError:
            return True
        time.sleep(0.1)
    return False
