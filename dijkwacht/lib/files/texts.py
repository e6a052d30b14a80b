"""Plain text."""

from dijkwacht.lib.files.kinds import CannotAccept


def clean(content: bytes) -> tuple[bytes, list[str]]:
    """This will return the text as UTF-8 without a byte order mark."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding).encode(), []
        except UnicodeError:
            continue
    raise CannotAccept("Dit tekstbestand heeft een onbekende codering. Sla het op als UTF-8.")
