"""Word, Excel and ODT: taken apart and put together again without who, when and what else."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from dijkwacht.lib.files import office_parts
from dijkwacht.lib.files.kinds import CannotAccept

_MAX_PARTS = 5_000
_MAX_UNPACKED = 200 * 1024 * 1024
# Charts hold the numbers behind them as a small workbook; together those may not become large either.
_MAX_INSIDE = 10
_MAX_INSIDE_UNPACKED = 20 * 1024 * 1024
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_MACROS = {"vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin"}
_MACRO_FOLDERS = {"basic", "scripts", "activex", "macrosheets", "dialogsheets"}
_EXECUTABLE = {".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".class", ".jar", ".com", ".scr", ".html", ".htm"}


def clean(content: bytes) -> tuple[bytes, list[str]]:
    """
    This will return the document without properties, authors of changes and remarks, and paths.

    :raises CannotAccept: if it has macros, hidden programs or a password, or unpacks to far more than it is
    """
    return _clean(content, depth=0)


def _clean(content: bytes, *, depth: int) -> tuple[bytes, list[str]]:
    target, removed = io.BytesIO(), set()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as result:
            _check_harmless(source, most=_MAX_INSIDE_UNPACKED if depth else _MAX_UNPACKED)
            for part in source.infolist():
                if part.is_dir() or office_parts.is_dropped(part.filename):
                    continue
                original = source.read(part)
                cleaned = _clean_part(part.filename, original, depth=depth)
                if cleaned != original:
                    removed.add(office_parts.what_it_told(part.filename, original))
                _write(result, part.filename, cleaned)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as broken:
        raise CannotAccept(
            "Dit document is beschadigd of beveiligd. Sla het opnieuw op en probeer het nog eens."
        ) from broken
    return target.getvalue(), sorted(removed - {""})


def _clean_part(name: str, content: bytes, *, depth: int) -> bytes:
    if _is_document(name):
        if depth:
            raise CannotAccept("In dit document zitten bestanden in bestanden. Haal ze eruit.")
        return _clean(content, depth=depth + 1)[0]
    return office_parts.clean(name, content)


def _is_document(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".xlsx", ".docx"}


def _check_harmless(archive: zipfile.ZipFile, *, most: int) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    inside = sum(_is_document(name) for name in names)
    if len(parts) > _MAX_PARTS or inside > _MAX_INSIDE or sum(part.file_size for part in parts) > most:
        raise CannotAccept("Dit document is uitgepakt te groot. Maak het kleiner.")
    if any(part.flag_bits & 1 for part in parts):
        raise CannotAccept("Dit document is beveiligd met een wachtwoord. Sla het op zonder wachtwoord.")
    if len(set(names)) < len(names) or any(_leads_outside(name) for name in names):
        raise CannotAccept("Dit document is beschadigd. Sla het opnieuw op en probeer het nog eens.")
    for name in names:
        _check_part_harmless(PurePosixPath(name.lower()))


def _check_part_harmless(path: PurePosixPath) -> None:
    if path.name in _MACROS or _MACRO_FOLDERS & set(path.parts[:-1]):
        raise CannotAccept("In dit document zit een macro. Sla het op zonder macro's.")
    is_object = "embeddings" in path.parts and path.suffix not in {".xlsx", ".docx"}
    if is_object or path.suffix in _EXECUTABLE or (path.name.startswith("object ") and path.suffix == ""):
        raise CannotAccept("In dit document zit een ander bestand. Haal het eruit en voeg het los toe.")


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=_FIXED_TIME)
    # The first part of an ODT names its type and must be readable without unpacking.
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)
