"""Pieces of a map: fetched by the server, of Drenthe only, and without a word about who looks."""

import io
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from PIL import Image

from dijkwacht.reporting import tiles
from dijkwacht.reporting.tests.public.conftest import Visitor

IN_DRENTHE = "/melden/kaart/10/530/335.png"


@pytest.fixture
def asked(settings):
    """A map of others, and what it was asked."""
    seen, picture = [], io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(picture, "PNG")

    class Map(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, dict(self.headers)))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>" if "/18/" in self.path else picture.getvalue())

        def log_message(self, *args):
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Map) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.DIJKWACHT_TILES = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}"
        tiles.piece.cache_clear()
        yield seen
        server.shutdown()
        thread.join()


def test_the_map_hears_nothing_of_the_visitor(asked, db):
    answer = Visitor(**{"User-Agent": "Herkenbaar", "Referer": "https://werk.example/"}).opens(IN_DRENTHE).answer
    assert answer.headers["Content-Type"] == "image/png"
    path, headers = asked[0]
    assert path == "/10/530/335"
    assert "Herkenbaar" not in str(headers)
    assert "werk.example" not in str(headers)


def test_a_piece_is_fetched_once(asked, db):
    for _ in range(3):
        Visitor().opens(IN_DRENTHE)
    assert len(asked) == 1


@pytest.mark.parametrize("piece", ["10/1/1", "3/4/2", "19/271000/171000", "10/530/99999999999999"])
def test_the_rest_of_the_world_is_not_there(asked, db, piece):
    assert Visitor().opens(f"/melden/kaart/{piece}.png").answer.status_code == 404
    assert asked == []


def test_what_is_no_picture_is_not_handed_on(asked, db):
    row = next(row for row in range(80_000, 90_000) if tiles.is_in_area(18, 136_000, row))
    assert Visitor().opens(f"/melden/kaart/18/136000/{row}.png").answer.status_code == 404


def test_without_an_address_there_is_no_map(db, settings):
    settings.DIJKWACHT_TILES = ""
    assert Visitor().opens(IN_DRENTHE).answer.status_code == 404
