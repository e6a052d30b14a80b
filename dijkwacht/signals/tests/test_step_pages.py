"""The pages of the steps: what they ask, what they keep on an error, and where they lead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dijkwacht.signals import actions

WEIGHING = {
    "phase": "weighing",
    "severity": "high",
    "concreteness": "concrete",
    "recency": "month",
    "fits_trend": "yes",
    "outcome": "ready",
    "reason": "Past bij eerdere signalen.",
}
INTAKE = {"phase": "intake", "undermining": "yes", "own_task": "yes", "own_area": "yes", "reason": "Onze taak."}


@pytest.fixture
def now():
    """Pages live in the real time."""
    return timezone.now()


@pytest.fixture
def send(logged_in):
    """`send(actor, signal, "besluit", {...})` posts a form and follows where it leads."""

    def post(actor, signal, step, data, *, follow=True):
        return logged_in(actor).post(f"/signalen/{signal.number}/{step}/", data, follow=follow)

    return post


@pytest.fixture
def look(logged_in):
    """`look(actor, signal, "wegen")` is the answer to asking for that page; without a step, of the signal itself."""
    return lambda actor, signal, step="": logged_in(actor).get(f"/signalen/{signal.number}/{step}/".replace("//", "/"))


def test_acknowledging_leads_to_the_intake(look, send, received, intake_officer, stored):
    assert "U wordt de behandelaar" in look(intake_officer, received, "ontvangst").content.decode()
    text = send(intake_officer, received, "ontvangst", {"sure": "True"}).content.decode()
    assert "De intake loopt" in text
    assert stored(received).phase == "intake"


def test_the_second_person_at_the_same_time_is_told(send, at_intake, intake_officer):
    text = send(intake_officer, at_intake, "ontvangst", {"sure": "True"}).content.decode()
    assert "Dit signaal is al in behandeling." in text


@pytest.mark.parametrize(
    ("answers", "phase"),
    [
        ({}, "weighing"),
        ({"own_area": "no"}, "to_forward"),
        ({"own_task": "no"}, "to_forward"),
        ({"undermining": "no"}, "intake"),  # closed when a second person agrees
    ],
)
def test_the_three_questions_say_where_it_goes(send, at_intake, intake_officer, stored, answers, phase):
    send(intake_officer, at_intake, "besluit", INTAKE | answers)
    assert stored(at_intake).phase == phase


def test_an_error_keeps_what_was_typed(send, at_intake, intake_officer, stored):
    text = send(intake_officer, at_intake, "besluit", INTAKE | {"own_task": ""}).content.decode()
    assert "Kies ja of nee" in text
    assert "Onze taak." in text
    assert stored(at_intake).phase == "intake"


def test_the_director_does_no_intake(look, at_intake, director):
    assert look(director, at_intake, "besluit").status_code == 404


def test_a_decision_on_an_old_page_is_explained(send, weighed, decide, director, stored):
    signal = decide(weighed("ready"), "single", by=director)
    data = {"phase": "ready", "outcome": "research", "reason": "Meer nodig."}
    assert "Een ander was u voor" in send(director, signal, "besluit", data).content.decode()
    assert stored(signal).phase == "single"


def test_keeping_without_a_date_is_an_error_of_the_form(send, weighed, director):
    data = {"phase": "ready", "outcome": "keep", "reason": "Patroon."}
    text = send(director, weighed("ready"), "besluit", data).content.decode()
    assert "Kies tot wanneer" in text


def test_keeping_too_long_is_an_error_of_the_form(send, weighed, director):
    until = timezone.localdate() + timedelta(days=500)
    data = {"phase": "ready", "outcome": "keep", "keep_until": until.isoformat(), "reason": "Patroon."}
    assert "ten hoogste tot" in send(director, weighed("ready"), "besluit", data).content.decode()


def test_closing_goes_by_a_second_person(send, look, logged_in, weighed, director, intake_officer, stored, owner):
    signal = weighed("ready")
    send(director, signal, "besluit", {"phase": "ready", "outcome": "close", "reason": "Te weinig."})
    with owner():
        waiting = signal.decisions.get(needs_second=True, second=None)

    assert "Een ander moet het bevestigen" in look(director, signal, f"besluit/{waiting.pk}").content.decode()
    assert "Te weinig." in look(intake_officer, signal, f"besluit/{waiting.pk}").content.decode()
    send(intake_officer, signal, f"besluit/{waiting.pk}", {"agrees": "yes", "reason": "Eens."})
    assert stored(signal).phase == "closed"


def test_weighing_shows_the_signal_and_not_the_other_judgement(look, weigh, at_weighing, intake_officer, director):
    weigh(at_weighing, by=intake_officer, reason="Geheim tot het einde.")
    for text in [look(director, at_weighing, step).content.decode() for step in ("wegen", "")]:
        assert "afgeplakt" in text
        assert "pas als u de uwe hebt gegeven" in text
        assert "Geheim tot het einde" not in text


def test_weighing_by_two_shows_both(send, at_weighing, weigh, intake_officer, director, stored):
    weigh(at_weighing, by=intake_officer, reason="Eerste reden.")
    text = send(director, at_weighing, "wegen", WEIGHING).content.decode()
    assert stored(at_weighing).phase == "ready"
    assert "Eerste reden." in text


def test_weighing_twice_is_explained(look, weigh, at_weighing, intake_officer):
    weigh(at_weighing, by=intake_officer)
    assert "vier ogen" in look(intake_officer, at_weighing, "wegen").content.decode()


def test_the_director_settles_and_sees_both(look, send, weigh, at_weighing, intake_officer, person, emmen, director):
    weigh(at_weighing, by=intake_officer, reason="Duidelijk signaal.")
    weigh(at_weighing, by=person(emmen, "intake_officer"), outcome="close", reason="Te vaag.")

    text = look(director, at_weighing, "besluit").content.decode()
    assert "Duidelijk signaal." in text
    assert "Te vaag." in text
    assert look(intake_officer, at_weighing, "besluit").status_code == 404
    data = {"phase": "disputed", "outcome": "single", "reason": "Wij kunnen dit zelf."}
    assert "zelf oppakken" in send(director, at_weighing, "besluit", data).content.decode()


def test_a_neighbour_is_assigned_and_weighs(send, look, at_weighing, weigh, person, assen, intake_officer, stored):
    neighbour = person(assen, "second_assessor", name="Anna")
    weigh(at_weighing, by=intake_officer)
    text = look(intake_officer, at_weighing, "toewijzen").content.decode()
    assert "Gemeente Assen" in text
    assert "Anna" in text

    chosen = {"assessor": f"{neighbour.user_id}-{assen.pk}", "reason": "Klein team."}
    send(intake_officer, at_weighing, "toewijzen", chosen)
    assert look(neighbour, at_weighing).status_code == 200

    answer = send(neighbour, at_weighing, "wegen", WEIGHING)
    assert "Uw beoordeling is vastgelegd" in answer.content.decode()
    assert stored(at_weighing).phase == "ready"
    assert look(neighbour, at_weighing).status_code == 404


def test_an_assessor_of_a_neighbour_sees_no_forwardings_sources_or_other_signals(
    logged_in, at_weighing, reported, act, person, assen, intake_officer
):
    other = reported(title="Zelfde schuur, ander verhaal")
    neighbour = person(assen, "second_assessor")
    given = {"user_id": neighbour.user_id, "party_id": assen.pk, "reason": "Klein team."}
    act(intake_officer, actions.assign_assessor, at_weighing, **given)

    text = logged_in(neighbour).get(f"/signalen/{at_weighing.number}/").content.decode()
    assert "Beoordelen" in text
    assert other.number not in text
    assert "Overdragen" not in text.split("Waarom kan ik dit niet?")[0]


def test_who_is_involved_ends_on_a_page_she_may_see(send, at_weighing, director):
    answer = send(director, at_weighing, "betrokken", {"reason": "Mijn buurman."})
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/signalen/"
    assert at_weighing.number not in answer.content.decode()


def test_handing_over_offers_colleagues_only(look, send, at_weighing, director, stranger, stored):
    text = look(director, at_weighing, "overdragen").content.decode()
    assert director.name in text
    assert f'value="{stranger.user_id}"' not in text
    send(director, at_weighing, "overdragen", {"to": director.user_id, "reason": "Vertrek."})
    assert stored(at_weighing).handler_id == director.user_id


def test_merging_shows_both_before_it_asks(logged_in, at_intake, reported, director, stored):
    other = reported(title="Bestelbus bij de schuur")
    client, url = logged_in(director), f"/signalen/{at_intake.number}/samenvoegen/"

    assert other.number in client.get(url).content.decode()
    text = client.get(f"{url}?number={other.number.lower()}").content.decode()
    assert "Bestelbus bij de schuur" in text
    client.post(f"{url}?into={other.number}", {"reason": "Zelfde schuur."})
    assert stored(at_intake).merged_into_id == other.pk


@pytest.mark.parametrize("typed", ["S-0000-000", "onzin", ""])
def test_merging_with_nothing_says_so(logged_in, at_intake, director, typed):
    answer = logged_in(director).get(f"/signalen/{at_intake.number}/samenvoegen/?number={typed}")
    text = answer.content.decode()
    assert "geen signaal met dit nummer" in text or "een goed nummer" in text


def test_merging_with_a_hidden_signal_answers_as_if_it_is_not_there(
    logged_in, at_intake, reported, person, assen, director
):
    hidden = reported(by=person(assen, "reporter"))
    answer = logged_in(director).get(f"/signalen/{at_intake.number}/samenvoegen/?number={hidden.number}")
    assert "geen signaal met dit nummer" in answer.content.decode()


def test_undoing_a_merge(send, look, act, at_intake, reported, director, stored):
    act(director, actions.merge_signal, at_intake, into=reported(title="Ander"), reason="Zelfde.")
    assert "Samengevoegd" in look(director, at_intake).content.decode()
    send(director, at_intake, "losmaken", {"reason": "Toch niet."})
    assert stored(at_intake).phase == "intake"


def test_splitting_ends_on_the_new_signal(send, at_intake, director):
    data = {"title": "Dump in het bos", "place": "Bosrand", "own_observation": "Twaalf vaten."}
    text = send(director, at_intake, "splitsen", data).content.decode()
    assert "Dump in het bos" in text
    assert f"Het komt uit {at_intake.number}" in text


def test_reopening(send, at_intake, set_aside, director, stored):
    send(director, set_aside(at_intake), "heropenen", {"reason": "Nieuwe melding."})
    assert stored(at_intake).phase == "intake"


STEPS = ["ontvangst", "besluit", "wegen", "toewijzen", "overdragen", "betrokken", "heropenen", "samenvoegen"]


@pytest.mark.parametrize("step", [*STEPS, "losmaken", "splitsen", "personen", "melder", "bron", "doorzenden"])
def test_no_step_opens_for_a_stranger(look, at_weighing, stranger, step):
    assert look(stranger, at_weighing, step).status_code == 404


@pytest.mark.parametrize("step", [*STEPS, "losmaken", "splitsen", "personen", "melder", "bron", "doorzenden"])
def test_no_step_opens_for_the_reporter(look, at_weighing, reporter, step):
    assert look(reporter, at_weighing, step).status_code == 404


def test_source_research_begins_with_asking_a_source(look, weighed, intake_officer):
    text = look(intake_officer, weighed("research")).content.decode()
    assert text.index("Bron aanvragen") < text.index("Onderzoek afronden")


def test_a_letter_that_was_not_sent_is_finished_first(look, act, to_forward, intake_officer):
    given = {"authority": "gemeente", "recipient_id": None, "legal_basis": "awb-2-3", "subject": "Schuur"}
    given |= {"place": "Weg", "message": "Ramen.", "stays_behind": "", "reporter_told": False}
    act(intake_officer, actions.prepare_forwarding, to_forward, **given)
    assert "Doorzending afmaken" in look(intake_officer, to_forward).content.decode()


@pytest.mark.parametrize("number", ["S-%00", "%00", "s-7k3p-91x", "x" * 300])
def test_a_strange_number_is_not_found(logged_in, intake_officer, number):
    assert logged_in(intake_officer).get(f"/signalen/{number}/").status_code == 404


def test_taking_back_an_assignment(send, seen, at_weighing, act, person, assen, intake_officer):
    neighbour = person(assen, "second_assessor")
    given = {"user_id": neighbour.user_id, "party_id": assen.pk, "reason": "Klein team."}
    act(intake_officer, actions.assign_assessor, at_weighing, **given)
    text = send(intake_officer, at_weighing, "toewijzen", {"step": "revoke"}).content.decode()
    assert "De toewijzing is ingetrokken." in text
    assert seen(neighbour, at_weighing) is None


@pytest.mark.parametrize("step", ["", "besluit", "toewijzen", "overdragen", "samenvoegen"])
def test_every_page_that_tells_what_was_reported_is_recorded(
    look, received, act, intake_officer, person, emmen, logged, step
):
    act(intake_officer, actions.acknowledge_signal, received)
    who = person(emmen, "director") if step in {"overdragen", "samenvoegen"} else intake_officer
    assert look(who, received, step).status_code == 200
    assert logged("signal:read", received) == 1
