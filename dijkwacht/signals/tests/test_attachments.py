"""Photos and documents with a report: taken in one by one, the bad ones refused with a reason."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from dijkwacht.lib import uploads
from dijkwacht.lib.access import acting
from dijkwacht.signals import actions
from dijkwacht.signals.models import Attachment, Draft, Signal
from dijkwacht.signals.tests.sheet import TOLD, filled_in

pytestmark = pytest.mark.django_db
PAGE = reverse("signals:report")
ADD = reverse("signals:draft_attachment")
SCRIPT = {"HX-Request": "true"}


def photo(name="schuur.jpg", *, with_place=False):
    content, exif = BytesIO(), Image.Exif()
    if with_place:
        exif[0x0110] = "Telefoon X"
        exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (40, 30), "teal").save(content, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def bad(name="virus.exe"):
    return SimpleUploadedFile(name, b"MZ\x90\x00" + b"\0" * 200, "image/jpeg")


def names(actor):
    with acting(actor):
        return [each.name for each in Attachment.objects.all()]


def test_a_photo_is_taken_in_at_once(logged_in, reporter):
    answer = logged_in(reporter).post(ADD, filled_in(files=photo()), headers=SCRIPT)
    text = answer.content.decode()
    assert "schuur.jpg" in text
    assert "<html" not in text
    assert names(reporter) == ["schuur.jpg"]


def test_it_says_what_was_taken_out(logged_in, reporter):
    text = logged_in(reporter).post(ADD, filled_in(files=photo(with_place=True)), headers=SCRIPT).content.decode()
    assert "verwijderd:" in text


def test_without_script_it_comes_back_on_the_page_with_all_that_was_typed(logged_in, reporter):
    page = logged_in(reporter).post(ADD, filled_in(files=photo()), follow=True).content.decode()
    assert "schuur.jpg" in page
    assert TOLD["own_observation"] in page


def test_a_bad_file_is_named_and_the_good_one_is_kept(logged_in, reporter):
    files = [photo(), bad(), photo("erf.jpg")]
    text = logged_in(reporter).post(ADD, filled_in(files=files), headers=SCRIPT).content.decode()
    assert "virus.exe:" in text
    assert names(reporter) == ["schuur.jpg", "erf.jpg"]


def test_a_bad_file_with_the_report_itself_keeps_everything_and_sends_nothing(logged_in, reporter, intake_officer):
    page = logged_in(reporter).post(PAGE, filled_in(files=[photo(), bad()])).content.decode()
    assert "Een bestand is niet meegekomen" in page
    assert "virus.exe:" in page
    assert "schuur.jpg" in page
    assert TOLD["own_observation"] in page
    with acting(intake_officer):
        assert not Signal.objects.exists()


def test_sending_again_without_the_bad_file_brings_the_good_one(logged_in, reporter, intake_officer):
    client, form = logged_in(reporter), filled_in()
    client.post(PAGE, form | {"files": [photo(), bad()]})
    client.post(PAGE, form)
    assert names(intake_officer) == ["schuur.jpg"]


def test_the_file_goes_with_the_signal_and_out_of_sight_of_the_reporter(logged_in, reporter, intake_officer, now):
    client, form = logged_in(reporter), filled_in()
    client.post(ADD, form | {"files": photo()}, headers=SCRIPT)
    client.post(PAGE, form)
    assert names(reporter) == []
    with acting(intake_officer):
        attachment = Attachment.objects.get()
        content = actions.open_attachment(attachment, actor=intake_officer, now=now)
    assert Image.open(BytesIO(content)).size == (40, 30)


def test_it_stands_encrypted_in_the_database(logged_in, reporter):
    logged_in(reporter).post(ADD, filled_in(files=photo()))
    with acting(reporter):
        assert b"JFIF" not in bytes(Attachment.objects.get().sealed)


def test_a_file_can_be_taken_away_again(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(ADD, form | {"files": [photo(), photo("erf.jpg")]})
    with acting(reporter):
        remove = reverse("signals:draft_attachment_remove", args=[Attachment.objects.get(name="schuur.jpg").pk])
    text = client.post(remove, {"draft": form["draft"]}, headers=SCRIPT).content.decode()
    assert "erf.jpg" in text
    assert "schuur.jpg" not in text


def test_without_script_taking_away_keeps_what_was_typed_since(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(ADD, form | {"files": photo()})
    with acting(reporter):
        remove = reverse("signals:draft_attachment_remove", args=[Attachment.objects.get().pk])
    page = client.post(remove, form | {"heard": "Dit schreef ik later"}, follow=True).content.decode()
    assert "Dit schreef ik later" in page
    assert names(reporter) == []


def test_ten_files_is_enough(logged_in, reporter):
    files = [photo(f"{number}.jpg") for number in range(11)]
    text = logged_in(reporter).post(ADD, filled_in(files=files), headers=SCRIPT).content.decode()
    assert "10.jpg: Een melding heeft ten hoogste 10 bestanden." in text
    assert len(names(reporter)) == 10


def test_a_file_over_25_mb_is_refused_with_its_size(logged_in, reporter):
    big = SimpleUploadedFile("film.pdf", b"%PDF" + b"\0" * (26 * 1024 * 1024))
    text = logged_in(reporter).post(ADD, filled_in(files=big), headers=SCRIPT).content.decode()
    assert "film.pdf: Dit bestand is te groot: 27,3 MB." in text


def test_a_request_that_is_too_large_gives_a_clear_page(logged_in, reporter, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_REQUEST_BYTES", 1000)
    answer = logged_in(reporter).post(PAGE, filled_in(files=photo(), heard="x" * 2000))
    assert answer.status_code == 413
    assert "te groot om in één keer te versturen" in answer.content.decode()


def test_a_request_that_is_too_large_gives_a_message_where_the_files_are(logged_in, reporter, monkeypatch):
    monkeypatch.setattr(uploads, "MAX_REQUEST_BYTES", 100)
    answer = logged_in(reporter).post(ADD, filled_in(files=photo()), headers=SCRIPT)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (413, "#te-groot")
    assert "<html" not in answer.content.decode()


def test_too_much_text_gives_a_clear_page(logged_in, reporter):
    answer = logged_in(reporter).post(PAGE, filled_in(heard="x" * 3_000_000))
    assert answer.status_code == 413


def test_somebody_else_cannot_take_it_away(logged_in, reporter, person, emmen):
    logged_in(reporter).post(ADD, filled_in(files=photo()))
    with acting(reporter):
        remove = reverse("signals:draft_attachment_remove", args=[Attachment.objects.get().pk])
    assert logged_in(person(emmen, "intake_officer")).post(remove).status_code == 404
    assert names(reporter) == ["schuur.jpg"]


def test_somebody_else_cannot_put_a_file_in_her_draft(logged_in, reporter, person, emmen):
    form = filled_in()
    logged_in(reporter).post(reverse("signals:draft"), form)
    smuggled = Attachment(draft_id=form["draft"], party=emmen, name="x", size=1, sealed=b"x", added_at=timezone.now())
    with pytest.raises(ProgrammingError, match="row-level security"), acting(person(emmen, "reporter")):
        smuggled.save()


def test_nobody_reads_the_files_of_a_draft(logged_in, reporter, intake_officer, stranger):
    logged_in(reporter).post(ADD, filled_in(files=photo()))
    assert names(intake_officer) == names(stranger) == []


def test_what_was_sent_takes_no_more_files(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(PAGE, form)
    answer = client.post(ADD, form | {"files": photo()}, headers=SCRIPT)
    assert answer.headers["HX-Redirect"].startswith("/melden-intern/ontvangen/")
    with acting(reporter):
        assert not Draft.objects.exists()


def test_without_an_answer_of_the_scanner_nothing_is_accepted(logged_in, reporter, settings):
    settings.DIJKWACHT_CLAMAV = "127.0.0.1:1"
    text = logged_in(reporter).post(ADD, filled_in(files=photo()), headers=SCRIPT).content.decode()
    assert "schuur.jpg: De virusscanner werkt nu niet." in text


def test_files_never_touch_a_disk(logged_in, reporter, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a temporary file")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    files = [SimpleUploadedFile(f"{letter}.txt", b"tekst " * 1_000_000) for letter in "abcde"]
    logged_in(reporter).post(ADD, filled_in(files=files))
    assert len(names(reporter)) == 5


def test_a_report_without_a_key_is_fine(logged_in, reporter, intake_officer):
    logged_in(reporter).post(PAGE, TOLD | {"files": photo()})
    assert names(intake_officer) == ["schuur.jpg"]
