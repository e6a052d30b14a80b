"""The list, searching and the page of one signal: what each person sees, and does not see."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from dijkwacht.lib import vault
from dijkwacht.lib.access import acting
from dijkwacht.signals import actions, queries
from dijkwacht.signals.models import Attachment, Signal
from dijkwacht.signals.queries import lists

PERSON = actions.PersonGiven(name="Jan Verzonnen", role="huurder")


@pytest.fixture
def now():
    """Pages live in the real time."""
    return timezone.now()


@pytest.fixture
def page(logged_in):
    """`page(actor, "/signalen/")` is the text of a page as that person sees it."""

    def get(actor, url, status=200):
        response = logged_in(actor).get(url)
        assert response.status_code == status
        return response.content.decode()

    return get


@pytest.fixture
def url(received):
    return f"/signalen/{received.number}/"


def test_the_list_shows_what_people_choose_by(page, received, intake_officer):
    text = page(intake_officer, "/signalen/")
    for shown in ["Leegstaande schuur", received.number, "Nieuw-Dordrecht", "nog onbekend", "ontvangen", "over 2"]:
        assert shown in text
    assert "1 signaal" in text


def test_the_list_of_another_party_is_empty_and_says_what_to_do(page, received, stranger):
    text = page(stranger, "/signalen/")
    assert "Leegstaande schuur" not in text
    assert "Er staat geen signaal open" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("phase=received", True),
        ("phase=closed", False),
        ("phase=late", False),
        ("phase=all&channel=internal", True),
        ("channel=police", False),
        ("regime=avg", True),
        ("since=2199-01-01", False),
        ("until=2199-01-01", True),
        ("since=0001-01-01&until=9999-12-31", True),
        ("phase=nonsense", True),
        ("page=99", True),
        ("phenomenon=drugslab", False),
    ],
)
def test_filters_stay_in_the_address(page, received, intake_officer, query, found):
    assert (received.number in page(intake_officer, f"/signalen/?{query}")) is found


def test_fifty_to_a_page_with_the_total(page, reported, intake_officer):
    for number in range(51):
        reported(title=f"Schuur {number}")
    assert "1 tot 50 van 51 signalen" in page(intake_officer, "/signalen/")
    assert "51 tot 51 van 51 signalen" in page(intake_officer, "/signalen/?page=2")


def test_beyond_what_anybody_reads_it_stops_counting(page, reported, intake_officer, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 55)
    for number in range(56):
        reported(title=f"Schuur {number}")
    assert "1 tot 50 van meer dan 55 signalen" in page(intake_officer, "/signalen/")


def test_the_end_of_a_long_list_says_which_were_shown(page, reported, intake_officer, owner, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    late = [reported(title=f"Schuur {number}").pk for number in range(3)]
    with owner():
        Signal.objects.filter(pk__in=late).update(due_on=timezone.localdate() - timedelta(days=5))
    assert "Dit waren er 2, het nieuwste eerst." in page(intake_officer, "/signalen/")
    assert "Dit waren er 2, het langst te laat eerst." in page(intake_officer, "/signalen/?phase=late")


def test_an_assessor_sees_a_short_list_of_her_own(page, received, second_assessor):
    text = page(second_assessor, "/signalen/")
    assert "Er wacht geen signaal op uw oordeel" in text
    assert "Fase" not in text


@pytest.mark.parametrize("words", ["schuur", "raam", "afgeplakte ramen"])
def test_searching_is_in_dutch(page, received, intake_officer, words, logged):
    assert received.number in page(intake_officer, f"/signalen/zoeken/?words={words}")
    assert logged("signal:searched") == 1


def test_a_number_finds_its_signal(page, received, intake_officer):
    assert "Leegstaande schuur" in page(intake_officer, f"/signalen/zoeken/?words={received.number.lower()}")


@pytest.mark.parametrize("times", [3, 25])
def test_a_rare_and_a_common_word_find_the_newest_first(reported, intake_officer, stranger, times):
    """More than a tenth of the newest two hundred makes a word common: then the list is walked."""
    expected = [reported(title=f"Zonnedak {number}").pk for number in range(times)][::-1]
    reported(title="Loods")
    with acting(intake_officer):
        assert queries.search("zonnedak", actor=intake_officer) == expected
    with acting(stranger):
        assert queries.search("zonnedak", actor=stranger) == []


def test_what_is_late_longest_comes_first(page, reported, intake_officer, owner):
    late = [reported(title=f"Schuur {days}") for days in (3, 9, 6)]
    with owner():
        for signal, days in zip(late, (3, 9, 6), strict=True):
            Signal.objects.filter(pk=signal.pk).update(due_on=timezone.localdate() - timedelta(days=days))
    text = page(intake_officer, "/signalen/?phase=late")
    assert "het langst te laat eerst" in text
    assert text.index("Schuur 9") < text.index("Schuur 6") < text.index("Schuur 3")


def test_searching_stays_within_the_party(page, received, stranger):
    for words in ["schuur", received.number]:
        assert "Niets gevonden" in page(stranger, f"/signalen/zoeken/?words={words}")


def test_police_data_are_not_searched(page, entered, intake_officer):
    signal = entered(regime="wpg")
    text = page(intake_officer, "/signalen/zoeken/?words=schuur")
    assert signal.number not in text
    assert "Niet doorzocht" in text


def test_police_data_say_until_when_from_the_first_day(page, entered, intake_officer):
    signal = entered(regime="wpg")
    assert "daarna vernietigd door twee personen" in page(intake_officer, f"/signalen/{signal.number}/")


@pytest.mark.parametrize("place", ["Loods, nieuw-dordrecht", "Loods"])
def test_the_village_is_said_once(place):
    assert Signal(place=place, locality="Nieuw-Dordrecht").where.lower() == "loods, nieuw-dordrecht"


def test_a_search_without_words_explains_itself(page, intake_officer):
    assert "Typ een woord of een nummer" in page(intake_officer, "/signalen/zoeken/?words=")


def test_the_page_of_a_signal_tells_the_story(page, reported, intake_officer, logged):
    signal = reported(persons=[PERSON], confidential=True)
    text = page(intake_officer, f"/signalen/{signal.number}/")
    for shown in ["Zelf gezien", "afgeplakt", "Gehoord", "Eigen gedachte", "1 afgeschermd", "vertrouwelijk gemeld"]:
        assert shown in text
    assert "Dit dossier is vandaag 1 keer bekeken" in text
    assert "Ontvangst bevestigen" in text
    assert logged("signal:read", signal) == 1


def test_persons_and_the_reporter_stand_apart(page, reported, intake_officer, reporter):
    signal = reported(persons=[PERSON], confidential=True)
    text = page(intake_officer, f"/signalen/{signal.number}/")
    assert PERSON.name not in text
    assert reporter.name not in text


@pytest.mark.parametrize("role", ["reporter", "executive", "privacy_officer", "auditor", "functional_manager"])
def test_who_handles_no_signals_finds_no_page(page, url, person, emmen, role):
    page(person(emmen, role), url, status=404)


def test_a_stranger_finds_no_page_and_leaves_a_trace(page, url, stranger, logged):
    page(stranger, url, status=404)
    assert logged("access:refused") == 1


def test_a_number_that_does_not_exist_looks_the_same(page, url, stranger):
    hidden, absent = page(stranger, url, status=404), page(stranger, "/signalen/S-0000-000/", status=404)
    strip = lambda text, asked: text.split("<main")[1].split("</main>")[0].replace(asked, "")  # noqa: E731
    assert strip(hidden, url) == strip(absent, "/signalen/S-0000-000/")


def test_an_unassigned_assessor_finds_no_page(page, url, second_assessor):
    page(second_assessor, url, status=404)


def test_it_says_why_not_and_whom_to_ask(page, url, director, intake_officer):
    text = page(director, url)
    assert "Waarom kan ik dit niet?" in text
    assert "Dit doet de informatiecoördinator" in text
    assert intake_officer.name in text


def test_related_signals_say_why(page, reported, received, intake_officer):
    other = reported(title="Bestelbus bij dezelfde schuur")
    text = page(intake_officer, f"/signalen/{received.number}/")
    assert other.number in text
    assert "zelfde object" in text


def test_rules_that_hide_are_explained(page, entered, intake_officer, director):
    signal = entered(regime="bibob", channel="partner")
    text = page(intake_officer, f"/signalen/{signal.number}/")
    assert "geheimhouding" in text
    assert "afgeplakt" in text


def test_persons_open_with_a_reason_and_once(logged_in, reported, intake_officer, logged):
    signal = reported(persons=[PERSON])
    url = f"/signalen/{signal.number}/personen/"
    client = logged_in(intake_officer)

    assert PERSON.name not in client.get(url).content.decode()
    assert "Leg uit waarom" in client.post(url, {"reason": ""}).content.decode()
    assert PERSON.name in client.post(url, {"reason": "Nodig voor de weging."}).content.decode()
    assert PERSON.name not in client.get(url).content.decode()
    assert logged("signal:persons_opened", signal) == 1


def test_the_reporter_is_for_the_intake_alone(logged_in, reported, intake_officer, director, reporter):
    signal = reported(confidential=True)
    url = f"/signalen/{signal.number}/melder/"
    assert reporter.name in logged_in(intake_officer).post(url, {"reason": "Een vraag."}).content.decode()
    assert logged_in(director).get(url).status_code == 404


@pytest.fixture
def attachment(received, owner):
    content = ContentFile(b"foto").read()
    found = Attachment(signal=received, party_id=received.party_id, name="foto (één).png", media_type="image/png")
    found.size, found.added_at = len(content), timezone.now()
    found.sealed = vault.seal(content, context=f"attachment:{found.party_id}")
    with owner():
        found.save(force_insert=True)
    return found


def test_an_attachment_is_saved_and_never_opened(logged_in, attachment, intake_officer, logged):
    url = f"/signalen/{attachment.signal.number}/bijlage/{attachment.pk}/"
    response = logged_in(intake_officer).get(url)

    assert response.content == b"foto"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == "4"
    assert logged("signal:attachment_opened", attachment.signal) == 1


def test_an_attachment_of_another_signal_is_not_found(logged_in, attachment, reported, intake_officer):
    other = reported(title="Iets anders")
    url = f"/signalen/{other.number}/bijlage/{attachment.pk}/"
    assert logged_in(intake_officer).get(url).status_code == 404


def test_a_stranger_gets_no_attachment(logged_in, attachment, stranger):
    url = f"/signalen/{attachment.signal.number}/bijlage/{attachment.pk}/"
    assert logged_in(stranger).get(url).status_code == 404
