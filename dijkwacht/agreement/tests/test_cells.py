"""The 419 cells, and what is counted over them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dijkwacht.agreement import actions, queries
from dijkwacht.agreement.checks.cells import Knowledge, Tally, cells, tally
from dijkwacht.agreement.checks.result import Status
from dijkwacht.agreement.models import Ambition, Norm
from dijkwacht.agreement.tests.conftest import TODAY, figures
from dijkwacht.lib.access import acting
from dijkwacht.parties import queries as parties_queries


@pytest.fixture
def judged(emmen, policy_adviser, now):
    """`judged({emmen.pk: figures(...)})` is all cells with these figures, read by Emmen."""

    def judge(counted, *, own=emmen.pk):
        with acting(policy_adviser, now=now):
            norms = tuple(Norm.objects.select_related("ambition").order_by("valid_from", "id"))
        known = Knowledge(as_of=TODAY, norms=norms, declarations={}, figures=counted, own_party=own)
        return cells(Ambition.objects.all(), parties_queries.signatories(), known)

    return judge


def test_every_ambition_is_judged_for_every_party(judged):
    found = judged({})
    assert len(found) == 28 * 17
    assert sum(cell.is_applicable for cell in found.values()) == 419


def test_the_own_party_sees_its_numbers_and_another_party_does_not(judged, emmen, assen):
    few = figures(forwardings=3, forwardings_complete=2)
    own = judged({emmen.pk: few})["2.2", emmen.pk]
    other = judged({assen.pk: few})["2.2", assen.pk]
    assert "2 van 3 doorzendingen" in own.sentence
    assert "2 van 3" not in other.sentence
    assert own.status == other.status


def test_judging_asks_the_database_nothing(judged, emmen, django_assert_num_queries, policy_adviser, now):
    ambitions, parties = list(Ambition.objects.all()), list(parties_queries.signatories())
    with acting(policy_adviser, now=now):
        norms = tuple(Norm.objects.select_related("ambition"))
    known = Knowledge(TODAY, norms, {}, {emmen.pk: figures()}, emmen.pk)
    with django_assert_num_queries(0):
        cells(ambitions, parties, known)


def test_a_declared_ambition_reads_as_declared_and_not_as_computed(declared, board, executive, emmen):
    declared("1.5")
    cell = board(executive).cell("1.5", emmen)
    assert cell.status == Status.DECLARED
    assert cell.status.is_reached


def test_what_the_law_blocks_is_blocked_as_long_as_the_declaration_holds(declared, board, executive, emmen):
    declared("4.5", "blocked")
    assert board(executive).cell("4.5", emmen).status == Status.BLOCKED


def test_a_declaration_that_ended_makes_the_cell_unknown_again(declared, board, executive, emmen, now):
    declared("1.5", at=now - timedelta(days=400), days=200)
    assert board(executive).cell("1.5", emmen).status == Status.UNKNOWN


def test_a_past_day_is_told_with_what_was_known_then(declared, board, executive, emmen, now):
    declared("1.5", "partly", at=now - timedelta(days=60))
    declared("1.5")
    assert board(executive).cell("1.5", emmen).status == Status.DECLARED
    assert board(executive, as_of=TODAY - timedelta(days=30)).cell("1.5", emmen).status == Status.PARTLY
    assert board(executive, as_of=TODAY - timedelta(days=90)).cell("1.5", emmen).status == Status.UNKNOWN


def test_after_withdrawal_the_declaration_before_it_counts_again(
    declared, act, board, executive, policy_adviser, emmen, now
):
    declared("1.5", "partly", at=now - timedelta(days=60))
    latest = declared("1.5", at=now - timedelta(days=10))
    act(policy_adviser, actions.withdraw_declaration, latest, reason="Verkeerd document.")
    assert board(executive).cell("1.5", emmen).status == Status.PARTLY
    assert board(executive, as_of=TODAY - timedelta(days=5)).cell("1.5", emmen).status == Status.DECLARED


def test_a_norm_of_tomorrow_does_not_count_today(act, board, working_group, functional_manager):
    norm = first_norm(functional_manager, "receipt_in_time", act)
    tomorrow = TODAY + timedelta(days=1)
    set_norm(act, working_group, norm, "0.99", valid_from=tomorrow)
    assert bar_of(board(working_group)).target == Decimal("0.950")


def test_a_norm_for_one_party_leaves_the_others_alone(act, board, working_group, emmen, assen, owner):
    norm = first_norm(working_group, "point", act)
    set_norm(act, working_group, norm, "0.5", party=emmen)
    seen = board(working_group)
    assert seen.cell("2.1", emmen).results[0].bar.target == Decimal("0.500")
    assert seen.cell("2.1", emmen).results[0].bar.standing == "maatwerk voor deze partij"
    assert seen.cell("2.1", assen).results[0].bar.target == Decimal("1.000")


def test_the_share_leaves_out_what_the_law_blocks():
    assert Tally(met=10, declared=7, partly=2, blocked=1).share == 89


def test_a_party_of_which_nothing_is_known_has_no_share():
    assert Tally(unknown=27).share is None


def test_the_whole_is_the_sum_of_the_parties(declared, board, executive):
    declared("1.5")
    seen = board(executive)
    assert seen.whole.total == sum(each.total for each in seen.tallies.values()) == 419
    assert seen.whole.declared == 1


def test_a_theme_and_a_kind_narrow_the_board(board, executive):
    seen = board(executive).narrowed(theme=5, kind="waterschap")
    assert (len(seen.ambitions), len(seen.parties), seen.whole.total) == (2, 4, 8)


def test_the_board_of_a_party_counts_only_what_applies(board, executive, party):
    assert tally(board(executive).of_party(party("ws33"))).total == 19


def test_the_board_takes_seven_queries(executive, now, django_assert_max_num_queries):
    with acting(executive, now=now), django_assert_max_num_queries(7):
        queries.board(as_of=TODAY, actor=executive)


def test_the_rise_of_a_party_is_told_at_every_half_year(declared, executive, emmen, now):
    declared("1.5", at=now - timedelta(days=200))
    declared("1.6")
    with acting(executive, now=now):
        points = queries.rise_of(emmen, as_of=TODAY, actor=executive)
    assert points == [("1 jul 2026", 3), ("17 nov 2026", 7)]


def test_half_years_begin_in_january_and_july():
    days = queries.half_years(since=date(2024, 2, 2), until=date(2025, 7, 1))
    assert days == [date(2024, 7, 1), date(2025, 1, 1)]


def test_there_is_an_edition_for_every_day_since_the_signing(db):
    assert queries.edition_on(date(2024, 2, 2)).code == queries.edition_on(date(2030, 1, 1)).code == "dao-2024"


def first_norm(actor, code, act):
    def find(*, actor, now):
        return Norm.objects.get(code=code)

    return act(actor, find)


def set_norm(act, actor, norm, target, *, valid_from=TODAY, party=None):
    given = {"target": Decimal(target), "amber": None, "days": norm.days, "reason": "Besluit van de werkgroep."}
    return act(actor, actions.set_norm, norm, valid_from=valid_from, party=party, **given)


def bar_of(seen):
    results = seen.of_ambition("2.1")[0].results
    return next(each.bar for each in results if each.bar.code == "receipt_in_time")
