"""Tips that came as a table (CSV): whatever its columns are called, an officer says what they mean."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dijkwacht.reporting.tips.tip import CannotRead, Tip, readable

MOST_ROWS = 100
MOST_COLUMNS = 40

FIELDS = {
    "": "niet overnemen",
    "text": "tekst van de tip",
    "received": "datum van ontvangst",
    "place": "adres of plek",
    "locality": "dorp of stad",
    "phenomenon": "fenomeen",
    "title": "in het kort",
    "number": "nummer bij Meld Misdaad Anoniem",
}
_NEEDED = ("text", "received")
_USUAL = {
    "text": ("tekst", "inhoud", "omschrijving", "tip", "melding", "toelichting"),
    "received": ("datum", "ontvangen", "datum ontvangst", "datum melding", "ontvangstdatum"),
    "place": ("adres", "locatie", "plek", "straat"),
    "locality": ("plaats", "woonplaats", "gemeente", "dorp", "stad"),
    "phenomenon": ("fenomeen", "delict", "soort", "categorie", "onderwerp"),
    "title": ("titel", "in het kort", "samenvatting"),
    "number": ("nummer", "kenmerk", "meldnummer", "tipnummer", "referentie"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: the names of its columns, and its rows with the line that they stand on."""

    head: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(content: bytes) -> Table:
    """
    This will read a CSV with a row of names at the top, whatever separates its columns.

    :raises CannotRead: if it is no such table, or too long
    """
    text = _decoded(content)
    try:
        dialect = csv.Sniffer().sniff(text[:10_000], delimiters=";,\t|")
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(io.StringIO(text, newline=""), dialect)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as problem:
        raise CannotRead("Deze tabel kunnen wij niet lezen. Bewaar haar opnieuw als CSV.") from problem
    filled = [(number, row) for number, row in lines if any(row)]
    _check(filled)
    return Table(filled[0][1], filled[1:])


def guess(head: list[str]) -> dict[int, str]:
    """This will propose what each column means, by its name; each meaning once."""
    found: dict[int, str] = {}
    for place, name in enumerate(head):
        for field, usual in _USUAL.items():
            if name.casefold().strip(" :") in usual and field not in found.values():
                found[place] = field
                break
    return found


def check_meaning(meaning: Mapping[int, str]) -> str:
    """This will say what is wrong with a choice of columns, empty when nothing is."""
    chosen = [each for each in meaning.values() if each]
    double = next((each for each in chosen if chosen.count(each) > 1), "")
    if double:
        return f"U koos twee kolommen voor “{FIELDS[double]}”. Kies er één."
    missing = [FIELDS[each] for each in _NEEDED if each not in chosen]
    return f"Kies ook een kolom voor: {' en '.join(missing)}." if missing else ""


def tips_of_table(table: Table, meaning: Mapping[int, str]) -> list[Tip]:
    """This will return a tip for each row."""
    return [_tip(number, row, table, meaning) for number, row in table.rows]


def _tip(number: int, row: list[str], table: Table, meaning: Mapping[int, str]) -> Tip:
    told: dict[str, Any] = {field: row[place] for place, field in meaning.items() if field and place < len(row)}
    wrong = (
        ()
        if len(row) == len(table.head)
        else (f"Deze regel heeft {len(row)} kolommen; het zijn er {len(table.head)}.",)
    )
    return Tip(where=f"regel {number}", problems=wrong, **told)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return readable(content.decode(encoding))
        except UnicodeError:
            continue
    raise CannotRead("Deze tabel heeft een onbekende codering. Bewaar haar als CSV in UTF-8.")


def _check(lines: list[tuple[int, list[str]]]) -> None:
    if len(lines) < 2:
        raise CannotRead("In deze tabel staan geen tips. De eerste regel moet de namen van de kolommen hebben.")
    if len(lines) - 1 > MOST_ROWS:
        raise CannotRead(f"Deze tabel heeft {len(lines) - 1} regels. Neem er ten hoogste {MOST_ROWS} tegelijk.")
    if not 2 <= len(lines[0][1]) <= MOST_COLUMNS:
        raise CannotRead("Deze tabel heeft niet genoeg kolommen, of te veel. Bewaar haar opnieuw als CSV.")
