"""The whole routing table on one page."""

import pytest


@pytest.fixture
def table(page, reporter):
    return lambda query="": page(reporter, "routes", query=query).text


def test_every_phenomenon_says_who_leads(table):
    text = table()
    assert "26 fenomenen" in text
    assert "Inspectie Leefomgeving en Transport" in text


def test_a_word_finds_a_phenomenon_or_whoever_has_a_part_in_it(table):
    assert "1 fenomeen" in table("?q=vuurwerk")
    assert "Vakantieparken" in table("?q=naober").title()


def test_one_authority_shows_only_where_it_has_a_part(table):
    text = table("?instantie=naober")
    assert "1 fenomeen" in text


def test_an_authority_that_does_not_exist_counts_as_no_choice(table):
    assert "26 fenomenen" in table("?instantie=niemand")


def test_a_word_that_leads_nowhere_says_so(table):
    assert "Niets gevonden" in table("?q=zeeslang")


def test_who_may_not_change_it_learns_who_can(page, reporter, functional_manager):
    assert "Waarom kan ik dit niet wijzigen?" in page(reporter, "routes").text
    assert "Waarom kan ik dit niet wijzigen?" not in page(functional_manager, "routes").text


def test_the_page_asks_the_database_little(logged_in, reporter, django_assert_max_num_queries):
    browser = logged_in(reporter)
    with django_assert_max_num_queries(17):
        browser.get("/kennis/verdeling/")
