"""What every kind of file has in common: known by content, named safely, refused clearly."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dijkwacht.lib.files import MAX_BYTES, CannotAccept, clean_file


def picture(image_format="JPEG", size=(40, 30), **options):
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, image_format, **options)
    return target.getvalue()


def zipped(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("image_format", "media_type", "extension"),
    [("JPEG", "image/jpeg", ".jpg"), ("PNG", "image/png", ".png"), ("WEBP", "image/webp", ".webp")],
)
def test_pictures_are_known_by_their_content(image_format, media_type, extension):
    file = clean_file("schuur", picture(image_format))

    assert (file.media_type, file.name) == (media_type, "schuur" + extension)


def test_a_picture_may_carry_the_extension_of_another_picture():
    assert clean_file("IMG-20261121.jpg", picture("WEBP")).name == "IMG-20261121.webp"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "leeg"),
        (b"x" * (MAX_BYTES + 1), "te groot"),
        (b"MZ\x90\x00" + bytes(100), "programma"),
        (b"\x7fELF" + bytes(100), "programma"),
        (b"<!DOCTYPE html><p>hoi", "webpagina"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "webpagina, tekening"),
        (b"gewone tekst met <script>alert(1)</script>", "script"),
        ("﻿<html>".encode("utf-16"), "webpagina"),
        (b"#!/bin/sh\nrm", "script"),
        (b"{\\rtf1 hoi}", "script"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "oud Word"),
        (b"GIF89a" + bytes(40), "schermafbeelding"),
        (zipped(a="b"), "zip"),
        (b"PK\x03\x04 but broken", "beschadigd"),
        (b"\xff\xd8\xff\xe0 not a picture", "beschadigd"),
        (picture()[:200], "beschadigd"),
        (b"%PDF-1.7 and nothing more", "beschadigd"),
    ],
)
def test_it_says_why_it_refuses(content, why):
    with pytest.raises(CannotAccept, match=why):
        clean_file("bijlage", content)


@pytest.mark.parametrize(
    "content",
    [
        picture() + zipped(secret="x"),
        picture("PNG") + zipped(secret="x"),
        b"%PDF-1.4\n" + b"x" * 10 + zipped(secret="x"),
        picture(comment=b"%PDF-1.4"),
    ],
)
def test_a_file_that_is_two_files_is_refused(content):
    with pytest.raises(CannotAccept, match="nog een ander bestand verstopt"):
        clean_file("bijlage", content)


@pytest.mark.parametrize("name", ["rekening.pdf", "foto.exe", "brief.docx", "lijst.html"])
def test_a_name_that_promises_something_else_is_refused(name):
    with pytest.raises(CannotAccept, match="De naam eindigt op"):
        clean_file(name, picture())


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\jan\\Mijn foto's\\schuur 1.jpg", "schuur 1.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("foto\u202egpj.jpeg", "fotogpj.jpg"),
        ("a\x00b\nc.jpg", "abc.jpg"),
        ("<schuur>?.jpg", "schuur.jpg"),
        ("...", "bijlage.jpg"),
        ("CON.jpg", "bijlage.jpg"),
        ("", "bijlage.jpg"),
        ("é" * 300 + ".jpg", "é" * 80 + ".jpg"),
    ],
)
def test_names_are_made_safe(name, kept):
    assert clean_file(name, picture()).name == kept


@given(st.text(max_size=200))
def test_no_name_leads_anywhere(name):
    try:
        kept = clean_file(name, b"een briefje").name
    except CannotAccept:
        return

    assert kept.endswith(".txt")
    assert not set(kept) & set('/\\\x00\n\r<>"|')
    assert not kept.startswith(".")
    assert len(kept) <= 84


@given(st.binary(max_size=300))
def test_any_bytes_are_accepted_or_refused_but_never_crash(content):
    with suppress(CannotAccept):
        clean_file("bijlage", content)


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_a_damaged_picture_never_crashes(image_format, data):
    content = bytearray(picture(image_format))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(CannotAccept):
        clean_file("foto", bytes(content))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("één schuur\n", "één schuur\n"),
        ("één schuur".encode("utf-8-sig"), "één schuur"),
        ("één schuur".encode("cp1252"), "één schuur"),
        ("één schuur".encode("utf-16"), "één schuur"),
    ],
)
def test_text_becomes_utf8(content, text):
    content = content if isinstance(content, bytes) else content.encode()

    assert clean_file("notitie.txt", content).content.decode() == text
