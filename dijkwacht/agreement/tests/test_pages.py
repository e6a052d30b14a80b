"""What each role sees of the agreement."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dijkwacht.agreement import queries, rules
from dijkwacht.lib.access import acting
from dijkwacht.signals import actions as signals
from dijkwacht.signals import permissions as signal_permissions

PAGES = [
    reverse("agreement:matrix"),
    reverse("agreement:ambition", args=["2.2"]),
    reverse("agreement:cell", args=["2.2", "gm0114"]),
    reverse("agreement:party", args=["gm0114"]),
    reverse("agreement:editions"),
    reverse("agreement:norms"),
]
READERS = [
    "intake_officer", "second_assessor", "director", "policy_adviser", "executive", "communication", "personnel",
    "functional_manager", "working_group", "riec_adviser",
]  # fmt: skip


@pytest.mark.parametrize("role", READERS)
def test_who_follows_the_agreement_opens_every_page(role, request, logged_in):
    client = logged_in(request.getfixturevalue(role))
    assert {url: client.get(url).status_code for url in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize("role", ["reporter", "auditor"])
def test_for_others_the_pages_do_not_exist(role, request, logged_in):
    client = logged_in(request.getfixturevalue(role))
    assert {url: client.get(url).status_code for url in PAGES} == dict.fromkeys(PAGES, 404)


def test_the_matrix_has_a_link_for_every_promise(logged_in, executive):
    text = logged_in(executive).get(PAGES[0]).text
    assert text.count('<td class="cell ') == 28 * 17
    assert text.count('<td class="cell na"') == 28 * 17 - 419
    assert 'aria-label="Emmen, 2.2: onbekend"' in text


def test_the_matrix_narrows_to_a_theme_and_a_kind(logged_in, executive):
    text = logged_in(executive).get(PAGES[0], {"thema": "5", "soort": "waterschap"}).text
    assert text.count('<td class="cell ') == 2 * 4


def test_a_choice_that_does_not_exist_shows_everything(logged_in, executive):
    text = logged_in(executive).get(PAGES[0], {"thema": "99", "soort": "rijk"}).text
    assert text.count('<td class="cell ') == 28 * 17


def test_the_matrix_stays_light(logged_in, executive, django_assert_max_num_queries):
    client = logged_in(executive)
    client.get(PAGES[0])
    with django_assert_max_num_queries(22):
        answer = client.get(PAGES[0])
    assert len(answer.content) < 160_000


def test_a_past_day_is_said_to_be_past_and_stays_in_the_links(logged_in, executive):
    day = (timezone.localdate() - timedelta(days=30)).isoformat()
    text = logged_in(executive).get(PAGES[0], {"op": day}).text
    assert "stand op een eerdere dag" in text
    assert f"/overeenkomst/2.2/gm0114/?op={day}" in text


@pytest.mark.parametrize("day", ["2024-02-01", "2099-01-01"])
def test_the_matrix_explains_which_days_one_can_choose(logged_in, executive, day):
    text = logged_in(executive).get(PAGES[0], {"op": day}).text
    assert "Kies een dag van 2 februari 2024 tot en met vandaag." in text


@pytest.mark.parametrize("day", ["2024-02-01", "2099-01-01", "gisteren", "2025-02-30"])
@pytest.mark.parametrize("url", PAGES[1:4])
def test_a_day_that_cannot_be_asked_about_does_not_exist(logged_in, executive, url, day):
    assert logged_in(executive).get(url, {"op": day}).status_code == 404


@pytest.mark.parametrize("url", ["/overeenkomst/3.4/gm0114/", "/overeenkomst/9.9/", "/overeenkomst/2.2/riec-nn/"])
def test_what_is_not_in_the_agreement_does_not_exist(logged_in, executive, url):
    assert logged_in(executive).get(url).status_code == 404


def test_a_cell_shows_the_promise_the_norm_and_why_one_cannot_declare(logged_in, executive):
    text = logged_in(executive).get(PAGES[2]).text
    assert "Is een ander bevoegd, dan gaat de melding volgens de regels naar die ander." in text
    assert "Waarom kan ik niets verklaren?" in text
    assert "Verklaring toevoegen" not in text


def test_a_cell_names_who_does_meet_the_ambition(declared, logged_in, stranger):
    declared("1.5")
    text = logged_in(stranger).get(reverse("agreement:cell", args=["1.5", "gm0106"])).text
    assert text.index("Wie haalt dit wel?") < text.rindex('href="/overeenkomst/1.5/gm0114/"')


def test_the_footnotes_of_the_agreement_are_told(logged_in, executive):
    text = logged_in(executive).get(reverse("agreement:ambition", args=["3.3"])).text
    assert "750.000 euro" in text
    assert "Overheidsopdrachten" in text


@pytest.fixture
def three_signals(reporter, intake_officer, now):
    """Three signals in Emmen, of which the receipt of two was confirmed in time."""
    at = timezone.now() - timedelta(days=20)
    for confirm in (True, True, False):
        told = signals.Report(title="Schuur", object_kind="address", place="Verzonnenweg 12", locality="Emmen")
        with acting(reporter, now=at):
            made = signals.report_signal(told, actor=reporter, now=at)
        if confirm:
            with acting(intake_officer, now=at):
                signal = signal_permissions.visible_to(intake_officer).get(pk=made.signal_id)
                signals.acknowledge_signal(signal, actor=intake_officer, now=at)


def test_the_own_party_sees_its_numbers_with_a_link_to_the_signals(three_signals, logged_in, intake_officer):
    text = logged_in(intake_officer).get(reverse("agreement:cell", args=["2.1", "gm0114"])).text
    assert "2 van 3 signalen binnen 5 dagen bevestigd (66,6%); norm: ten minste 95%." in text
    assert 'href="/signalen/?phase=all&amp;since=' in text


def test_an_executive_sees_the_numbers_and_no_link_to_signals(three_signals, logged_in, executive):
    text = logged_in(executive).get(reverse("agreement:cell", args=["2.1", "gm0114"])).text
    assert "2 van 3 signalen" in text
    assert "/signalen/?" not in text


def test_another_party_sees_no_small_numbers_anywhere(three_signals, logged_in, stranger):
    client = logged_in(stranger)
    for name, given in (("cell", ["2.1", "gm0114"]), ("ambition", ["2.1"]), ("party", ["gm0114"])):
        text = client.get(reverse(f"agreement:{name}", args=given)).text
        assert "2 van 3" not in text
        assert "inder dan 5 signalen, te weinig om het aandeel te tonen" in text


def test_the_term_counts_down_and_then_becomes_a_growth_model(db):
    edition = queries.edition_on(date(2024, 2, 2))
    before, last, after = (rules.term(edition, today=date(2026, 2, day)) for day in (1, 2, 3))
    assert before.headline == "Nog 1 dag tot het einde van de termijn op 2 februari 2026."
    assert last.headline == "Vandaag loopt de termijn van twee jaar af."
    assert not last.has_passed
    assert after.headline == "De termijn van twee jaar liep af op 2 februari 2026."
    assert "groeimodel" in after.meaning


def test_home_names_declarations_that_end_soon_and_ambitions_not_met(declared, policy_adviser, now):
    declared("1.5", days=20)
    declared("1.6", "not_met")
    with acting(policy_adviser, now=now):
        items = queries.home_items(policy_adviser, now)
    assert [(item.title, item.status) for item in items] == [
        ("Verklaring over 1.5 loopt af", "soon"),
        ("1.6 Een plek in begroting en andere plannen", "not"),
    ]


def test_home_has_nothing_for_those_without_promises(working_group, reporter, now):
    for actor in (working_group, reporter):
        with acting(actor, now=now):
            assert queries.home_items(actor, now) == []


def test_there_is_a_dike_for_every_party(declared, executive, now):
    declared("1.5")
    with acting(executive, now=now):
        dikes = queries.dikes(queries.board(as_of=date(2026, 11, 17), actor=executive))
    assert len(dikes) == 17
    assert next(each for each in dikes if each["name"] == "Emmen")["share"] == 3
