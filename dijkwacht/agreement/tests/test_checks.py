"""Each check as a table: numbers in, status and sentence out."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dijkwacht.agreement.checks.ambitions import Facts, run
from dijkwacht.agreement.checks.cadence import cadence
from dijkwacht.agreement.checks.checklist import checklist
from dijkwacht.agreement.checks.declared import declared
from dijkwacht.agreement.checks.ratio import SMALLEST_SHOWN, Words, is_small, ratio
from dijkwacht.agreement.checks.result import Result, Status, together
from dijkwacht.agreement.tests.conftest import TODAY, bar, figures

WORDS = Words("signaal", "signalen", "binnen 5 dagen bevestigd", "geen signalen")
HEIGHT = {Status.NOT_MET: 0, Status.PARTLY: 1, Status.MET: 2}


@pytest.mark.parametrize(
    ("numerator", "denominator", "status"),
    [
        (19, 20, Status.MET),
        (949, 1000, Status.PARTLY),
        (16, 20, Status.PARTLY),
        (15, 20, Status.NOT_MET),
        (0, 20, Status.NOT_MET),
        (0, 0, Status.NOT_APPLICABLE),
    ],
)
def test_a_share_is_held_against_its_norm_without_rounding(numerator, denominator, status):
    assert ratio(bar(), WORDS, numerator, denominator, exact=True).status == status


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [
        (19, 20, "19 van 20 signalen binnen 5 dagen bevestigd (95%); norm: ten minste 95%."),
        (1, 1, "1 van 1 signaal binnen 5 dagen bevestigd (100%); norm: ten minste 95%."),
        (949, 1000, "949 van 1.000 signalen binnen 5 dagen bevestigd (94,9%); norm: ten minste 95%."),
        (0, 0, "Geen signalen; norm: ten minste 95%."),
    ],
)
def test_a_share_is_told_in_one_sentence_with_numbers_and_norm(numerator, denominator, told):
    assert ratio(bar(), WORDS, numerator, denominator, exact=True).sentence == told


def test_a_share_just_below_the_norm_never_reads_as_the_norm():
    assert "(94,9%)" in ratio(bar(), WORDS, 94999, 100000, exact=True).told


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [
        (3, 4, "minder dan 5 signalen, te weinig om het aandeel te tonen"),
        (3, 38, "minder dan 5 van ongeveer 40 signalen binnen 5 dagen bevestigd"),
        (37, 38, "van ongeveer 40 signalen zijn er minder dan 5 niet binnen 5 dagen bevestigd"),
        (38, 38, "38 van 38 signalen binnen 5 dagen bevestigd (100%)"),
        (20, 38, "20 van 38 signalen binnen 5 dagen bevestigd (52,6%)"),
    ],
)
def test_another_party_does_not_get_to_see_small_numbers_nor_what_is_left(numerator, denominator, told):
    assert ratio(bar(), WORDS, numerator, denominator, exact=False).told == told


counts = st.integers(0, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(counts)
def test_no_small_count_can_be_worked_out_from_what_others_see(pair):
    numerator, denominator = pair
    shown = ratio(bar(), WORDS, numerator, denominator, exact=False)
    if is_small(numerator, denominator):
        assert (shown.numerator, shown.denominator) == (None, None)
        assert "%" not in shown.told
        # The norm itself names days: "binnen 5 dagen" is no count.
        counted = shown.told.replace(f"minder dan {SMALLEST_SHOWN}", "weinig").replace("binnen 5 dagen", "op tijd")
        assert f" {denominator} " not in counted or denominator % 10 == 0


@given(counts, st.integers(0, 400))
def test_more_that_went_well_is_never_a_lower_status(pair, more):
    numerator, denominator = pair
    if denominator:
        better = min(numerator + more, denominator)
        low, high = (ratio(bar(), WORDS, each, denominator, exact=True).status for each in (numerator, better))
        assert HEIGHT[low] <= HEIGHT[high]


@given(st.integers(0, 12), st.integers(0, 12))
def test_more_often_is_never_a_lower_status(times, more):
    norm = bar("cadence", target="2", amber="1")
    low, high = (
        cadence(norm, one="keer", more="keer", times=each, last_on=TODAY, as_of=TODAY).status
        for each in (times, times + more)
    )
    assert HEIGHT[low] <= HEIGHT[high]


@pytest.mark.parametrize(
    ("times", "ago", "status", "told"),
    [
        (2, 34, Status.MET, "2 berichten in 12 maanden; laatste 34 dagen geleden; norm: 2 per 12 maanden."),
        (1, 1, Status.PARTLY, "1 bericht in 12 maanden; laatste 1 dag geleden; norm: 2 per 12 maanden."),
        (0, None, Status.NOT_MET, "0 berichten in 12 maanden; norm: 2 per 12 maanden."),
    ],
)
def test_a_rhythm_counts_times_and_tells_how_long_ago(times, ago, status, told):
    last = None if ago is None else TODAY - timedelta(days=ago)
    norm = bar("cadence", target="2", amber="1")
    result = cadence(norm, one="bericht", more="berichten", times=times, last_on=last, as_of=TODAY)
    assert (result.status, result.sentence) == (status, told)


def test_a_rhythm_with_too_long_a_gap_is_met_only_partly():
    norm = bar("cadence", target="2", amber="1", days=90)
    result = cadence(norm, one="keer", more="keer", times=4, last_on=TODAY - timedelta(days=91), as_of=TODAY)
    assert result.status == Status.PARTLY
    assert "ten hoogste 90 dagen ertussen" in result.norm


def test_a_list_names_what_is_missing():
    result = checklist(bar("checklist", target="1", amber=None), {"een beheerder": True, "een vervanger": False})
    assert result.sentence == "1 van 2 punten in orde; ontbreekt: een vervanger; norm: alle punten."
    assert result.status == Status.PARTLY


def saying(status, *, until=date(2027, 1, 1)):
    return SimpleNamespace(status=status, declared_on=date(2026, 1, 1), valid_until=until, statement="Zo is het.")


@pytest.mark.parametrize(
    ("declaration", "status", "told"),
    [
        (None, Status.UNKNOWN, "Nog geen verklaring."),
        (saying("met", until=date(2026, 2, 1)), Status.UNKNOWN, "De verklaring gold tot en met 1 februari 2026."),
        (saying("met"), Status.MET, "Verklaard op 1 januari 2026: gehaald; geldt tot en met 1 januari 2027."),
        (
            saying("partly"),
            Status.PARTLY,
            "Verklaard op 1 januari 2026: deels gehaald; geldt tot en met 1 januari 2027.",
        ),
    ],
)
def test_a_declaration_counts_as_long_as_it_holds(declaration, status, told):
    result = declared(bar(), declaration, as_of=TODAY)
    assert (result.status, result.sentence) == (status, told)


def result(status, *, is_declared=False, is_optional=False):
    return Result(bar(), status, "", is_declared=is_declared, is_optional=is_optional)


@pytest.mark.parametrize(
    ("results", "status"),
    [
        ([result(Status.MET), result(Status.MET)], Status.MET),
        ([result(Status.MET), result(Status.NOT_APPLICABLE)], Status.MET),
        ([result(Status.MET), result(Status.UNKNOWN, is_optional=True)], Status.MET),
        ([result(Status.MET), result(Status.UNKNOWN)], Status.PARTLY),
        ([result(Status.PARTLY), result(Status.NOT_MET)], Status.PARTLY),
        ([result(Status.NOT_MET), result(Status.UNKNOWN)], Status.NOT_MET),
        ([result(Status.UNKNOWN), result(Status.NOT_APPLICABLE)], Status.UNKNOWN),
        ([], Status.UNKNOWN),
        ([result(Status.MET, is_declared=True)], Status.DECLARED),
        ([result(Status.MET), result(Status.MET, is_declared=True)], Status.MET),
    ],
)
def test_the_checks_together_make_one_status(results, status):
    assert together(results) == status


BARS = {
    "point": bar("checklist", target="1", amber=None),
    "announced": bar("cadence", target="2", amber="1"),
    "receipt_in_time": bar("sla", days=5),
    "elsewhere_handled": bar(days=14),
    "forwarding_complete": bar(target="1", amber="0.9", days=14),
    "assessed_in_time": bar(target="0.9", amber="0.75", days=60),
    "outcome_recorded": bar(),
    "meetings_held": bar("declared"),
}


def judge(number, *, declaration=None, **changes):
    facts = Facts(as_of=TODAY, figures=figures(**changes), declaration=declaration, exact=True)
    return together(run(number, BARS, facts))


@pytest.mark.parametrize(
    ("number", "changes", "status"),
    [
        ("2.1", {}, Status.MET),
        ("2.1", {"point_has_deputy": False}, Status.PARTLY),
        ("2.1", {"point_published_on": date(2026, 12, 1)}, Status.PARTLY),
        ("2.1", {"announcements": 0, "last_announcement_on": None}, Status.PARTLY),
        ("2.1", {"acknowledged_in_time": 30}, Status.PARTLY),
        ("2.2", {}, Status.MET),
        ("2.2", {"elsewhere_done": 10, "forwardings_complete": 10}, Status.NOT_MET),
        ("2.2", {"elsewhere_due": 0, "elsewhere_done": 0, "forwardings": 0, "forwardings_complete": 0}, Status.UNKNOWN),
        ("2.3", {}, Status.PARTLY),
        ("2.3", {"declaration": saying("met")}, Status.MET),
        ("2.3", {"assessed_in_time": 0, "decisions_complete": 0}, Status.NOT_MET),
    ],
)
def test_the_work_proves_ambitions_21_22_and_the_signal_half_of_23(number, changes, status):
    assert judge(number, **changes) == status


def test_a_party_that_does_not_work_with_dijkwacht_yet_is_unknown():
    silent = {"received": 0, "point_active": False, "point_has_owner": False, "point_published_on": None}
    assert judge("2.1", **silent, announcements=0, last_announcement_on=None) == Status.UNKNOWN
