"""Our own files: whole, pointing at each other rightly, and readable for everybody."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from dijkwacht.knowledge.loading import DATA, ORDER

FILES = [*(name for name in ORDER if name != "indicators"), "routing"]


def content(name):
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def rows(name):
    return content(name)["rows"]


def codes(name):
    return [row["code"] for row in rows(name)]


def schema(name):
    return json.loads((DATA / "schemas" / f"{name}.json").read_text(encoding="utf-8"))


def problems(name, what):
    # A day in YAML is a date; in JSON it is text.
    plain = json.loads(json.dumps(what, default=str))
    found = Draft202012Validator(schema(name), format_checker=FormatChecker()).iter_errors(plain)
    return [f"{list(each.path)}: {each.message}" for each in found]


def test_every_file_has_a_schema_and_every_schema_a_file():
    assert {path.stem for path in DATA.glob("*.yaml")} == set(FILES)
    assert {path.stem for path in (DATA / "schemas").glob("*.json")} == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_file_keeps_to_its_schema(name):
    assert problems(name, content(name)) == []


@pytest.mark.parametrize("name", FILES)
def test_a_schema_refuses_a_row_with_a_field_that_does_not_exist(name):
    wrong = content(name)
    wrong["rows"][0]["naam"] = "Fout"
    assert problems(name, wrong) != []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("retention", {"duration": "P1Q"}),
        ("retention", {"max_extensions": 1}),
        ("terms", {"days": 0}),
        ("terms", {"days": 10_000}),
        ("instruments", {"track": "anders"}),
        ("phenomena", {"urgent": True, "urgent_text": None}),
        ("regimes", {"may_forward": False}),
    ],
)
def test_a_schema_refuses_what_cannot_be(name, wrong):
    file = content(name)
    file["rows"][0] = {key: value for key, value in {**file["rows"][0], **wrong}.items() if value is not None}
    assert problems(name, file) != []


@pytest.mark.parametrize("name", [name for name in FILES if name != "routing"])
def test_a_code_stands_for_one_row(name):
    assert len(codes(name)) == len(set(codes(name)))


def test_there_are_26_phenomena_numbered_from_1_each_with_four_clues_or_more():
    assert [row["number"] for row in rows("phenomena")] == list(range(1, 27))
    assert all(len(row["indicators"]) >= 4 for row in rows("phenomena"))


def test_a_clue_has_a_code_that_no_other_clue_has():
    found = [clue["code"] for row in rows("phenomena") for clue in row["indicators"]]
    assert len(found) == len(set(found))


def test_every_phenomenon_names_powers_that_we_describe():
    named = {code for row in rows("phenomena") for code in row["instruments"]}
    assert named <= set(codes("instruments"))


def test_every_power_serves_a_phenomenon():
    named = {code for row in rows("phenomena") for code in row["instruments"]}
    assert set(codes("instruments")) <= named


def test_every_legal_basis_falls_under_a_regime_that_we_describe():
    assert {row["regime"] for row in rows("legal_bases")} <= set(codes("regimes"))


def test_every_phenomenon_has_one_routing_table_with_somebody_in_the_lead():
    assert [row["phenomenon"] for row in rows("routing")] == codes("phenomena")
    assert all(row["lead"] for row in rows("routing"))


def test_a_routing_table_names_authorities_and_a_basis_that_we_describe_each_once():
    for row in rows("routing"):
        named = [*row["lead"], *row["informed"], *row["consent"]]
        assert set(named) <= set(codes("authorities")), row["phenomenon"]
        assert len(named) == len(set(named)), row["phenomenon"]
        assert row["legal_basis"] in codes("legal_bases")


def test_integrity_of_officials_has_a_channel_of_its_own_and_goes_past_no_party_of_ours():
    [row] = [row for row in rows("phenomena") if row.get("separate_channel")]
    assert row["number"] == 26
    [table] = [each for each in rows("routing") if each["phenomenon"] == row["code"]]
    ours = {each["code"] for each in rows("authorities") if each.get("party_kind")}
    assert not ours & {*table["lead"], *table["informed"], *table["consent"]}
    assert table["legal_basis"] == "sv-162"  # reporting a crime, and not the duty to forward of Awb 2:3


def test_no_row_claims_to_be_checked_by_a_jurist_yet():
    assert [row for name in FILES for row in rows(name) if row.get("verified")] == []


def sentences(text):
    # "art. 13b" is no end of a sentence.
    return re.split(r"(?<!art)(?<!Sr)[.!?:] ", text)


def texts():
    """Every sentence of more than a name, with where it stands."""
    spoken = ("description", "note", "urgent_text", "instead", "allows", "conditions", "why_not_forward", "purposes")
    for name in FILES:
        for row in rows(name):
            for field in spoken:
                for sentence in sentences(row.get(field, "")):
                    yield f"{name} {row.get('code', row.get('phenomenon'))} {field}", sentence


def test_sentences_are_short_enough_for_everybody():
    assert [(where, each) for where, each in texts() if len(each.split()) > 22] == []


def test_texts_avoid_words_of_the_office():
    hard = r"\b(teneinde|middels|derhalve|conform|betreffende|omtrent|inzake|dient te|geconstateerd|aangaande)\b"
    assert [(where, each) for where, each in texts() if re.search(hard, each, re.IGNORECASE)] == []


def test_a_clue_is_something_short_that_somebody_can_notice():
    clues = [clue["name"] for row in rows("phenomena") for clue in row["indicators"]]
    assert [each for each in clues if len(each.split()) > 14 or each.endswith(".")] == []


def test_no_clue_speaks_of_where_people_come_from_or_what_they_believe():
    # The privacy authority fined municipalities for mapping communities by belief.
    forbidden = r"moskee|islam|geloof|afkomst|buitenlander|allochtoon|ras\b|etnisch|nationaliteit|huidskleur"
    whole = "".join(Path(DATA / f"{name}.yaml").read_text(encoding="utf-8") for name in FILES)
    assert re.findall(forbidden, whole, re.IGNORECASE) == []
