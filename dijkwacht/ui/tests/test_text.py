from datetime import UTC, date, datetime

import pytest

from dijkwacht.ui import wording


def test_a_date_reads_as_dutch():
    assert wording.long_date(date(2024, 2, 2)) == "2 februari 2024"


def test_a_moment_is_told_in_local_time():
    assert wording.moment(datetime(2026, 11, 21, 13, 32, tzinfo=UTC)) == "21 november 2026 om 14:32"


def test_a_moment_near_midnight_counts_as_its_local_day():
    assert wording.long_date(datetime(2026, 11, 20, 23, 30, tzinfo=UTC)) == "21 november 2026"


def test_a_short_date_names_the_year_only_when_it_is_another():
    assert wording.short_date(date(2026, 11, 3), this_year=2026) == "3 nov"
    assert wording.short_date(date(2024, 11, 3), this_year=2026) == "3 nov 2024"


def test_numbers_have_dutch_separators():
    assert wording.number(12345) == "12.345"
    assert wording.number(1234.5) == "1.234,5"


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "minder dan 5"), (4, "minder dan 5"), (5, "5")])
def test_a_number_that_could_point_at_a_person_is_hidden(count, shown):
    assert wording.small_number(count) == shown


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-2, "2 werkdagen te laat"),
        (-1, "1 werkdag te laat"),
        (0, "vandaag"),
        (1, "over 1 werkdag"),
        (3, "over 3 werkdagen"),
    ],
)
def test_a_term_is_told_in_working_days(days, told):
    assert wording.term(days) == told
