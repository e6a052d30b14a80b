"""A sign on paper: a poster, a card or a small card with a QR code, as accessible PDF."""

import io
from dataclasses import dataclass
from datetime import datetime

import segno

from dijkwacht.lib import pdf


@dataclass(frozen=True, slots=True)
class Paper:
    """A size that a sign is printed in."""

    code: str
    name: str


PAPERS = {
    each.code: each
    for each in (
        Paper("a4", "Poster A4"),
        Paper("a3", "Poster A3"),
        Paper("a6", "Kaart A6"),
        Paper("pas", "Kaartje (bankpas)"),
    )
}


def draw_sign(paper: Paper, *, party: str, address: str, phone: str, place: str, made_at: datetime) -> bytes:
    """
    This will return the PDF (PDF/UA) of one sign.

    `address` is the whole address behind the QR code; on paper it stands without "https://".
    """
    shown = address.removeprefix("https://").removeprefix("http://")
    data = {
        "paper": paper.code,
        "party": party,
        "phone": phone,
        "place": place,
        "shown": shown,
        "qr": _qr(address),
        "qr_in_words": f"QR-code die het meldpunt van {party} opent op {shown}",
    }
    return pdf.render("reporting/sign.typ", data, made_at=made_at)


def _qr(address: str) -> str:
    """Level Q: a quarter may be worn, wet or covered."""
    target = io.BytesIO()
    segno.make(address, error="q", micro=False).save(target, kind="svg", border=2, xmldecl=False, dark="#083a50")
    return target.getvalue().decode()
