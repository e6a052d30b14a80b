"""From the first page to the receipt, without script."""

import io

import pytest
from PIL import Image

from dijkwacht.lib.access import acting
from dijkwacht.reporting.tests.public.conftest import ANONYMOUS, START


def photo():
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "JPEG", exif=Image.Exif())
    content.seek(0)
    content.name = "erf.jpg"
    return content


def test_it_begins_with_112(visitor):
    page = visitor.opens(START).page
    assert page.index("112") < page.index("0900-8844") < page.index("0800-7000") < page.index("Hoe wilt u melden?")


def test_a_report_ends_with_a_receipt_that_opens_its_mailbox(visitor, reports):
    receipt = visitor.tells().sends(ANONYMOUS, go="send", kind="words").receipt
    assert len(receipt.split()) == 6
    assert len(reports()) == 1
    assert "Achter de schuur staan vaten." in visitor.opens_mailbox(receipt).page


def test_it_can_be_digits_too(visitor):
    page = visitor.tells().sends(ANONYMOUS, go="send", kind="digits").page
    assert "code num" in page


def test_the_officer_reads_questions_and_answers_in_dutch(visitor, reports, read_report):
    address = f"{ANONYMOUS}?taal=pl"
    visitor.opens(address).sends(address, about="lab")
    visitor.sends(address, own="Trzy beczki.", signs=["smell"], q_still="yes", place="Kanaalweg").sends(address)
    visitor.sends(address, go="send", kind="words")
    told = read_report(reports()[0])
    assert told["about_name"] == "Drugs maken in een schuur, loods of huis"
    assert told["questions"] == [{"key": "still", "label": "Gebeurt het nu nog?", "answer": "Ja"}]
    assert told["signs"][0]["indicators"][0] == "hennepkwekerij-1"
    assert reports()[0].language == "pl"


def test_a_photo_goes_with_it(visitor):
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab").sends(ANONYMOUS, own="Vaten.")
    assert "erf.jpg" in visitor.sends(ANONYMOUS, go="add", files=photo()).page
    visitor.sends(ANONYMOUS)
    receipt = visitor.sends(ANONYMOUS, go="send", kind="words").receipt
    assert "erf.jpg" in visitor.opens_mailbox(receipt).page


def test_a_refused_file_loses_nothing(visitor):
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab").sends(ANONYMOUS, own="Vaten.")
    broken = io.BytesIO(b"MZ\x00\x01 no picture")
    broken.name = "virus.exe"
    visitor.sends(ANONYMOUS, files=broken)
    assert "virus.exe" in visitor.page
    assert visitor.hidden["own"] == "Vaten."


def test_a_file_can_be_taken_away_again(visitor):
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab").sends(ANONYMOUS, own="Vaten.")
    visitor.sends(ANONYMOUS, go="add", files=photo())
    assert "erf.jpg" not in visitor.sends(ANONYMOUS, go="remove-0").page


def test_errors_keep_everything(visitor):
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab")
    page = visitor.sends(ANONYMOUS, own="Vaten.", point="bij de brug").page
    assert "Vaten." in page
    assert "bij de brug" in page
    assert "Schrijf twee getallen" in page


def test_the_page_before_has_what_was_filled_in(visitor):
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab").sends(ANONYMOUS, own="Vaten.", signs=["smell", "covered"])
    page = visitor.sends(ANONYMOUS, go="back").page
    assert "Vaten." in page
    assert page.count("checked") == 2


def test_a_browser_without_script_hears_which_button_goes_back(visitor):
    hint = "niet de terugknop van uw browser"
    assert hint not in visitor.opens(ANONYMOUS).page
    assert hint in visitor.sends(ANONYMOUS, about="lab").page.partition("<noscript>")[2]


