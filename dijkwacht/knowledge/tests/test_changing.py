"""Changing reference data: with a reason, keeping how it read, and only by who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dijkwacht.audit.models import Event
from dijkwacht.knowledge import actions, queries, rules, versions
from dijkwacht.knowledge.kinds import BY_SLUG
from dijkwacht.knowledge.models import (
    Authority,
    Edition,
    Indicator,
    Instrument,
    LegalBasis,
    Regime,
    RetentionTerm,
    RowVersion,
    ServiceTerm,
)
from dijkwacht.lib.access import acting


@pytest.fixture
def change(act, functional_manager):
    def do(row, *, by=functional_manager, seen=None, at=None, reason="Zo staat het in de wet.", **values):
        seen = row.version if seen is None else seen
        return act(by, actions.edit_row, row, values=values, seen_version=seen, reason=reason, at=at)

    return do


def test_the_manager_changes_a_text_and_says_why(change, clue):
    changed = change(clue, name="Een zware, zoete lucht")
    assert (changed.name, changed.version, changed.edited) == ("Een zware, zoete lucht", 2, True)
    kept = RowVersion.objects.get(kind="indicator", code=clue.code)
    assert kept.data["name"] == clue.name
    assert kept.reason == "Zo staat het in de wet."


def test_a_report_of_before_the_change_keeps_the_words_that_were_ticked(change, clue, now):
    change(clue, name="Eerste wijziging", at=now)
    change(Indicator.objects.get(pk=clue.pk), name="Tweede wijziging", at=now + timedelta(days=2))
    assert queries.indicator_names([clue.code], on=now - timedelta(days=300)) == [clue.name]
    assert queries.indicator_names([clue.code], on=now + timedelta(days=1)) == ["Eerste wijziging"]
    assert queries.indicator_names([clue.code]) == ["Tweede wijziging"]


def test_a_change_is_in_the_log_without_the_text_itself(change, clue, auditor):
    change(clue, name="Een zware, zoete lucht")
    with acting(auditor):
        event = Event.objects.get(action="knowledge:edited")
    assert event.details == {"kind": "indicator", "code": clue.code, "version": 2, "fields": ["name"]}


def test_a_change_makes_a_new_edition(change, clue, functional_manager):
    before = Edition.objects.first().number
    change(clue, name="Anders")
    edition = Edition.objects.first()
    assert (edition.number, edition.made_by) == (before + 1, functional_manager.party_name)


@pytest.mark.parametrize("role", ["reporter", "intake_officer", "director", "policy_adviser", "auditor"])
def test_nobody_else_changes_anything(change, clue, request, role):
    with pytest.raises(PermissionDenied):
        change(clue, by=request.getfixturevalue(role), name="Anders")


def test_who_comes_second_is_told_so(change, clue):
    change(clue, name="Eerst")
    with pytest.raises(rules.ChangedMeanwhile, match="intussen gewijzigd"):
        change(clue, seen=1, name="Later")


def test_changing_nothing_is_refused(change, clue):
    with pytest.raises(rules.CannotChange, match="niets gewijzigd"):
        change(clue, name=clue.name)


def test_a_row_is_added_and_can_be_chosen(act, functional_manager, phenomenon):
    values = {"name": "Mestput die ineens vol is", "phenomenon_id": phenomenon.code}
    act(functional_manager, actions.add_row, BY_SLUG["kenmerken"], code="volle-put", values=values, reason="Nieuw.")
    assert "volle-put" in [each.code for each in queries.indicators_of(phenomenon.code)]


def test_a_code_is_given_once(act, functional_manager, phenomenon):
    with pytest.raises(rules.CannotChange, match="al in gebruik"):
        act(functional_manager, actions.add_row, BY_SLUG["fenomenen"], code=phenomenon.code, values={}, reason="Nieuw.")


def test_two_who_choose_a_code_at_once_hear_so_too(act, functional_manager, phenomenon, monkeypatch):
    monkeypatch.setattr(rules, "check_can_add", lambda *_, **__: None)
    values = {"name": "Nog een", "phenomenon_id": phenomenon.code}
    with pytest.raises(rules.CannotChange, match="al in gebruik"):
        act(
            functional_manager, actions.add_row, BY_SLUG["kenmerken"],
            code="drugslab-1", values=values, reason="Nieuw.",
        )  # fmt: skip


def test_what_dijkwacht_reckons_with_is_neither_added_nor_retired(act, functional_manager, now):
    with pytest.raises(rules.CannotChange, match="precies deze"):
        act(functional_manager, actions.add_row, BY_SLUG["regimes"], code="x", values={}, reason="Nieuw.")
    regime = Regime.objects.get(code="wpg")
    with pytest.raises(rules.CannotRetire, match="rekent"):
        act(functional_manager, actions.retire_row, regime, on=timezone.localdate(now), reason="Weg.")


def test_a_retired_clue_is_gone_from_the_form_but_reads_on(act, functional_manager, clue, now, phenomenon):
    today = timezone.localdate(now)
    act(functional_manager, actions.retire_row, clue, on=today, reason="Zegt te weinig.")
    assert clue.code not in [each.code for each in queries.indicators_of(phenomenon.code, on=today)]
    assert queries.indicator_names([clue.code]) == [clue.name]


def test_a_retired_row_comes_back(act, functional_manager, clue, now, phenomenon):
    gone = act(functional_manager, actions.retire_row, clue, on=timezone.localdate(now), reason="Zegt te weinig.")
    act(functional_manager, actions.restore_row, gone, reason="Toch nodig.")
    assert clue.code in [each.code for each in queries.indicators_of(phenomenon.code)]


@pytest.mark.parametrize(("model", "code"), [(Authority, "politie"), (Instrument, "ow-13b"), (LegalBasis, "awb-2-3")])
def test_what_is_used_elsewhere_does_not_go(act, functional_manager, model, code, now):
    row = model.objects.get(code=code)
    with pytest.raises(rules.CannotRetire, match="Nog in gebruik bij"):
        act(functional_manager, actions.retire_row, row, on=timezone.localdate(now), reason="Weg.")


@pytest.fixture
def route(act, functional_manager, phenomenon):
    def do(*, seen=1, reason="Afspraak in de driehoek.", by=functional_manager, **table):
        table = {"lead": ["burgemeester"], "informed": [], "consent": [], "legal_basis": None, "note": "", **table}
        act(by, actions.set_routes, phenomenon, table=table, seen_version=seen, reason=reason)

    return do


def test_the_routing_table_changes_as_a_whole(route, phenomenon):
    route(lead=["burgemeester"], informed=["politie"], legal_basis="awb-2-3")
    routes = [(each.part, each.authority_id) for each in queries.routes_of(phenomenon.code)]
    assert routes == [("lead", "burgemeester"), ("informed", "politie")]
    assert RowVersion.objects.get(kind="routing", code=phenomenon.code).data["lead"] == ["politie"]


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({"lead": []}, "ten minste één"),
        ({"lead": ["politie"], "informed": ["politie"]}, "maar één rol"),
        ({"lead": ["niemand"]}, "niet in gebruik"),
        ({"legal_basis": "onbekend"}, "niet in gebruik"),
        ({"reason": "  "}, "waarom"),
        ({"seen": 7}, "intussen gewijzigd"),
    ],
)
def test_a_routing_table_that_cannot_be_is_refused(route, table, problem):
    with pytest.raises(rules.CannotChange, match=problem):
        route(**table)


def test_nobody_else_changes_the_routing_table(route, director):
    with pytest.raises(PermissionDenied):
        route(by=director)


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_changes_without_a_reason(change, clue, reason):
    with pytest.raises(rules.CannotChange, match="waarom"):
        change(clue, name="Anders", reason=reason)


def test_any_row_reads_as_it_did_then(change, now):
    term = ServiceTerm.objects.get(code="intake")
    change(term, days=7, at=now)
    assert queries.text_of("serviceterm", "intake", on=now - timedelta(days=1))["days"] == term.days
    assert queries.text_of("serviceterm", "intake", on=now)["days"] == 7


def test_the_manager_of_another_party_reads_the_party_not_the_name(change, clue, person, assen, functional_manager):
    changed = change(clue, name="Anders")
    neighbour = person(assen, "functional_manager")
    for reader, who in [(functional_manager, functional_manager.name), (neighbour, "beheerder van Gemeente Emmen")]:
        with acting(reader):
            reads = versions.values_of(changed)
            assert [past.changed_by for past in queries.history_of(changed, reads=reads, actor=reader)] == [who]


@pytest.mark.parametrize(("duration", "days"), [("P30D", 30), ("P4W", 28), ("P3M", 92), ("P1Y", 365)])
def test_a_term_that_ends_today_has_its_length(change, duration, days):
    change(RetentionTerm.objects.get(code="reporter_identity"), duration=duration, reason="Probeer.", note="x")
    assert queries.retention_length("reporter_identity", today=date(2026, 11, 17)).days == days
