"""Metadata out of pictures inside documents, without touching a pixel."""

import struct
from collections.abc import Callable, Iterator

_PNG_START = b"\x89PNG\r\n\x1a\n"
_JP2_START = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
# What is needed to show a picture. Of all else (EXIF, XMP, IPTC, texts, previews, colour profiles that name a screen)
# nothing stays.
_PNG_KEEPS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD", b"sBIT"}
_WEBP_KEEPS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
_JP2_KEEPS = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}
_PLAIN_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def strip(picture: bytes) -> bytes | None:
    """This will return a JPEG, PNG, GIF, WebP or JPEG 2000 without its metadata, None for anything else or broken."""
    for start, strip_kind in _STRIPPERS.items():
        if picture.startswith(start):
            try:
                return strip_kind(picture)
            except (struct.error, ValueError, IndexError):
                return None
    return None


def _strip_jpeg(picture: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(_jpeg_segments(picture))


def _jpeg_segments(picture: bytes) -> Iterator[bytes]:
    place = 2
    while True:
        if picture[place] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = picture[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        if marker == 0xD9:  # the end; a second picture or more may follow, and goes
            yield b"\xff\xd9"
            return
        end = place + 2 + struct.unpack_from(">H", picture, place + 2)[0]
        if end > len(picture):
            raise ValueError("it ends before its end")
        if marker == 0xDA:  # a scan: pixels up to the next real marker
            end = _end_of_scan(picture, end)
        yield _jpeg_segment(marker, picture[place:end])
        place = end


def _jpeg_segment(marker: int, segment: bytes) -> bytes:
    if marker == 0xE0:
        return _PLAIN_JFIF if segment[4:9] == b"JFIF\0" else b""
    if marker == 0xEE and segment[4:9] == b"Adobe":
        return segment
    is_metadata = 0xE0 <= marker <= 0xEF or marker == 0xFE
    return b"" if is_metadata else segment


def _end_of_scan(picture: bytes, place: int) -> int:
    while True:
        place = picture.index(b"\xff", place)
        after = picture[place + 1]
        if after != 0 and not 0xD0 <= after <= 0xD7:
            return place
        place += 2


def _strip_png(picture: bytes) -> bytes:
    return _PNG_START + b"".join(_png_chunks(picture))


def _png_chunks(picture: bytes) -> Iterator[bytes]:
    place = len(_PNG_START)
    while place < len(picture):
        length, name = struct.unpack_from(">I4s", picture, place)
        end = place + length + 12
        if name in _PNG_KEEPS:
            yield picture[place:end]
        if name == b"IEND":
            return
        place = end
    raise ValueError("it ends before its end")


def _strip_gif(picture: bytes) -> bytes:
    return b"".join(_gif_blocks(picture))


def _gif_blocks(picture: bytes) -> Iterator[bytes]:
    """Header, then pictures (0x2C) and extensions (0x21): comments, texts and applications go, timing stays."""
    place = 13 + _palette_size(picture[10])
    yield picture[:place]
    while picture[place] != 0x3B:
        kind, start = picture[place], place
        if kind == 0x2C:
            place += 11 + _palette_size(picture[place + 9])
        elif kind == 0x21:
            place += 2
        else:
            raise ValueError("no block where one must be")
        place = _end_of_gif_data(picture, place)
        if kind == 0x2C or picture[start + 1] == 0xF9:
            yield picture[start:place]
    yield b"\x3b"


def _palette_size(flags: int) -> int:
    return int(3 * 2 ** ((flags & 7) + 1)) if flags & 0x80 else 0


def _end_of_gif_data(picture: bytes, place: int) -> int:
    while size := picture[place]:
        place += size + 1
    return place + 1


def _strip_webp(picture: bytes) -> bytes:
    if picture[8:12] != b"WEBP":
        raise ValueError("another kind of RIFF")
    kept = b"WEBP" + b"".join(_webp_chunks(picture))
    return b"RIFF" + struct.pack("<I", len(kept)) + kept


def _webp_chunks(picture: bytes) -> Iterator[bytes]:
    place, whole = 12, min(len(picture), struct.unpack_from("<I", picture, 4)[0] + 8)
    while place + 8 <= whole:
        name, length = struct.unpack_from("<4sI", picture, place)
        end = place + 8 + length + length % 2
        chunk = picture[place:end]
        if name == b"VP8X":  # its flags must not promise what is gone
            chunk = chunk[:8] + bytes([chunk[8] & ~0b0010_1100]) + chunk[9:]
        if name in _WEBP_KEEPS:
            yield chunk
        place = end


def _strip_jp2(picture: bytes) -> bytes:
    return b"".join(_jp2_boxes(picture))


def _jp2_boxes(picture: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(picture):
        length, name = struct.unpack_from(">I4s", picture, place)
        if length == 1:
            length = struct.unpack_from(">Q", picture, place + 8)[0]
        end = place + length if length else len(picture)
        if length in range(1, 8) or end > len(picture):
            raise ValueError("a box without end")
        if name == b"jp2c":
            start = place + (16 if length == 1 else 8)
            codes = b"".join(_codestream(picture[start:end]))
            yield struct.pack(">I4s", len(codes) + 8, name) + codes
        elif name in _JP2_KEEPS:
            yield picture[place:end]
        place = end


def _strip_codestream(picture: bytes) -> bytes:
    return b"".join(_codestream(picture))


def _codestream(codes: bytes) -> Iterator[bytes]:
    """JPEG 2000 itself: a remark (FF64) stands before the first tile (FF90)."""
    yield codes[:2]
    place = 2
    while codes[place : place + 2] != b"\xff\x90":
        end = place + 2 + struct.unpack_from(">H", codes, place + 2)[0]
        if codes[place : place + 2] != b"\xff\x64":
            yield codes[place:end]
        place = end
    yield codes[place:]


_STRIPPERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"\xff\xd8\xff": _strip_jpeg,
    _PNG_START: _strip_png,
    b"GIF8": _strip_gif,
    b"RIFF": _strip_webp,
    _JP2_START: _strip_jp2,
    b"\xff\x4f\xff\x51": _strip_codestream,
}
