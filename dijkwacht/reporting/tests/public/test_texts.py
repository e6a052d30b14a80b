"""Six languages that say the same."""

import re

import pytest

from dijkwacht.knowledge.loading import read_rows
from dijkwacht.reporting import places, questions, reveals, texts
from dijkwacht.reporting.texts import DUTCH, LANGUAGES, book

OTHERS = [language for language in LANGUAGES if language != DUTCH]


def flat(part, path=""):
    """Every text by its full name."""
    if isinstance(part, str):
        return {path: part}
    pairs = part.items() if isinstance(part, dict) else enumerate(part)
    return {name: text for key, value in pairs for name, text in flat(value, f"{path}.{key}").items()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_keys(language):
    assert flat(book(language)).keys() == flat(book(DUTCH)).keys()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language):
    same = {
        name
        for name, text in flat(book(language)).items()
        if text == flat(book(DUTCH))[name] and len(text) > 12 and ".elsewhere." not in name
    }
    assert same <= {".check.contact"}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_the_same_marks(language):
    marks = {name: sorted(set(re.findall(r"\{\w+\}", text))) for name, text in flat(book(DUTCH)).items()}
    assert {name: sorted(set(re.findall(r"\{\w+\}", text))) for name, text in flat(book(language)).items()} == marks


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_is_left_that_nobody_fills_in(language):
    known = {"{party}", "{phone}", "{n}", "{of}", "{most}", "{removed}", "{place}", "{name}", "{day}", "{hour}"}
    assert set(re.findall(r"\{\w+\}", str(book(language)))) <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_to_call_is_the_same_in_every_language(language):
    def numbers(words):
        return sorted(re.findall(r"\b0\d{2,3}-\d[\d ]+\d|\b112\b", str(flat(words).values())))

    assert numbers(book(language)) == numbers(book(DUTCH))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_sign_and_choice_has_words(language):
    for about in questions.choices():
        assert questions.about_name(about, language=language)
        assert all(question.label for question in questions.asked(about, language=language))
        assert all(name for _, name in questions.sign_names(about, language=language))


def test_choices_and_signs_point_at_what_the_room_knowledge_knows():
    phenomena = {row["code"] for row in read_rows("phenomena")}
    indicators = {row["code"] for row in read_rows("indicators")}
    assert {code for each in questions.choices().values() for code in each.phenomena} == phenomena
    used = {sign for each in questions.choices().values() for sign in each.signs}
    for sign in used:
        assert set(questions.indicators_of(sign)) <= indicators
    assert used == set(questions._data()["signs"])


def test_a_party_says_it_in_its_own_words():
    assert texts.words("nl", party="Emmen", own={"title": "Vertel het ons"})["start"]["title"] == "Vertel het ons"
    assert "Emmen" in texts.words("nl", party="Emmen", own={"title": ""})["start"]["lead"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Klazienaveen", "gm0114"), ("KLAZIENA", "gm0114"), ("'t haantje", "gm0109"), ("2e exloermond", "gm1681")],
)
def test_a_village_leads_to_its_municipality(typed, code):
    assert {found for _, found in places.municipalities_of(typed)} == {code}


def test_a_name_of_more_villages_leads_to_all_of_them():
    assert len(places.municipalities_of("Alteveer")) == 3


def test_what_is_no_place_leads_nowhere():
    assert (
        places.municipalities_of("Verweggistan") == places.municipalities_of("") == places.municipalities_of("ab") == []
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mijn broer zag het", "family"),
        ("my boss told me", "work"),
        ("mijn buurvrouw", "neighbour"),
        ("vanuit mijn tuin", "home"),
        ("Mój brat tam pracuje", "family"),
        ("pracuję w tej firmie", "work"),
        ("șeful meu", "work"),
        ("вижда моят съсед", "neighbour"),
        ("Meine Schwester", "family"),
        ("bel 06 12 34 56 78", "phone"),
        ("schrijf naar jan@example.org", "email"),
    ],
)
def test_words_that_point_at_who_writes_are_found(text, kind):
    assert kind in {each.kind for each in reveals.found_in([text])}


@pytest.mark.parametrize(
    "text", ["Kenteken 12-ABC-3, schuur Kanaalweg 12.", "Zijn broer heeft een loods.", "2026-11-21"]
)
def test_other_words_are_left_alone(text):
    assert reveals.found_in([text]) == []
