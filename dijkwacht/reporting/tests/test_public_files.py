"""What becomes of a file that a visitor of the public site adds: bare, or refused in words."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.lib.files import MAX_BYTES
from dijkwacht.lib.tests.test_files_images import phone_picture
from dijkwacht.lib.tests.test_files_leaks import TRACE, film, jpeg_with_all
from dijkwacht.lib.tests.test_scanner import EICAR, clamd  # noqa: F401  The scanner of this test.
from dijkwacht.reporting import actions
from dijkwacht.reporting.models import DraftFile, PublicPoint

pytestmark = pytest.mark.django_db
FORM = "/melden/gm0114/formulier/anoniem/"


@pytest.fixture
def add(emmen, communication, party_pair):
    """`add("foto.jpg", content)` is the page after choosing that file."""
    with acting(communication):
        PublicPoint.objects.update_or_create(party=emmen, defaults={"is_open": True})
    browser = Client()
    form = re.search(r'name="form" value="([^"]+)"', browser.get(FORM).content.decode())[1]

    def choose(name, content):
        told = {"form": form, "about": "waste", "own": "Vaten (fictief).", "step": "files", "go": "add"}
        return browser.post(FORM, told | {"files": SimpleUploadedFile(name, content)}).content.decode()

    return choose


def test_a_photo_loses_its_place_before_anything_is_kept(add):
    page = add("foto.jpg", jpeg_with_all())
    code = re.search(r'name="draft" value="([^"]+)"', page)[1]
    with acting(ANONYMOUS):
        kept = actions.resume_draft(code).files[0]
    assert TRACE not in kept.content
    assert "plaats" in kept.removed
    assert "Weggehaald uit het bestand" in page


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("film.mp4", film(b"isom"), "Dit is een filmpje."),
        ("foto.heic", film(b"heic"), "Dit is een HEIC-foto."),
        ("stem.m4a", film(b"M4A "), "een stem kan verraden wie u bent"),
        ("brief.pdf", phone_picture(), "De naam eindigt op .pdf"),
        ("foto.jpg", phone_picture()[:300], "beschadigd"),
        ("groot.jpg", b"\xff\xd8\xff" + bytes(MAX_BYTES), "te groot"),
        ("brief.docx", b"PK\x03\x04 stuk", "beschadigd"),
        ("virus.jpg", b"MZ" + bytes(200), "Dit is een programma."),
    ],
)
def test_what_is_not_taken_is_told_and_nothing_else_is_lost(add, owner, name, content, why):
    page = add(name, content)
    assert why in page
    assert "Vaten (fictief)." in page
    with owner():
        assert not DraftFile.objects.exists()


@pytest.mark.usefixtures("clamd")
def test_an_infected_file_is_refused(add, owner):
    assert "de virusscanner vond er iets schadelijks in" in add("brief.txt", EICAR)
    with owner():
        assert not DraftFile.objects.exists()


def test_a_phone_is_asked_for_jpeg(add):
    page = add("foto.jpg", phone_picture())
    accepted = re.search(r'type="file"[^>]*accept="([^"]+)"', page)[1]
    assert "image/jpeg" in accepted
    assert "heic" not in accepted
    assert "image/*" not in accepted
