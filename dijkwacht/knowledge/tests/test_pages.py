"""What people read and do on the pages of knowledge."""

import pytest
from django.urls import reverse

from dijkwacht.knowledge import versions
from dijkwacht.knowledge.forms import ChangeRow
from dijkwacht.knowledge.kinds import BY_SLUG, KINDS
from dijkwacht.knowledge.models import Indicator, Phenomenon


def test_a_reporter_finds_a_phenomenon_by_a_word(page, reporter):
    answer = page(reporter, "rows", "fenomenen", query="?q=schuren")
    assert "Lege schuren in het buitengebied" in answer.text
    assert "Witwassen" not in answer.text


def test_a_phenomenon_shows_its_clues_what_helps_and_who_leads(page, reporter, phenomenon):
    text = page(reporter, "row", "fenomenen", phenomenon.code).text
    assert phenomenon.clues.first().name in text
    assert "Opiumwet 13b" in text
    assert "Heeft de leiding" in text


def test_what_cannot_wait_says_first_what_to_do(page, reporter):
    text = page(reporter, "row", "fenomenen", "seksuele-uitbuiting").text
    assert text.index("Wat u meteen doet") < text.index("Waaraan u het herkent")


def test_integrity_of_colleagues_is_led_elsewhere(page, reporter):
    text = page(reporter, "row", "fenomenen", "druk-op-overheid").text
    assert Phenomenon.objects.get(code="druk-op-overheid").instead in text


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_has_a_list_a_page_and_an_export(page, reporter, kind):
    row = kind.model.objects.first()
    assert row.name in page(reporter, "row", kind.slug, row.code).text
    assert kind.many in page(reporter, "rows", kind.slug).text
    assert f"code: {row.code}" in page(reporter, "export", kind.slug).text


def test_a_reporter_sees_no_button_and_learns_why(page, reporter, phenomenon):
    text = page(reporter, "row", "fenomenen", phenomenon.code).text
    assert "wijzigen/" not in text
    assert "Waarom kan ik dit niet wijzigen?" in text


@pytest.mark.parametrize("name", ["edit", "retire", "restore"])
def test_a_reporter_cannot_open_a_form(page, reporter, phenomenon, name):
    assert page(reporter, name, "fenomenen", phenomenon.code).status_code == 404


def test_a_reporter_cannot_send_a_routing_table(send, reporter, phenomenon):
    answer = send(reporter, "routing", phenomenon.code, lead=["burgemeester"], reason="Zomaar.")
    assert answer.status_code == 404


def fields_of(kind, row, **changed):
    """What a browser sends back of the form of a row."""
    form = ChangeRow(kind=kind, row=row)
    sent = {name: field.value() for name, field in ((each.name, each) for each in form)}
    return {name: value for name, value in {**sent, **changed}.items() if value is not None and value is not False}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_the_manager_sees_the_difference_before_it_holds(send, functional_manager, kind):
    row = kind.model.objects.first()
    sent = fields_of(kind, row, name="Nieuwe naam", reason="Duidelijker.")
    assert "Klopt de wijziging?" in send(functional_manager, "edit", kind.slug, row.code, **sent).text
    assert kind.model.objects.get(pk=row.pk).name == row.name
    answer = send(functional_manager, "edit", kind.slug, row.code, **sent, confirmed="1")
    assert answer.status_code == 302, answer.text
    assert kind.model.objects.get(pk=row.pk).name == "Nieuwe naam"


