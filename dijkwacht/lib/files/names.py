"""Names of uploaded files: for people to recognise, never to trust."""

import re
import unicodedata
from pathlib import PurePosixPath

from dijkwacht.lib.files.kinds import DOCX, JPEG, ODT, PDF, PNG, TXT, WEBP, XLSX, CannotAccept, Family, Kind

_MAX_STEM = 80
_FAMILY_OF = {
    extension: kind.family
    for kind in (JPEG, PNG, WEBP, PDF, DOCX, XLSX, ODT, TXT)
    for extension in {kind.extension, *kind.also}
}
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def check_agrees(name: str, kind: Kind) -> None:
    """
    This will pass when the name promises what the content is.

    Pictures may carry each other's extension (phones and messengers do so); no extension is fine too.

    :raises CannotAccept: if the name promises something else
    """
    extension = _extension(name)
    claimed = _FAMILY_OF.get(extension)
    if not extension or (claimed is kind.family and kind.family is not Family.OFFICE):
        return
    if extension != kind.extension:
        raise CannotAccept(
            f"De naam eindigt op .{extension}, maar dit is een {kind.label}. Controleer of dit het goede bestand is."
        )


def clean(name: str, kind: Kind) -> str:
    """This will return a name without path, control or guiding characters, with the extension of the kind."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rpartition(".")[0] if _extension(name) else last
    kept = "".join(character for character in unicodedata.normalize("NFC", stem) if _is_plain(character))
    tidy = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*;%]', "-", kept)).strip(" .-")[:_MAX_STEM].rstrip(" .-")
    if not tidy or _RESERVED.fullmatch(tidy):
        tidy = "bijlage"
    return f"{tidy}.{kind.extension}"


def _extension(name: str) -> str:
    extension = PurePosixPath(re.split(r"[/\\]", name)[-1].strip()).suffix.lower().lstrip(".")
    return extension if re.fullmatch(r"[a-z0-9]{1,8}", extension) else ""


def _is_plain(character: str) -> bool:
    # Categories C: control, direction marks, private use, surrogates. A direction mark can make "gpj.exe" look
    # like "exe.jpg".
    return unicodedata.category(character)[0] != "C" or character == "\t"
