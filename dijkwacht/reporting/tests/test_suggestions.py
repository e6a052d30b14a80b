"""What is marked to leave out, and what is left alone."""

import subprocess
import sys
import time

import pytest

from dijkwacht.reporting.suggestions import finding, leave_out, pieces, suggest


def found(text):
    return {(each.text, each.reason) for each in suggest(text)}


@pytest.mark.parametrize(
    ("text", "marked", "reason"),
    [
        ("Ik zag Jan de Vries bij de loods.", "Jan de Vries", "naam"),
        ("Volgens mevrouw Pietersen-Bakker is het verhuurd.", "mevrouw Pietersen-Bakker", "naam"),
        ("Volgens Jan de Vries is het zo.", "Jan de Vries", "naam"),
        ("Piotr Kowalski huurt de schuur.", "Piotr Kowalski", "naam"),
        ("Bel mij op 06-12345678.", "06-12345678", "telefoonnummer"),
        ("Bel 0591 123456 na vijf uur.", "0591 123456", "telefoonnummer"),
        ("Of +31 6 12345678.", "+31 6 12345678", "telefoonnummer"),
        ("Een bus met VRT-84-K erop.", "VRT-84-K", "kenteken"),
        ("Een auto met kenteken WPI 12345.", "WPI 12345", "kenteken"),
        ("Mail jan@voorbeeld.nl maar.", "jan@voorbeeld.nl", "e-mailadres"),
        ("Geld naar NL91 ABNA 0417 1643 00.", "NL91 ABNA 0417 1643 00", "rekeningnummer"),
        ("Zijn nummer is 111222333.", "111222333", "burgerservicenummer"),
        ("Achter Kanaalweg 12 staat een loods.", "Kanaalweg 12", "adres"),
        ("Dat is in 7811 AB.", "7811 AB", "postcode"),
        ("Mijn broer heeft het gezien.", "Mijn broer", "wijst naar de melder"),
        ("Ik woon naast de loods.", "Ik woon naast", "wijst naar de melder"),
        ("Onze buurvrouw zag het ook.", "Onze buurvrouw", "wijst naar de melder"),
    ],
)
def test_it_marks_what_points_at_somebody(text, marked, reason):
    assert (marked, reason) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Drie avonden achter elkaar stond daar een bestelbus.",
        "Het ruikt er naar aceton. De ramen zijn afgeplakt.",
        "Er liggen 111222334 blauwe vaten.",
        "NL92ABNA0417164300 klopt niet.",
        "🚜🚜🚜 ‏هنا‏",
    ],
)
def test_it_leaves_the_rest_alone(text):
    assert found(text) == set()


def test_a_place_is_where_it_says():
    text = "Zin één.\nKees belde 06-12345678 🚐 en Anna ook."
    assert all(text[each.start : each.end] == each.text for each in suggest(text))
    assert "".join(piece.text for piece in pieces(text)) == text


def test_what_is_left_out_goes_everywhere_and_only_whole():
    assert leave_out("Jan zag Jan en Janneke.", ["Jan"]) == "[weggelaten] zag [weggelaten] en Janneke."


def test_a_megabyte_of_names_does_not_hold_up_the_desk():
    begin = time.monotonic()
    assert len(suggest("Jan de Vries en " * 65_000)) == 200
    assert time.monotonic() - begin < 10


def test_nothing_is_loaded_before_somebody_reads_a_report():
    program = "import sys, dijkwacht.reporting.suggestions; sys.exit('deduce' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_it_fits_beside_a_web_process():
    program = (
        "from pathlib import Path; from dijkwacht.reporting.suggestions import suggest; suggest('Jan de Vries');"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True)
    assert int(ran.stdout.strip().splitlines()[-1]) < 120 * 1024


def test_a_text_that_is_made_to_take_long_keeps_no_officer_waiting(monkeypatch):
    monkeypatch.setattr(finding, "SECONDS", 0.2)
    began = time.monotonic()
    found = suggest("Van Der Jan de Vries " * 4700 + "\nBel 06-12345678.")
    assert time.monotonic() - began < 20
    assert found[-1].text == "06-12345678"