def test_the_preview_sends_everything_back_as_it_was_filled_in(logged_in, functional_manager, phenomenon):
    from html.parser import HTMLParser

    class Hidden(HTMLParser):
        fields: dict[str, list[str]] = {}

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if tag == "input" and given.get("type") == "hidden":
                self.fields.setdefault(given["name"], []).append(given.get("value") or "")

    browser = logged_in(functional_manager)
    url = reverse("knowledge:edit", args=["fenomenen", phenomenon.code])
    sent = fields_of(KINDS[0], phenomenon, description="Anders gezegd.", reason="Duidelijker.")
    Hidden().feed(browser.post(url, sent).text)
    before = (phenomenon.instruments, phenomenon.object_kinds, phenomenon.urgent, phenomenon.number)
    assert browser.post(url, {**Hidden.fields, "confirmed": "1"}).status_code == 302
    after = Phenomenon.objects.get(pk=phenomenon.pk)
    assert after.description == "Anders gezegd."
    assert (after.instruments, after.object_kinds, after.urgent, after.number) == before


def test_boxes_in_the_order_of_the_page_are_no_change(send, functional_manager, phenomenon):
    as_on_the_page = sorted(phenomenon.instruments, reverse=True)
    assert as_on_the_page != phenomenon.instruments
    changed = {"instruments": as_on_the_page, "description": "Anders gezegd.", "reason": "Duidelijker."}
    page = send(functional_manager, "edit", "fenomenen", phenomenon.code, **fields_of(KINDS[0], phenomenon, **changed))
    assert "Omschrijving" in page.text
    assert "Middelen" not in page.text


def test_nothing_is_lost_when_the_reason_is_missing(send, functional_manager, clue):
    sent = fields_of(KINDS[1], clue, name="Nieuwe tekst")
    text = send(functional_manager, "edit", "kenmerken", clue.code, **sent).text
    assert "Nieuwe tekst" in text
    assert Indicator.objects.get(pk=clue.pk).name == clue.name


def test_the_history_tells_what_changed_and_shows_the_old_version(send, page, functional_manager, reporter, clue):
    sent = fields_of(KINDS[1], clue, name="Nieuwe tekst", reason="Duidelijker.")
    send(functional_manager, "edit", "kenmerken", clue.code, **sent, confirmed="1")
    text = page(reporter, "row", "kenmerken", clue.code).text
    assert f"<del>{clue.name}</del>" in text
    assert "<ins>Nieuwe tekst</ins>" in text
    assert "U leest een oude versie" in page(reporter, "row", "kenmerken", clue.code, query="?versie=1").text


@pytest.mark.parametrize("number", ["9", "abc", "-1"])
def test_a_version_that_never_was_is_not_found(page, reporter, clue, number):
    assert page(reporter, "row", "kenmerken", clue.code, query=f"?versie={number}").status_code == 404


def test_the_manager_adds_a_clue(send, functional_manager):
    answer = send(
        functional_manager, "add", "kenmerken",
        code="vol-erf", name="Erf staat ineens vol", phenomenon="buitengebied", reason="Gehoord op een bijeenkomst.",
    )  # fmt: skip
    assert answer.status_code == 302, answer.text
    assert Indicator.objects.get(code="vol-erf").phenomenon_id == "buitengebied"


def test_a_code_with_spaces_is_refused_with_a_hint(send, functional_manager):
    answer = send(functional_manager, "add", "kenmerken", code="Vol Erf", name="x", phenomenon="drugslab", reason="y")
    assert "kleine letters" in answer.text


def test_the_manager_changes_who_leads(send, page, functional_manager, reporter, phenomenon):
    send(
        functional_manager, "routing", phenomenon.code,
        part_politie="informed", part_burgemeester="lead", more_1="rud", more_1_part="consent",
        legal_basis="awb-2-3", reason="Afspraak in de driehoek.", version=1, confirmed="1",
    )  # fmt: skip
    text = page(reporter, "routing", phenomenon.code).text
    assert "Afspraak in de driehoek." in text
    table = versions.routing_of(phenomenon)
    assert (table["lead"], table["informed"], table["consent"]) == (["burgemeester"], ["politie"], ["rud"])


def test_a_table_without_a_lead_is_refused(send, functional_manager, phenomenon):
    answer = send(
        functional_manager,
        "routing",
        phenomenon.code,
        part_politie="informed",
        reason="Zomaar.",
        version=1,
        confirmed="1",
    )
    assert "ten minste één instantie die de leiding heeft" in answer.text


