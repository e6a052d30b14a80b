"""What is exported is the file that we load."""

import pytest
import yaml

from dijkwacht.knowledge import actions, export
from dijkwacht.knowledge.kinds import BY_KEY, KINDS
from dijkwacht.knowledge.loading import DATA
from dijkwacht.lib.access import acting

WITH_FILE = [kind for kind in KINDS if kind.file != "indicators"]


@pytest.fixture
def exported(reporter):
    def text(kind):
        with acting(reporter):
            return export.as_yaml(kind, actor=reporter)

    return text


@pytest.mark.parametrize("kind", WITH_FILE, ids=str)
def test_an_export_is_the_file_letter_for_letter(exported, kind):
    assert exported(kind) == (DATA / f"{kind.file}.yaml").read_text(encoding="utf-8")


def test_an_export_of_the_routing_table_is_the_file_letter_for_letter(reporter):
    with acting(reporter):
        text = export.routing_as_yaml(actor=reporter)
    assert text == (DATA / "routing.yaml").read_text(encoding="utf-8")


def test_indicators_come_out_with_their_phenomena(page, reporter):
    answer = page(reporter, "export", "kenmerken")
    assert answer["Content-Disposition"] == 'attachment; filename="phenomena.yaml"'
    assert yaml.safe_load(answer.text)["rows"][0]["indicators"][0]["code"] == "hennepkwekerij-1"


def test_a_change_of_the_manager_comes_out_and_a_retired_row_does_not(act, functional_manager, clue, now, exported):
    act(functional_manager, actions.edit_row, clue, values={"name": "Zoete lucht"}, seen_version=1, reason="Korter.")
    other = type(clue).objects.get(code="hennepkwekerij-2")
    act(functional_manager, actions.retire_row, other, on=now.date(), reason="Zegt te weinig.")
    text = exported(BY_KEY["phenomenon"])
    assert "{code: hennepkwekerij-1, name: Zoete lucht}" in text
    assert "hennepkwekerij-2" not in text


def test_everybody_with_a_role_can_take_the_routing_table_along(page, working_group):
    assert yaml.safe_load(page(working_group, "routes_export").text)["rows"][0]["lead"] == ["politie"]
