"""A whole Dijkwacht of its own in a temporary folder: web, worker and a durable database, on 127.0.0.1."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ADDRESS = re.compile(rb"http://127\.0\.0\.1:(\d+)/")


@dataclass
class Stack:
    """The running processes, where they answer, and how long the start took in seconds."""

    process: subprocess.Popen[bytes]
    port: int
    folder: Path
    seconds: float

    def memory(self) -> int:
        """This will return the proportional memory of all its processes, in MB."""
        return sum(_pss(pid) for pid in family(self.process.pid, self.folder)) // 1024


def family(parent: int, folder: Path) -> set[int]:
    """This will return the parent, all that descend from it, and the database of this folder."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
    roots = {parent, *_postmasters(folder)}
    found = set(roots)
    while more := {pid for pid, above in parents.items() if above in found} - found:
        found |= more
    return found


def _postmasters(folder: Path) -> set[int]:
    return {int(path.read_text().split()[0]) for path in folder.rglob("postmaster.pid")}


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found.group(1)) if found else 0


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary data folder, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="dijkwacht-bench-") as name:
        yield Path(name)


@contextmanager
def running(data: Path, *options: str, **settings: str) -> Iterator[Stack]:
    """This will start `dijkwacht demo` on a free port, with these settings, and stop it afterwards."""
    began = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "DIJKWACHT"))}
    environment |= {"DJANGO_SETTINGS_MODULE": "dijkwacht.config.settings.demo", **settings}
    command = [sys.executable, "-m", "dijkwacht", "demo", "--port", "0", "--data", str(data), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        try:
            port = _wait_for_address(process)
            yield Stack(process, port, data, time.monotonic() - began)
        finally:
            process.send_signal(signal.SIGTERM)  # what runs behind nohup is deaf to Ctrl-C
            process.wait(timeout=120)


def _wait_for_address(process: subprocess.Popen[bytes]) -> int:
    assert process.stdout is not None
    for line in process.stdout:
        if found := ADDRESS.search(line):
            # What it says later must go somewhere, or it waits for a reader.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return int(found.group(1))
    raise SystemExit("dijkwacht demo did not start; its message is above")
