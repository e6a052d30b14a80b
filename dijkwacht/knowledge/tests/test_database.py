"""The second lock: what PostgreSQL itself refuses."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from dijkwacht.knowledge.models import Instrument, Phenomenon, RetentionTerm, Route, RowVersion, ServiceTerm
from dijkwacht.lib.access import acting


@pytest.mark.parametrize("role", ["reporter", "intake_officer", "director", "auditor"])
def test_the_database_changes_nothing_for_who_may_not_edit(request, role):
    with acting(request.getfixturevalue(role)):
        assert Phenomenon.objects.filter(code="drugslab").update(name="Anders") == 0


def test_without_a_context_nothing_changes(db):
    assert Phenomenon.objects.filter(code="drugslab").update(name="Anders") == 0


def test_a_reporter_adds_nothing(reporter):
    with acting(reporter), pytest.raises(Error, match="row-level security"), transaction.atomic():
        Instrument.objects.create(code="eigen", name="Eigen", law="Geen", track="straf")


def test_a_reporter_takes_no_route_away(reporter):
    with acting(reporter):
        assert Route.objects.filter(phenomenon_id="drugslab").delete()[0] == 0


@pytest.mark.parametrize("statement", ["delete from knowledge_phenomenon", "delete from knowledge_rowversion",
                                       "update knowledge_rowversion set reason = ''"])  # fmt: skip
def test_the_manager_herself_can_wipe_nothing(functional_manager, statement):
    with (
        acting(functional_manager),
        pytest.raises(Error, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_manager_may_keep_a_version(functional_manager, now):
    with acting(functional_manager):
        RowVersion.objects.create(kind="x", code="y", version=1, data={}, valid_until=now, reason="z")


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (RetentionTerm, {"duration": "vier weken"}),
        (RetentionTerm, {"duration": "P1Y", "max_extensions": 1, "extension": ""}),
        (RetentionTerm, {"duration": "P1Q"}),
        (ServiceTerm, {"days": 0}),
        (ServiceTerm, {"days": 10_000}),
        (Instrument, {"law": "Geen", "track": "anders"}),
    ],
)
def test_the_database_refuses_what_cannot_be(owner, model, wrong):
    with owner(), pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(code="fout", name="Fout", **wrong)
