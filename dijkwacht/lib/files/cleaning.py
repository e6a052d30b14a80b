"""From an upload to a file that may be kept."""

from collections.abc import Callable
from dataclasses import dataclass

from dijkwacht.lib.dutch import file_size
from dijkwacht.lib.files import apart, images, names, office, texts
from dijkwacht.lib.files.kinds import CannotAccept, Family, kind_of

MAX_BYTES = 25 * 1024 * 1024

Cleaner = Callable[[bytes], tuple[bytes, list[str]]]
_CLEANERS: dict[Family, Cleaner] = {
    Family.IMAGE: images.clean,
    Family.PDF: apart.clean_pdf,
    Family.OFFICE: office.clean,
    Family.TEXT: texts.clean,
}


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file as it may be kept; `removed` says in Dutch what was taken out, for the user."""

    name: str
    media_type: str
    content: bytes
    removed: list[str]


def clean_file(name: str, content: bytes) -> CleanFile:
    """
    This will return the file without metadata, under a safe name with the extension of its real type.

    Accepts JPEG, PNG, WebP, PDF, DOCX, XLSX, ODT and plain text up to 25 MB.

    :raises CannotAccept: with a Dutch sentence for the user
    """
    if not content:
        raise CannotAccept("Dit bestand is leeg.")
    if len(content) > MAX_BYTES:
        raise CannotAccept(f"Dit bestand is te groot: {file_size(len(content))}. Het mag 25 MB zijn.")
    kind = kind_of(content)

    cleaned, removed = _CLEANERS[kind.family](content)
    names.check_agrees(name, kind)

    return CleanFile(names.clean(name, kind), kind.media_type, cleaned, sorted(set(removed)))
