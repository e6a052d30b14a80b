import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dijkwacht.lib.workdays import add_workdays, is_workday, workdays_between, workdays_left

days = st.dates(date(2023, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    "free",
    [
        date(2026, 1, 1),
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 4, 27),  # King's Day
        date(2025, 4, 26),  # King's Day on a Saturday, as the 27th was a Sunday
        date(2026, 5, 5),
        date(2026, 5, 14),  # Ascension Day
        date(2026, 5, 25),  # Whit Monday
        date(2026, 12, 25),
        date(2026, 11, 21),  # a Saturday
    ],
)
def test_these_days_do_not_count(free):
    assert not is_workday(free)


@pytest.mark.parametrize("work", [date(2026, 5, 4), date(2026, 12, 24), date(2026, 12, 31), date(2026, 5, 15)])
def test_these_days_do_count(work):
    assert is_workday(work)


def test_a_term_skips_the_weekend_and_easter():
    assert add_workdays(date(2026, 4, 2), 1) == date(2026, 4, 7)


def test_a_term_runs_on_into_the_next_year():
    assert add_workdays(date(2026, 12, 30), 2) == date(2027, 1, 4)
    assert add_workdays(date(2027, 1, 4), -2) == date(2026, 12, 30)


def test_a_term_of_nothing_ends_on_the_next_working_day():
    assert add_workdays(date(2026, 11, 20), 0) == date(2026, 11, 20)
    assert add_workdays(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_late_is_negative():
    assert workdays_between(date(2026, 11, 23), date(2026, 11, 20)) == -1
    assert workdays_between(date(2026, 11, 20), date(2026, 11, 23)) == 1


@pytest.mark.parametrize(("due_on", "left"), [(20, -1), (19, -1), (18, -2), (21, 0), (23, 1)])
def test_a_term_that_ended_on_friday_is_late_on_saturday(due_on, left):
    assert workdays_left(date(2026, 11, due_on), today=date(2026, 11, 21)) == left


@given(days, st.integers(1, 600))
def test_adding_and_counting_agree(start, n):
    assert workdays_between(start, add_workdays(start, n)) == n


@given(days, st.integers(-600, 600).filter(bool))
def test_a_term_ends_on_a_working_day(start, n):
    assert is_workday(add_workdays(start, n))


@given(days, st.integers(1, 30))
def test_it_agrees_with_counting_one_by_one(start, n):
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= is_workday(day)

    assert add_workdays(start, n) == day


def test_ten_thousand_terms_take_less_than_a_second():
    began = time.perf_counter()
    for number in range(10_000):
        add_workdays(date(2025, 1, 1) + timedelta(days=number % 700), 30)

    assert time.perf_counter() - began < 1
