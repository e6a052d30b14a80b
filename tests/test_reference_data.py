"""What the rules count on is in the reference data: a code that is missing would stop the work of every party."""

import pytest

from dijkwacht.knowledge import loading
from dijkwacht.knowledge.kinds import KINDS, OBJECTS
from dijkwacht.signals import rules
from dijkwacht.signals.models.signal import ObjectKind

FIXED = {kind.file: kind for kind in KINDS if kind.fixed}


def codes(name):
    return {row["code"] for row in loading.read_rows(name)}


def test_every_phase_with_a_term_finds_its_days():
    assert set(rules.PHASE_TERMS.values()) <= codes("terms")


def test_every_outcome_with_a_retention_term_finds_it():
    assert set(rules.RETENTION.values()) <= codes("retention")


def test_what_goes_by_itself_finds_its_retention_term():
    assert {rules.REPORTER_RETENTION, rules.DRAFT_RETENTION} <= codes("retention")


def test_forwarding_finds_its_legal_basis():
    assert rules.FORWARD_BASIS in codes("legal_bases")


def test_a_report_falls_under_a_regime_that_exists_whoever_made_it():
    assert {"avg", "anonymous"} <= codes("regimes")


def test_phenomena_and_signals_speak_of_the_same_kinds_of_object():
    assert set(OBJECTS.items()) == set(ObjectKind.choices)


@pytest.mark.parametrize("name", ["terms", "retention", "regimes"])
def test_nobody_can_retire_what_the_rules_count_on(name):
    assert name in FIXED


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_what_stands_in_a_file_stands_in_the_tables(kind):
    assert codes(kind.file) == set(kind.model.objects.values_list("code", flat=True))
