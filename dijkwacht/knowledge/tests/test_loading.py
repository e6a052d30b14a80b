"""Our own files in the tables, again and again."""

import pytest

from dijkwacht.knowledge import actions, loading
from dijkwacht.knowledge.models import Edition, Indicator, Phenomenon, RowVersion
from dijkwacht.lib.access import acting


@pytest.fixture
def load(owner, now):
    def do():
        with owner():
            return loading.load_all(now=now)

    return do


@pytest.fixture
def in_file(monkeypatch):
    """`in_file("phenomena", change)` lets the file say something else."""
    read = loading.read_rows

    def alter(name, change):
        monkeypatch.setattr(
            loading, "read_rows", lambda wanted: change(list(read(wanted))) if wanted == name else read(wanted)
        )

    return alter


def test_a_second_run_changes_nothing(load):
    before = list(Indicator.objects.values_list("code", "name", "version")), Edition.objects.count()
    assert load() == []
    assert (list(Indicator.objects.values_list("code", "name", "version")), Edition.objects.count()) == before


def test_a_new_text_in_the_file_becomes_a_new_version(load, in_file):
    in_file("phenomena", lambda rows: [{**rows[0], "name": "Wietkwekerij"}, *rows[1:]])
    load()
    row = Phenomenon.objects.get(code="hennepkwekerij")
    assert (row.name, row.version, row.edited) == ("Wietkwekerij", 2, False)
    assert RowVersion.objects.get(kind="phenomenon", code=row.code).data["name"] == "Hennepkwekerij"


def test_what_a_manager_changed_stays_and_is_reported(load, act, functional_manager, phenomenon):
    act(
        functional_manager, actions.edit_row, phenomenon,
        values={"name": "Wietkwekerij"}, seen_version=1, reason="Zo zegt men het hier.",
    )  # fmt: skip
    assert load() == ["fenomeen hennepkwekerij: gewijzigd door een beheerder, blijft zo"]
    assert Phenomenon.objects.get(pk=phenomenon.pk).name == "Wietkwekerij"


def test_a_routing_table_of_a_manager_stays_and_is_reported(load, act, functional_manager, phenomenon):
    table = {"lead": ["burgemeester"], "informed": [], "consent": [], "legal_basis": None, "note": ""}
    act(functional_manager, actions.set_routes, phenomenon, table=table, seen_version=1, reason="Afspraak.")
    assert load() == ["verdeling van hennepkwekerij: gewijzigd door een beheerder, blijft zo"]


def test_what_left_the_file_goes_out_of_use_and_comes_back(load, in_file, clue):
    in_file("indicators", lambda rows: [row for row in rows if row["code"] != clue.code])
    load()
    assert Indicator.objects.get(pk=clue.pk).retired_on is not None
    in_file("indicators", list)
    load()
    assert Indicator.objects.get(pk=clue.pk).retired_on is None


def test_what_a_manager_added_is_none_of_the_files_business(load, functional_manager, now):
    from dijkwacht.knowledge.kinds import BY_SLUG

    values = {"name": "Van hier", "phenomenon_id": "drugslab"}
    with acting(functional_manager):
        actions.add_row(
            BY_SLUG["kenmerken"], code="van-hier", values=values, reason="x", actor=functional_manager, now=now
        )
    load()
    assert Indicator.objects.get(code="van-hier").retired_on is None


def test_what_a_file_leaves_out_goes_back_to_its_default(load, in_file):
    gone = {"urgent", "urgent_text", "note"}
    shorter = lambda row: {name: value for name, value in row.items() if name not in gone}  # noqa: E731
    in_file("phenomena", lambda rows: [shorter(row) for row in rows])
    load()
    row = Phenomenon.objects.get(code="drugslab")
    assert (row.urgent, row.urgent_text, row.note) == (False, "", "")
