import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from dijkwacht.lib.pdf import CannotRender, render

MADE_AT = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">'
    '<path d="M0 20L15 4L40 4L60 20Z" fill="#0b4f6c"/></svg>'
)
REPORT = {
    "title": "Voortgang Drentse Aanpak Ondermijning",
    "party": "Gemeente Emmen",
    "lead": "Twintig van de 27 ambities zijn gehaald.",
    "figures": [["600", "signalen"], ["20 van 27", "ambities gehaald"], ["3", "te laat"]],
    "rows": [
        ["2.1 Meldpunt", "met", 1234],
        ["2.2 Doorzenden", "partly", 56],
        ["2.3 Overleg", "not", 0],
        ["3.1 Beleid", "declared", 1],
        ["3.2 Bibob", "na", 0],
        ["3.3 Damocles", "unknown", 0],
    ],
    "object": "schuur #strong[geen opmaak] $x$ _ook niet_",
    "on": date(2026, 11, 3),
    "chart": CHART,
    "words": "Een dijk met een vlakke kruin",
}
LETTER = {
    "subject": "Doorzending van een signaal",
    "sender": "Gemeente Emmen",
    "to": ["Regionale Uitvoeringsdienst Drenthe", "Postbus 1017", "9400 BA Assen"],
    "number": "S-7K3P-91X",
    "paragraphs": ["Geachte heer, mevrouw,", "Wij zenden u dit signaal door (artikel 2:3 Awb)."],
    "questions": ["Bevestigt u de ontvangst?"],
}


def read(content):
    return PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def report():
    return read(render("lib/example.typ", REPORT, made_at=MADE_AT))


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pdf.pages)


def test_it_is_tagged_dutch_and_titled(report):
    root = report.trailer["/Root"]

    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert report.metadata.title == "Voortgang Drentse Aanpak Ondermijning"
    assert report.metadata.author == "Gemeente Emmen"


def test_it_says_that_it_is_accessible_and_fit_for_the_archive(report):
    about = report.trailer["/Root"]["/Metadata"].get_data().decode()

    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about


def test_it_reads_as_it_was_written(report):
    text = text_of(report)

    for words in (
        "2.1 Meldpunt",
        "1.234",
        "niet gehaald",
        "3 november 2026",
        "42%",
        "niet ingevuld",
        "bladzijde 1 van",
    ):
        assert words in text


def test_its_date_is_the_dutch_day(report):
    assert "22 november 2026" in text_of(report)


def test_data_is_never_read_as_markup(report):
    assert "schuur #strong[geen opmaak] $x$ _ook niet_" in text_of(report)


def test_its_font_is_the_one_of_the_website(report):
    fonts = report.pages[0]["/Resources"]["/Font"].values()

    assert all("NotoSans" in font.get_object()["/BaseFont"] for font in fonts)


def test_a_letter_has_what_a_letter_needs():
    text = text_of(read(render("lib/example-letter.typ", LETTER, made_at=MADE_AT)))

    for words in ("Onderwerp: Doorzending", "Ons kenmerk", "S-7K3P-91X", "9400 BA Assen", "lijst van feiten"):
        assert words in text


def test_the_same_input_gives_the_same_bytes():
    assert render("lib/example.typ", REPORT, made_at=MADE_AT) == render("lib/example.typ", REPORT, made_at=MADE_AT)


def test_a_picture_without_words_is_refused():
    with pytest.raises(CannotRender, match="missing alt text"):
        render("lib/example.typ", REPORT | {"words": None}, made_at=MADE_AT)


@pytest.mark.parametrize("template", ["lib/nothing.typ", "../etc/passwd", "lib/../../x.typ", "lib"])
def test_an_unknown_template_is_refused(template):
    with pytest.raises(CannotRender, match="no template"):
        render(template, {}, made_at=MADE_AT)


def test_forgotten_data_is_named():
    with pytest.raises(CannotRender, match="title"):
        render("lib/example.typ", {}, made_at=MADE_AT)
