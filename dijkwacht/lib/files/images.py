"""Pictures: encoded anew from their pixels, so that nothing but the picture remains."""

import io
from contextlib import suppress
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps

from dijkwacht.lib.files.kinds import CannotAccept

MAX_SIDE = 4096
MAX_PIXELS = 80_000_000
_PLAIN_MODES = {"RGB", "RGBA", "L", "LA"}
_SAVE: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 88},
}
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError)


def clean(content: bytes) -> tuple[bytes, list[str]]:
    """
    This will return the same picture, upright, at most 4096 pixels a side, and what was left out.

    :raises CannotAccept: if it is broken or has too many pixels
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            return _encode_anew(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise CannotAccept("Deze afbeelding heeft te veel beeldpunten. Maak hem kleiner.") from bomb
    except _BROKEN as broken:
        raise CannotAccept("Deze afbeelding is beschadigd en kan niet geopend worden.") from broken


def _encode_anew(picture: Image.Image) -> tuple[bytes, list[str]]:
    if picture.width * picture.height > MAX_PIXELS:
        raise CannotAccept("Deze afbeelding heeft te veel beeldpunten. Maak hem kleiner.")
    image_format = "JPEG" if picture.format == "MPO" else str(picture.format)
    picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
    picture.load()
    removed = _what_it_tells(picture)

    pixels = _without_profile(picture)
    pixels.thumbnail((MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(pixels)
    # A new image has no `info`, from which Pillow would write profile, text and resolution again.
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)

    if image_format == "JPEG" and bare.mode not in {"RGB", "L"}:
        bare = bare.convert("RGB")
    target = io.BytesIO()
    bare.save(target, image_format, **_SAVE[image_format])
    return target.getvalue(), removed


def _without_profile(picture: Image.Image) -> Image.Image:
    """The picture in sRGB: phones write wider colours, which would look dull once the profile is gone."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode=mode)
            return converted or picture
    if picture.mode in _PLAIN_MODES:
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _what_it_tells(picture: Image.Image) -> list[str]:
    exif = picture.getexif()
    told = {
        "plaats": bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
        "toestel en datum": bool(exif),
        "beschrijving": bool(_descriptions(picture)),
        "beweging": getattr(picture, "is_animated", False) and picture.format != "MPO",
    }
    return [words for words, found in told.items() if found]


def _descriptions(picture: Image.Image) -> set[str]:
    texts = set(getattr(picture, "text", {}))
    return texts | ({"comment", "xmp", "photoshop", "Raw profile type xmp"} & set(picture.info))
