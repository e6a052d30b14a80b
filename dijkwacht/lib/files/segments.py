"""Metadata out of pictures inside documents, without touching a pixel."""

import struct
from collections.abc import Iterator

# JPEG: keep what is needed to show it (APP0 JFIF, APP2 colour profile, APP14 Adobe); drop EXIF, XMP, IPTC, text.
_JPEG_KEEPS = {0xE0, 0xE2, 0xEE}
_PNG_DROPS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_PNG_START = b"\x89PNG\r\n\x1a\n"


def strip(picture: bytes) -> bytes:
    """This will return a JPEG or PNG without its metadata, and anything else, or a broken one, as it is."""
    try:
        if picture.startswith(b"\xff\xd8\xff"):
            return b"\xff\xd8" + b"".join(_jpeg_segments(picture))
        if picture.startswith(_PNG_START):
            return _PNG_START + b"".join(_png_chunks(picture))
    except (struct.error, ValueError, IndexError):
        return picture
    return picture


def _jpeg_segments(picture: bytes) -> Iterator[bytes]:
    place = 2
    while True:
        if picture[place] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = picture[place + 1]
        if marker == 0xDA:  # the scan: pixels up to the end
            yield picture[place : picture.rindex(b"\xff\xd9") + 2]
            return
        end = place + 2 + struct.unpack_from(">H", picture, place + 2)[0]
        is_metadata = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_metadata or marker in _JPEG_KEEPS:
            yield picture[place:end]
        place = end


def _png_chunks(picture: bytes) -> Iterator[bytes]:
    place = len(_PNG_START)
    while place < len(picture):
        length, name = struct.unpack_from(">I4s", picture, place)
        end = place + length + 12
        if name not in _PNG_DROPS:
            yield picture[place:end]
        if name == b"IEND":
            return
        place = end
    raise ValueError("it ends before its end")