def test_the_manager_sees_what_changes_in_the_table(send, functional_manager, phenomenon):
    named = {f"part_{route.authority_id}": route.part for route in phenomenon.routes.all()}
    sent = {**named, "part_politie": "informed", "part_burgemeester": "lead", "reason": "Afspraak.", "version": 1}
    text = send(functional_manager, "routing", phenomenon.code, **sent).text
    assert "Klopt de wijziging?" in text
    assert phenomenon.routes.get(part="lead").authority_id == "politie"


def test_two_managers_at_once_see_both_texts_and_lose_nothing(send, functional_manager, person, assen, clue):
    mine = fields_of(KINDS[1], clue, name="Mijn tekst", reason="Duidelijker.")
    theirs = {**mine, "name": "Tekst van Assen", "confirmed": "1"}
    send(person(assen, "functional_manager"), "edit", "kenmerken", clue.code, **theirs)
    text = send(functional_manager, "edit", "kenmerken", clue.code, **mine, confirmed="1").text
    assert "Iemand anders heeft dit intussen gewijzigd" in text
    assert "Tekst van Assen" in text
    assert 'value="Mijn tekst"' in text
    assert 'name="version" value="2"' in text


def test_two_managers_at_one_table_see_both_and_lose_nothing(send, functional_manager, person, assen, phenomenon):
    named = {f"part_{route.authority_id}": route.part for route in phenomenon.routes.all()}
    sent = {**named, "reason": "Afspraak.", "version": 1, "confirmed": "1"}
    added = {"more_1": "om", "more_1_part": "informed"}
    send(person(assen, "functional_manager"), "routing", phenomenon.code, **sent, **added)
    text = send(functional_manager, "routing", phenomenon.code, **{**sent, "part_netbeheerder": ""}).text
    assert "Iemand anders heeft dit intussen gewijzigd" in text
    assert "Openbaar Ministerie" in text
    assert 'name="version" value="2"' in text


@pytest.mark.parametrize(
    ("kind", "code", "field", "wrong", "message"),
    [
        ("bewaartermijnen", "followed_up", "duration", "P1Q", "Schrijf een termijn zoals"),
        ("termijnen", "intake", "days", "10000", "365"),
        ("termijnen", "intake", "days", "0", "1"),
        ("middelen", "ow-13b", "law", "", "verplicht"),
        ("fenomenen", "drugslab", "number", "1", "heeft al een ander fenomeen"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(send, functional_manager, kind, code, field, wrong, message):
    found = BY_SLUG[kind]
    sent = fields_of(found, found.model.objects.get(code=code), reason="Nieuwe afspraak.", **{field: wrong})
    text = send(functional_manager, "edit", kind, code, **sent).text
    assert message in text
    assert "Nieuwe afspraak." in text


def test_what_is_in_use_says_where(send, functional_manager):
    answer = send(functional_manager, "retire", "instanties", "politie", on="2099-01-01", reason="Weg.")
    assert "Nog in gebruik bij" in answer.text


@pytest.fixture
def queries_on(logged_in, reporter):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = logged_in(reporter)

    def count(name, *args, query=""):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse(f"knowledge:{name}", args=args) + query).status_code == 200
        return len(asked)

    count("editions")  # the first page of a session asks more
    return count


def test_a_long_list_asks_as_little_as_a_short_one(queries_on):
    for kind in KINDS:
        short = queries_on("rows", kind.slug, query=f"?q={kind.model.objects.first().code}")
        assert queries_on("rows", kind.slug) == short, kind.slug


def test_a_phenomenon_asks_as_little_as_a_term_and_what_it_links_to(queries_on):
    plain = queries_on("row", "termijnen", "intake")
    assert queries_on("row", "fenomenen", "drugslab") <= plain + 4


def test_the_first_page_asks_once_a_kind(queries_on):
    assert queries_on("overview") <= queries_on("editions") + len(KINDS) + 1