@pytest.mark.parametrize("is_photo", [True, False])
def test_only_a_photo_is_asked_what_stands_on_it(visitor, is_photo):
    note = io.BytesIO(b"Fictief kenteken.")
    note.name = "notitie.txt"
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab").sends(ANONYMOUS, own="Vaten.")
    visitor.sends(ANONYMOUS, go="add", files=photo() if is_photo else note).sends(ANONYMOUS)
    assert ("U stuurt foto's mee" in visitor.page) is is_photo


def test_who_gives_her_name_is_not_warned_that_a_photo_tells_it(visitor):
    known = f"{START}formulier/met-naam/"
    visitor.opens(known).sends(known, about="lab").sends(known, own="Vaten.").sends(known, go="add", files=photo())
    visitor.sends(known).sends(known, id_name="Fictieve Melder", id_phone="0600000000")
    assert "Zo gaat het naar" in visitor.page
    assert "Kijk nog eens naar deze woorden" not in visitor.page


def test_another_language_half_way_loses_nothing(visitor):
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab")
    page = visitor.sends(f"{ANONYMOUS}?taal=de", go="here", own="Vaten.").page
    assert 'lang="de"' in page
    assert "Vaten." in page


def test_nothing_told_is_nothing_to_send(visitor, reports):
    visitor.tells(own="").sends(ANONYMOUS, go="send", kind="words")
    assert "Vertel eerst iets" in visitor.page
    assert reports() == []


def test_confidential_asks_for_a_name_and_keeps_it_apart(
    visitor, party_pair, emmen, custodian, reports, read_report, now
):
    from dijkwacht.lib import envelopes
    from dijkwacht.reporting.models import PartyKey

    with acting(custodian):
        PartyKey.objects.create(
            party=emmen,
            purpose="identity",
            public=envelopes.new_pair().public,
            created_at=now,
            created_by_id=custodian.user_id,
        )
    way = f"{START}formulier/vertrouwelijk/"
    visitor.opens(way).sends(way, about="lab").sends(way, own="Vaten.").sends(way)
    assert "Vul uw naam in" in visitor.sends(way, id_phone="0612345678").page
    visitor.sends(way, id_name="Jansje (fictief)", id_phone="0612345678")
    visitor.sends(way, go="send", kind="words")
    assert reports()[0].identity is not None
    assert "Jansje" not in str(read_report(reports()[0]))


def test_confidential_is_not_offered_without_somebody_who_keeps_names(visitor):
    assert "vertrouwelijk/" not in visitor.opens(START).page
    assert visitor.opens(f"{START}formulier/vertrouwelijk/").answer.status_code == 404


@pytest.mark.parametrize("text", ["🐟🏚️ vaten", "براميل خلف الحظيرة", "עברית ‏ RTL", "Ñandú \x00 zero", "<b>vet</b>"])
def test_any_script_comes_through(visitor, reports, read_report, text):
    visitor.tells(own=text).sends(ANONYMOUS, go="send", kind="words")
    assert read_report(reports()[0])["own"] == text.replace("\x00", "")


def test_a_megabyte_of_text_is_refused_and_kept(visitor):
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab")
    page = visitor.sends(ANONYMOUS, own="vat " * 250_000).page
    assert "Er passen er 20000" in page
    assert page.count("vat ") > 249_000


def test_more_than_we_can_read_gives_a_page_that_says_so(visitor):
    visitor.opens(ANONYMOUS)
    visitor.answer = visitor.client.post(f"{ANONYMOUS}?taal=en", {"own": "x" * 3_000_000})
    assert visitor.answer.status_code == 413
    assert "too" in visitor.page


@pytest.mark.parametrize("fields", [{f"f{number}": "x" for number in range(1_100)}, {"files": 120}])
def test_more_fields_or_files_than_we_can_count_gives_a_page_in_the_same_language(visitor, fields):
    visitor.opens(ANONYMOUS)
    if "files" in fields:
        fields = {"files": [io.BytesIO(b"Fictief.") for _ in range(fields["files"])]}
    visitor.answer = visitor.client.post(f"{ANONYMOUS}?taal=en", fields)
    assert visitor.answer.status_code == 413
    assert "You can send ten files" in visitor.page


