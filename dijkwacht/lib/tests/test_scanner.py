import socketserver
import struct
import threading

import pytest

from dijkwacht.lib.scanner import CannotScan, FoundVirus, scan

# The harmless text that every scanner recognises (EICAR), put together so that no scanner blocks this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(socketserver.StreamRequestHandler):
    """Speaks INSTREAM as clamd does."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        self.wfile.write(self.server.answer(content))


def answer(content):
    return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@pytest.fixture
def clamd(settings):
    with socketserver.TCPServer(("127.0.0.1", 0), Clamd) as server:
        server.answer = answer
        settings.DIJKWACHT_CLAMAV = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_without_a_scanner_everything_passes(settings):
    settings.DIJKWACHT_CLAMAV = ""

    scan(EICAR)


def test_a_clean_file_passes(clamd):
    scan(b"een foto" * 100_000)


def test_a_virus_is_refused(clamd):
    with pytest.raises(FoundVirus, match="virusscanner vond"):
        scan(b"x" * 200_000 + EICAR)


@pytest.mark.parametrize("strange", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"\xff\xfe"])
def test_a_strange_answer_is_not_trusted(clamd, strange):
    clamd.answer = lambda content: strange

    with pytest.raises(CannotScan, match="Probeer het straks opnieuw"):
        scan(b"een foto")


@pytest.mark.parametrize("address", ["127.0.0.1:9", "unix:/nowhere/clamd.ctl"])
def test_a_scanner_that_is_away_lets_nothing_in(settings, address):
    settings.DIJKWACHT_CLAMAV = address

    with pytest.raises(CannotScan):
        scan(b"een foto")


def test_it_speaks_over_a_unix_socket(settings, tmp_path):
    path = str(tmp_path / "clamd.ctl")
    with socketserver.UnixStreamServer(path, Clamd) as server:
        server.answer = answer
        settings.DIJKWACHT_CLAMAV = f"unix:{path}"
        threading.Thread(target=server.handle_request, daemon=True).start()

        with pytest.raises(FoundVirus):
            scan(EICAR)
