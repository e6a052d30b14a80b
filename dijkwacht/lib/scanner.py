"""A virus scan of every upload, by the organisation's own ClamAV when one is configured."""

import socket
import struct
from contextlib import closing

from django.conf import settings

from dijkwacht.lib.files import CannotAccept

_SECONDS = 30
_PIECE = 64 * 1024


class FoundVirus(CannotAccept):
    """The scanner knows this content as harmful."""


class CannotScan(CannotAccept):
    """A scanner is configured but gave no answer, so nothing is accepted."""


def scan(content: bytes) -> None:
    """
    This will pass when the scanner finds nothing, or when none is configured.

    `settings.DIJKWACHT_CLAMAV` is "unix:/run/clamav/clamd.ctl" or "host:port".

    :raises FoundVirus: if the scanner recognises something
    :raises CannotScan: if the scanner does not answer, or answers something else
    """
    address = settings.DIJKWACHT_CLAMAV
    if not address:
        return

    answer = _ask(address, content)

    if answer.endswith("FOUND"):
        raise FoundVirus("Dit bestand is geweigerd: de virusscanner vond er iets schadelijks in.")
    if not answer.endswith("OK"):
        raise CannotScan(
            "De virusscanner werkt nu niet. Daarom nemen we het bestand niet aan. Probeer het straks opnieuw."
        )


def _ask(address: str, content: bytes) -> str:
    """Speak INSTREAM with clamd: pieces with their length before them, a length of zero at the end."""
    try:
        with closing(_connect(address)) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                connection.sendall(struct.pack("!I", len(piece)) + piece)
            connection.sendall(struct.pack("!I", 0))
            return _read_all(connection).rstrip(b"\0\n").decode(errors="replace")
    except OSError:
        return ""


def _read_all(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(4096), b""))


def _connect(address: str) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
