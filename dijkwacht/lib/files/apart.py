"""
A PDF is rewritten in a process of its own, with little memory, little time and none of our secrets.

A file of one megabyte can unpack to gigabytes inside the library that reads it, where no setting stops that. Here it
only ends the child.
"""

import json
import os
import resource
import subprocess
import sys

from dijkwacht.lib.files.kinds import CannotAccept

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 20
_TOO_MUCH = (
    "Deze PDF is uitgepakt te groot of te ingewikkeld. Druk hem opnieuw af naar PDF, of maak er een foto of"
    " schermafbeelding van."
)


def clean_pdf(content: bytes) -> tuple[bytes, list[str]]:
    """
    This will return what `pdfs.clean` returns, from a process that may fall over.

    :raises CannotAccept: as `pdfs.clean` does, and when it takes too much memory or time
    """
    command = [sys.executable, "-m", __name__]
    environment = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        child = subprocess.run(  # noqa: S603  Our own module; the upload is its input, not its command.
            command, input=content, capture_output=True, timeout=_SECONDS * 2, env=environment, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise CannotAccept(_TOO_MUCH) from slow
    if child.returncode:
        raise CannotAccept(_TOO_MUCH)
    head, _, cleaned = child.stdout.partition(b"\n")
    answer = json.loads(head)
    if answer["refused"]:
        raise CannotAccept(answer["refused"])
    return cleaned, answer["removed"]


def _in_child() -> None:
    from dijkwacht.lib.files import pdfs

    content = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    cleaned, removed, refused = b"", list[str](), ""
    try:
        cleaned, removed = pdfs.clean(content)
    except CannotAccept as problem:
        refused = str(problem)
    except MemoryError:
        refused = _TOO_MUCH
    sys.stdout.buffer.write(json.dumps({"removed": removed, "refused": refused}).encode() + b"\n" + cleaned)


if __name__ == "__main__":
    _in_child()
