"""The pages around a source: the handler's and the privacy officer's."""

import pytest
from django.utils import timezone

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.signals import actions
from dijkwacht.signals.models import SourceRequest

ASKED = {"legal_basis": "awb-2-3", "purpose": "Weten wie huurt.", "necessity": "Niet openbaar te vinden."}


@pytest.fixture
def now():
    """Pages live in the real time."""
    return timezone.now()


@pytest.fixture
def signal(weighed):
    return weighed("research")


@pytest.fixture
def source(db):
    return knowledge.sources().filter(hit_only=False).first()


@pytest.fixture
def handler(logged_in, intake_officer):
    return logged_in(intake_officer)


@pytest.fixture
def officer(logged_in, privacy_officer):
    return logged_in(privacy_officer)


@pytest.fixture
def asked(act, signal, source, intake_officer):
    return act(intake_officer, actions.request_source, signal, source=source.code, **ASKED)


def test_asking_for_a_source(handler, signal, source, owner):
    url = f"/signalen/{signal.number}/bron/"
    assert source.name in handler.get(url).content.decode()
    assert "privacy officer leest dit" in handler.post(url, {"source": source.code}).content.decode()

    handler.post(url, ASKED | {"source": source.code})
    with owner():
        assert SourceRequest.objects.get().source_id == source.code


def test_the_privacy_officer_reads_purpose_law_and_source(officer, asked, source):
    assert source.name in officer.get("/signalen/bronnen/").content.decode()
    text = officer.get(f"/signalen/bronnen/{asked.pk}/").content.decode()
    for shown in ["Weten wie huurt.", "Niet openbaar te vinden.", "Awb art. 2:3", "Geheimhouding", asked.number]:
        assert shown in text


def test_the_privacy_officer_never_sees_the_signal(officer, asked):
    text = officer.get(f"/signalen/bronnen/{asked.pk}/").content.decode()
    assert "Leegstaande schuur" not in text
    assert "Verzonnenweg" not in text
    assert officer.get(f"/signalen/{asked.number}/").status_code == 404


def test_her_answer_opens_the_way_to_a_hit(officer, handler, asked, stored):
    url = f"/signalen/{asked.number}/bron/{asked.pk}/"
    assert "Wacht op de privacy officer" in handler.get(url).content.decode()
    officer.post(f"/signalen/bronnen/{asked.pk}/", {"allowed": "yes", "reason": "Past bij het doel."})

    assert "Kent de bron dit object?" in handler.get(url).content.decode()
    handler.post(url, {"hit": "yes"})
    handler.post(url, {"content": "Huurder sinds mei.", "reason": "Nodig voor een controle."})
    text = handler.get(url).content.decode()
    assert "Huurder sinds mei." not in text
    assert "Huurder sinds mei." in handler.post(url, {"step": "open"}).content.decode()


def test_a_refusal_ends_it(officer, handler, asked):
    officer.post(f"/signalen/bronnen/{asked.pk}/", {"allowed": "no", "reason": "Kan met minder."})
    text = handler.get(f"/signalen/{asked.number}/bron/{asked.pk}/").content.decode()
    assert "mag niet" in text
    assert "Kan met minder." in text
    assert "Kent de bron" not in text


def test_the_officer_gives_a_reason(officer, asked, stored):
    assert "Leg uit waarom" in officer.post(f"/signalen/bronnen/{asked.pk}/", {"allowed": "yes"}).content.decode()
    assert stored(asked).allowed is None


@pytest.mark.parametrize("role", ["reporter", "intake_officer", "director", "auditor"])
def test_the_checks_are_for_the_privacy_officer(logged_in, asked, person, emmen, role):
    client = logged_in(person(emmen, role))
    assert client.get("/signalen/bronnen/").status_code == 404
    assert client.get(f"/signalen/bronnen/{asked.pk}/").status_code == 404


def test_the_officer_of_another_party_finds_nothing(logged_in, asked, person, assen):
    client = logged_in(person(assen, "privacy_officer"))
    assert client.get(f"/signalen/bronnen/{asked.pk}/").status_code == 404
    assert "Er wacht geen bron" in client.get("/signalen/bronnen/").content.decode()
