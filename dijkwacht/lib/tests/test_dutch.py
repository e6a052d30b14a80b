from datetime import UTC, date, datetime

import pytest

from dijkwacht.lib import dutch

SATURDAY = date(2026, 11, 21)
EVENING = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


def test_dates():
    assert dutch.long_date(date(2024, 2, 2)) == "2 februari 2024"
    assert dutch.day_date(SATURDAY) == "zaterdag 21 november 2026"
    assert dutch.short_date(date(2026, 3, 1)) == "1 mrt 2026"
    assert dutch.short_date(date(2026, 3, 1), this_year=2026) == "1 mrt"
    assert dutch.short_date(date(2024, 3, 1), this_year=2026) == "1 mrt 2024"
    assert dutch.month_year(SATURDAY) == "november 2026"


def test_moments_are_on_the_dutch_clock():
    assert dutch.long_date(EVENING) == "22 november 2026"
    assert dutch.date_time(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)) == "1 juli 2026 om 14:05"


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [(0, 0, "0"), (1234, 0, "1.234"), (1234567.891, 2, "1.234.567,89"), (-5000, 0, "-5.000")],
)
def test_numbers(value, places, written):
    assert dutch.number(value, places=places) == written


def test_counts():
    assert dutch.count(1, "signaal", "signalen") == "1 signaal"
    assert dutch.count(0, "signaal", "signalen") == "0 signalen"
    assert dutch.count(1200, "signaal", "signalen") == "1.200 signalen"
    assert dutch.percentage(0.4234, places=1) == "42,3%"


@pytest.mark.parametrize(
    ("size", "written"), [(340, "340 bytes"), (12_400, "12 kB"), (1_234_567, "1,2 MB"), (1, "1 byte")]
)
def test_file_sizes(size, written):
    assert dutch.file_size(size) == written


@pytest.mark.parametrize(
    ("words", "written"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_lists(words, written):
    assert dutch.join(words) == written


def test_a_list_of_choices():
    assert dutch.join(["a", "b", "c"], last="of") == "a, b of c"


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (-2, "2 werkdagen te laat"),
        (-1, "1 werkdag te laat"),
        (0, "vandaag"),
        (1, "over 1 werkdag"),
        (3, "over 3 werkdagen"),
    ],
)
def test_a_term_in_working_days(days, written):
    assert dutch.term(days) == written


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "minder dan 5"), (4, "minder dan 5"), (5, "5")])
def test_a_number_that_could_point_at_a_person_is_hidden(count, shown):
    assert dutch.small_number(count) == shown


def test_a_number_keeps_the_decimals_that_it_has():
    assert dutch.number(1234.5) == "1.234,5"
