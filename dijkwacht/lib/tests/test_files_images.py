import io

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from dijkwacht.lib.files import CannotAccept, clean_file

XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Piet</x:xmpmeta>"


def phone_picture(image_format="JPEG", size=(60, 40), orientation=1, **more):
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Telefoonmerk", orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 47.0, 12.0), 3: "E", 4: (6.0, 53.0, 1.0)})
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, image_format, exif=exif, xmp=XMP, **more)
    return target.getvalue()


def opened(file):
    return Image.open(io.BytesIO(file.content))


@pytest.mark.parametrize("image_format", ["JPEG", "WEBP"])
def test_place_and_device_are_gone(image_format):
    file = clean_file("foto", phone_picture(image_format))

    assert file.removed == ["beschrijving", "plaats", "toestel en datum"]
    assert not opened(file).getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & set(opened(file).info)
    assert b"Telefoonmerk" not in file.content
    assert b"Piet" not in file.content


def test_texts_in_a_png_are_gone():
    told, target = PngImagePlugin.PngInfo(), io.BytesIO()
    told.add_text("Author", "Piet")
    told.add_itxt("XML:com.adobe.xmp", "Piet")
    Image.new("RGB", (9, 9)).save(target, "PNG", pnginfo=told, dpi=(300, 300))

    file = clean_file("schets.png", target.getvalue())

    assert "beschrijving" in file.removed
    assert b"Piet" not in file.content
    assert set(opened(file).info) == set()


def test_a_comment_and_a_colour_profile_are_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = clean_file("foto", phone_picture(comment=b"van Piet", icc_profile=profile))

    assert b"van Piet" not in file.content
    assert "icc_profile" not in opened(file).info
    assert opened(file).getpixel((5, 5))[0] < 20 < opened(file).getpixel((5, 5))[1]


def test_a_picture_taken_sideways_is_put_upright():
    assert opened(clean_file("foto", phone_picture(size=(60, 40), orientation=6))).size == (40, 60)


def test_a_clean_picture_has_nothing_to_tell():
    target = io.BytesIO()
    Image.new("RGB", (9, 9)).save(target, "PNG")

    assert clean_file("schets.png", target.getvalue()).removed == []


def test_a_big_picture_becomes_smaller():
    assert max(opened(clean_file("kaart", phone_picture(size=(5000, 2500)))).size) == 4096


def test_a_picture_with_too_many_pixels_is_refused():
    target = io.BytesIO()
    Image.new("1", (10_000, 8_500)).save(target, "PNG")

    with pytest.raises(CannotAccept, match="te veel beeldpunten"):
        clean_file("bom.png", target.getvalue())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixels_is_understood(mode):
    target = io.BytesIO()
    Image.new(mode, (20, 10)).save(target, "JPEG" if mode == "CMYK" else "PNG")

    assert opened(clean_file("scan", target.getvalue())).size == (20, 10)


def test_a_transparent_picture_stays_transparent():
    target = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(target, "PNG")

    assert opened(clean_file("logo.png", target.getvalue())).getpixel((1, 1))[3] == 0


def test_what_follows_the_picture_is_gone():
    assert b"achteraan" not in clean_file("foto", phone_picture() + b"achteraan geplakt").content
