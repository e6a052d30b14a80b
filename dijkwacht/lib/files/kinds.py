"""What a file is, by its content alone."""

import io
import re
import zipfile
from dataclasses import dataclass
from enum import Enum

import puremagic


class CannotAccept(Exception):
    """This file is refused; the text says why, in Dutch, for the person who chose it."""


class Family(Enum):
    IMAGE = "afbeelding"
    PDF = "PDF"
    OFFICE = "document"
    TEXT = "tekst"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of file that we accept; `also` are other extensions people use for it."""

    family: Family
    label: str
    media_type: str
    extension: str
    also: frozenset[str] = frozenset()


_OOXML = "application/vnd.openxmlformats-officedocument."
JPEG = Kind(Family.IMAGE, "JPEG-afbeelding", "image/jpeg", "jpg", frozenset({"jpeg", "jpe", "jfif"}))
PNG = Kind(Family.IMAGE, "PNG-afbeelding", "image/png", "png")
WEBP = Kind(Family.IMAGE, "WebP-afbeelding", "image/webp", "webp")
PDF = Kind(Family.PDF, "PDF", "application/pdf", "pdf")
DOCX = Kind(Family.OFFICE, "Word-document", _OOXML + "wordprocessingml.document", "docx")
XLSX = Kind(Family.OFFICE, "Excel-bestand", _OOXML + "spreadsheetml.sheet", "xlsx")
ODT = Kind(Family.OFFICE, "ODT-document", "application/vnd.oasis.opendocument.text", "odt")
TXT = Kind(Family.TEXT, "tekstbestand", "text/plain", "txt", frozenset({"csv", "log", "md", "text"}))

ACCEPT = ",".join(
    kind.media_type if kind.family in {Family.IMAGE, Family.PDF} else f".{kind.extension}"
    for kind in (JPEG, PNG, WEBP, PDF, DOCX, XLSX, ODT, TXT)
)
"""For `<input type=file accept=...>`: because HEIC is not in it, an iPhone hands over its photos as JPEG."""

_ACCEPTED = "Kies een foto (JPEG, PNG of WebP), een PDF, een Word-, Excel- of ODT-bestand of platte tekst."
_HEIC = re.compile(rb"....ftyp(heic|heix|hevc|heim|heis|hevm|hevs|mif1|msf1|avif|avis)", re.DOTALL)
_FILM = re.compile(
    rb"....(ftyp|moov|mdat|wide|free|skip|pnot)|\x1aE\xdf\xa3|RIFF....AVI |FLV\x01|\x00\x00\x01[\xba\xb3]"
    rb"|0&\xb2u\x8ef\xcf\x11",
    re.DOTALL,
)
_SOUND = re.compile(
    rb"ID3|\xff[\xf1\xf9\xfb\xf3\xf2\xfa]|OggS|fLaC|RIFF....WAVE|FORM....AIF|#!AMR|....ftypM4[AB] ", re.DOTALL
)
_OTHER_PICTURE = re.compile(rb"GIF8[79]a|II\*\x00|MM\x00\*|BM....\x00\x00\x00\x00|\x00\x00\x00\x0cjP  ", re.DOTALL)
_MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml|\?php|!entity)|^\s*\{\\rtf|^#!", re.IGNORECASE
)


def kind_of(content: bytes) -> Kind:
    """
    This will tell which accepted kind a file is, from its content.

    :raises CannotAccept: if it is another kind, or two kinds at once
    """
    kind = _by_first_bytes(content) or _text(content)
    if kind is None:
        raise CannotAccept(_refusal(content))
    _check_one_kind_only(content, kind)
    return kind


def _by_first_bytes(content: bytes) -> Kind | None:
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _in_zip(content)
    return None


def _in_zip(content: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = _first_bytes(archive, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as broken:
        raise CannotAccept("Dit bestand is beschadigd. Sla het opnieuw op en probeer het nog eens.") from broken
    if "[Content_Types].xml" in names:
        return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None
    return ODT if mimetype.strip() == ODT.media_type.encode() else None


def _first_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    """No more than needed, because a part of a few bytes can unpack to gigabytes."""
    with archive.open(name) as part:
        return part.read(100)


def _text(content: bytes) -> Kind | None:
    plain = _narrow(content)
    has_control = re.search(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]", plain)
    return None if has_control or _MARKUP.search(plain) else TXT


def _narrow(content: bytes) -> bytes:
    """UTF-16 as UTF-8, so that both are searched in the same way."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16", errors="ignore").encode() if is_wide else content


def _check_one_kind_only(content: bytes, kind: Kind) -> None:
    """Some files are made to be read in two ways; those are never an accident."""
    is_also_pdf = kind is not PDF and b"%PDF-" in content[:1024]
    is_also_zip = kind.family is not Family.OFFICE and zipfile.is_zipfile(io.BytesIO(content))
    if is_also_pdf or is_also_zip:
        raise CannotAccept("In dit bestand zit nog een ander bestand verstopt. We nemen het niet aan.")


def _refusal(content: bytes) -> str:
    for pattern, words in _REFUSALS:
        if pattern.match(content):
            return words
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return (
            "Dit is een oud Word- of Excel-bestand, of het is beveiligd met een wachtwoord."
            " Sla het op als .docx of .xlsx zonder wachtwoord."
        )
    if content.startswith(b"PK"):
        return "Dit is een zip-bestand. Pak het uit en voeg de bestanden los toe."
    if content.startswith((b"MZ", b"\x7fELF")):
        return f"Dit is een programma. Dat nemen we niet aan. {_ACCEPTED}"
    if _MARKUP.search(_narrow(content)):
        return f"Dit is een webpagina, tekening of script. Dat nemen we niet aan. {_ACCEPTED}"
    return f"Dit soort bestand{_guess(content)} nemen we niet aan. {_ACCEPTED}"


_REFUSALS = (
    (
        _HEIC,
        "Dit is een HEIC-foto. Daar kunnen we niet uithalen waar en waarmee hij is gemaakt."
        " Maak op uw telefoon een schermafbeelding van de foto en kies die, of sla hem op als JPEG.",
    ),
    (
        _SOUND,
        "Dit is een geluidsopname. Die nemen we niet aan: een stem kan verraden wie u bent."
        " Schrijf op wat er te horen is.",
    ),
    (
        _FILM,
        "Dit is een filmpje. Daar kunnen we niet uithalen waar en waarmee het is gemaakt. Maak schermafbeeldingen van"
        " wat belangrijk is en kies die. Schrijf erbij dat u een filmpje hebt.",
    ),
    (
        _OTHER_PICTURE,
        "Dit soort afbeelding nemen we niet aan. Maak er een schermafbeelding van of sla hem op als JPEG of PNG.",
    ),
)


def _guess(content: bytes) -> str:
    try:
        extension = puremagic.from_string(content)
    except (puremagic.PureError, ValueError, IndexError):
        return ""
    return f" ({extension})" if extension else ""
