"""The catalogue says what the agreement says: counted from the source by a second path."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker

from dijkwacht.agreement import library
from dijkwacht.agreement.models import Ambition, Edition, Norm
from dijkwacht.parties import queries as parties_queries

SOURCES = sorted((settings.ROOT.parent / "shared" / "seeds").glob("003_*.txt"))
needs_source = pytest.mark.skipif(not SOURCES, reason="the agreement's own text (../shared/seeds) is not here")

# Who a sentence of the agreement speaks of, read from its words and not from our file.
MUNICIPALITY_ONLY = re.compile(r"\bgemeente(n|lijk|lijke)?\b|basisteam", re.IGNORECASE)
OTHERS_ONLY = re.compile(r"^De provincie en de waterschappen")
EVERYBODY = re.compile(
    r"\bpartijen\b|commissaris van de Koning|aangesloten organisaties|partij niet het bevoegde", re.IGNORECASE
)


def sentences() -> dict[str, str]:
    """The first sentence of every ambition in the signed text, by number."""
    text = Path(SOURCES[0]).read_text(encoding="utf-8")
    body = text[text.index("\n Ambities\n") : text.index("\n Ondertekening\n")]
    found = re.findall(
        r"^([1-5]\.\d{1,2})\. (.+?)(?=^\d\.\d|^\d\. |\Z|^[A-Z][a-z-]+ en -|^Wet- en|^Informatie)", body, re.S | re.M
    )
    return {number: " ".join(words.split()) for number, words in found}


def kinds_of(sentence: str) -> set[str]:
    first = sentence.split(". ")[0]
    if OTHERS_ONLY.search(first):
        return {"provincie", "waterschap"}
    if EVERYBODY.search(first.split(" gemeenten handelen")[0]):
        return {"gemeente", "provincie", "waterschap"}
    return {"gemeente"} if MUNICIPALITY_ONLY.search(first) else {"gemeente", "provincie", "waterschap"}


@needs_source
def test_the_file_has_the_28_ambitions_of_the_signed_text():
    ours = [each["number"] for each in library.read("dao-2024")["ambitions"]]
    assert sorted(ours) == sorted(sentences())
    assert len(ours) == 28


@needs_source
@pytest.mark.parametrize("number", sorted(sentences()) if SOURCES else [])
def test_an_ambition_holds_for_whom_the_signed_text_names(number):
    ours = {each["number"]: set(each["applies_to"]) for each in library.read("dao-2024")["ambitions"]}
    assert ours[number] == kinds_of(sentences()[number])


@needs_source
def test_every_footnote_with_a_demand_is_there():
    text = Path(SOURCES[0]).read_text(encoding="utf-8")
    ours = {note["number"]: note for each in library.read("dao-2024")["ambitions"] for note in each["footnotes"]}
    assert sorted(ours) == [2, 3, 4, 5, 6]
    assert "750.000" in text
    assert ours[4]["threshold_eur"] == 750_000
    assert len(ours[4]["requirements"]) == 6
    assert len(ours[5]["optional"]) == len(re.findall(r"\([1-5]\)", text[text.index("5 De overige") :]))
    assert len(ours[6]["requirements"]) == 5


def test_there_are_419_promises(db):
    kinds = [party.kind for party in parties_queries.signatories()]
    by_party = [sum(each.applies_to_kind(kind) for each in Ambition.objects.all()) for kind in kinds]
    assert by_party == [27] * 12 + [19] * 5
    assert sum(by_party) == 419


def test_nothing_is_copied_from_the_signed_text():
    if not SOURCES:
        pytest.skip("the agreement's own text (../shared/seeds) is not here")
    signed = " ".join(Path(SOURCES[0]).read_text(encoding="utf-8").split())
    assert [each["number"] for each in library.read("dao-2024")["ambitions"] if each["sentence"] in signed] == []


@pytest.fixture(scope="module")
def schema():
    content = json.loads((library.DATA / "schemas" / "agreement.json").read_text(encoding="utf-8"))
    return Draft202012Validator(content, format_checker=FormatChecker())


@pytest.mark.parametrize("name", library.names())
def test_the_file_keeps_to_its_schema(schema, name):
    assert [f"{each.json_path}: {each.message}" for each in schema.iter_errors(library.read(name))] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content["edition"].update(deadline="ooit"),
        lambda content: content["ambitions"][0].update(number="1"),
        lambda content: content["ambitions"][0].update(applies_to=[]),
        lambda content: content["ambitions"][0].update(sentence="x" * 401),
        lambda content: content["ambitions"][6]["norms"][0].update(target=1.4),
        lambda content: content["parties"][0].update(colour="groen"),
    ],
)
def test_the_schema_refuses_what_cannot_be(schema, change):
    content = library.read("dao-2024")
    change(content)
    assert not schema.is_valid(content)


def test_loading_twice_changes_nothing(owner, db):
    with owner():
        before = (Ambition.objects.count(), Norm.objects.count(), Edition.objects.count())
        library.load(library.read("dao-2024"))
        assert (Ambition.objects.count(), Norm.objects.count(), Edition.objects.count()) == before


def test_the_deadline_is_two_years_after_signing(db):
    edition = Edition.objects.get(code="dao-2024")
    assert (edition.deadline.year - edition.signed_on.year, edition.deadline.month) == (2, 2)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda content: content["ambitions"].append(content["ambitions"][0]), "1.1 is there 2 times"),
        (lambda content: content["ambitions"][0].update(applies_to=["rijk"]), "unknown kind of party"),
        (lambda content: content["ambitions"][0].update(theme=9), "unknown theme: 9"),
        (lambda content: content["ambitions"][6]["norms"][0].update(target=1.4), "not between 0 and 1: 1.4"),
        (lambda content: content["ambitions"][7]["norms"][0].update(amber=0.99), "amber above its target"),
        (lambda content: content["ambitions"][0]["norms"][0].update(kind="feeling"), "unknown kind: feeling"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_with_the_reason(change, problem):
    content = library.read("dao-2024")
    change(content)
    with pytest.raises(library.CannotLoad, match=problem):
        library.check(content)