@pytest.mark.parametrize("name", ["b", "p"])
def test_an_address_with_a_character_that_cannot_be_kept_loses_nothing(visitor, reports, name):
    visitor.opens(f"{ANONYMOUS}?{name}=%00X")
    visitor.sends(ANONYMOUS, step="check", go="send", about="lab", own="Vaten.", kind="words")
    assert "Uw melding is binnen" in visitor.page
    assert len(reports()) == 1


def test_a_form_sent_twice_is_one_report(visitor, reports):
    visitor.tells()
    form = visitor.hidden | {"go": "send", "kind": "words"}
    first = visitor.client.post(ANONYMOUS, form)
    visitor.answer = visitor.client.post(ANONYMOUS, form | {"kind": "digits"})
    assert len(reports()) == 1
    assert visitor.receipt in " ".join(first.content.decode().replace("<li>", "").replace("</li>", " ").split())


def test_a_form_sent_twice_is_one_report_even_after_a_restart(visitor, reports):
    from dijkwacht.reporting import crowd

    visitor.tells()
    form = visitor.hidden | {"go": "send", "kind": "words"}
    visitor.client.post(ANONYMOUS, form)
    crowd.forget()
    visitor.answer = visitor.client.post(ANONYMOUS, form)
    assert "al verstuurd" in visitor.page
    assert len(reports()) == 1


def test_a_form_id_of_somebody_else_is_refused_and_nothing_is_lost(visitor, reports):
    visitor.tells()
    visitor.answer = visitor.client.post(ANONYMOUS, visitor.hidden | {"go": "send", "kind": "words", "form": "made-up"})
    assert "verlopen" in visitor.page
    assert visitor.hidden["own"] == "Achter de schuur staan vaten."
    assert reports() == []
    visitor.sends(ANONYMOUS, go="send", kind="words")
    assert len(reports()) == 1


def test_a_closed_party_says_where_to_go(visitor):
    page = visitor.opens("/melden/gm0106/").page
    assert "nog niet open" in page
    assert "0800-7000" in page
    answer = visitor.client.get("/melden/gm0106/formulier/anoniem/")
    assert answer.headers["Location"] == "/melden/gm0106/"


def test_a_party_that_closes_half_way_loses_nothing(visitor, open_point, director):
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab")
    with acting(director):
        type(open_point).objects.update(is_open=False)
    visitor.sends(ANONYMOUS, own="Zeven vaten.")
    assert "Hier kunt u nu niet melden" in visitor.page
    assert visitor.hidden["own"] == "Zeven vaten."
    assert "Uw code om verder te gaan" in visitor.sends(ANONYMOUS, go="keep").page


@pytest.mark.parametrize(
    ("typed", "is_day"), [("2026-11-01", True), ("1-11-2026", True), ("1.11.2026", True), ("gisteren", False)]
)
def test_a_day_is_understood_as_people_write_it(visitor, typed, is_day):
    visitor.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en-US"
    visitor.opens(ANONYMOUS).sends(ANONYMOUS, about="lab")
    page = visitor.sends(ANONYMOUS, own="Vaten.", **{"from": typed}).page
    assert ("Foto's en documenten" in page) is is_day


def test_an_address_that_is_not_there_says_so_in_the_same_language(visitor):
    visitor.opens("/melden/gm0114/iets/anders/?taal=ro")
    assert visitor.answer.status_code == 404
    assert 'lang="ro"' in visitor.page


def test_a_forgotten_slash_is_no_mistake(visitor):
    assert visitor.opens("/melden/gm0114").answer.headers["Location"] == "/melden/gm0114/"


def test_a_party_that_is_not_there_is_a_page_in_the_same_language(visitor):
    visitor.opens("/melden/bestaat-niet/?taal=de")
    assert visitor.answer.status_code == 404
    assert 'lang="de"' in visitor.page
