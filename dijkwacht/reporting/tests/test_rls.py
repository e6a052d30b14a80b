"""The second lock: what PostgreSQL shows to a reporter, to another party, and to nobody."""

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.lib.files import clean_file
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions, permissions
from dijkwacht.reporting.models import (
    Draft,
    DraftFile,
    Escrow,
    EscrowedKey,
    IdentityRequest,
    KeyGrant,
    KeyHolder,
    Message,
    PartnerLink,
    PartyKey,
    PublicPoint,
    Report,
    ReportFile,
    Rewrap,
    Sign,
)
from dijkwacht.reporting.tests.vault import keys_of, set_up

LETTER = clean_file("brief.txt", b"Een briefje (fictief).\n")
PUBLIC = {PartyKey, PublicPoint, Sign}
TOLD = [Report, Message, ReportFile]
VAULT = [Escrow, EscrowedKey, KeyHolder, KeyGrant, Rewrap]


@pytest.fixture
def full(intake_officer, director, outsider, receipt, emmen):
    """One row of Emmen in every table of the room that has to do with a person or a key."""
    now = timezone.now()
    set_up(intake_officer, now=now)
    with acting(outsider):
        report = actions.send_report({"seen": "x"}, files=[LETTER], receipt=receipt, actor=outsider, now=now)
        actions.save_draft({"seen": "x"}, code=receipts.new_words(), files=[LETTER], actor=outsider, now=now)
    with acting(ANONYMOUS):
        actions.answer(actions.open_mailbox(receipt), "Nog iets.", now=now)
    with acting(intake_officer):
        actions.rotate_key(reason="oefening", keys=keys_of(intake_officer), actor=intake_officer, now=now)
        IdentityRequest.objects.create(
            party=emmen, report=report, asked_by_id=intake_officer.user_id, asked_at=now, motive="gevaar"
        )
        PartnerLink.objects.create(
            party=emmen, token_hash=b"h" * 32, label="school", expires_at=now, made_by_id=intake_officer.user_id,
            made_at=now,
        )  # fmt: skip
    with acting(director):
        PublicPoint.objects.create(party=emmen)
        Sign.objects.create(
            party=emmen, code="B-1", label="bus", place="plein", made_by_id=director.user_id, made_at=now
        )
    return report


def seen(actor, model):
    with acting(actor):
        return model.objects.count()


def test_every_table_of_the_room_has_a_policy(owner):
    tables = [model._meta.db_table for model in apps.get_app_config("reporting").get_models()]
    with owner(), connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relname = any(%s) and relrowsecurity", [tables])
        assert sorted(name for (name,) in cursor.fetchall()) == sorted(tables)


@pytest.mark.parametrize("model", [*TOLD, *VAULT, IdentityRequest, PartnerLink, Draft, DraftFile])
def test_nobody_sees_nothing(full, model):
    assert seen(ANONYMOUS, model) == 0


@pytest.mark.parametrize("model", [*TOLD, *VAULT, IdentityRequest, PartnerLink, Draft, DraftFile])
def test_another_party_sees_nothing(full, stranger, model):
    assert seen(stranger, model) == 0


@pytest.mark.parametrize("role", ["reporter", "auditor", "functional_manager", "privacy_officer", "communication"])
@pytest.mark.parametrize("model", [*TOLD, *VAULT, IdentityRequest, PartnerLink, Draft, DraftFile])
def test_colleagues_without_the_right_see_nothing(request, full, role, model):
    assert seen(request.getfixturevalue(role), model) == 0


@pytest.mark.parametrize("model", [*TOLD, IdentityRequest, PartnerLink])
def test_the_director_sees_no_reports(full, director, model):
    assert seen(director, model) == 0


@pytest.mark.parametrize("model", TOLD)
def test_the_intake_sees_what_was_told_to_her_party(full, intake_officer, model):
    assert seen(intake_officer, model) == 1


@pytest.mark.parametrize("model", [Draft, DraftFile])
def test_no_officer_sees_what_is_still_being_told(full, intake_officer, model):
    assert seen(intake_officer, model) == 0


def test_the_custodian_sees_a_report_only_when_its_name_was_asked(full, custodian, outsider):
    with acting(outsider):
        actions.send_report({}, receipt=receipts.new_words(), actor=outsider, now=timezone.now())
    assert (seen(custodian, Report), seen(custodian, Message), seen(custodian, ReportFile)) == (1, 0, 0)


@pytest.mark.parametrize("model", [*TOLD, *VAULT, IdentityRequest, PartnerLink, Draft, DraftFile])
def test_an_outsider_without_a_receipt_sees_nothing(full, outsider, model):
    with acting(outsider):
        permissions.in_mailbox(None)
        permissions.in_draft("")
        assert model.objects.count() == 0


@pytest.mark.parametrize("model", TOLD)
def test_an_outsider_sees_her_own_mailbox_and_no_other(full, outsider, receipt, model):
    other = receipts.new_words()
    with acting(outsider):
        actions.send_report({}, files=[LETTER], receipt=other, actor=outsider, now=timezone.now())
    for typed in (receipt, other):
        with acting(ANONYMOUS):
            mailbox = actions.open_mailbox(typed)
            ids = {getattr(each, "report_id", each.pk) for each in model.objects.all()}
            assert ids <= {mailbox.report.pk}


def test_a_mailbox_of_another_party_stays_closed_with_its_id(full, assen, receipt):
    mailbox = receipts.derive(receipts.normalise(receipt)).mailbox
    with acting(permissions.outsider(assen.pk)):
        permissions.in_mailbox(mailbox)
        assert Report.objects.count() == 0


def test_naming_a_mailbox_gives_an_officer_of_another_party_nothing(full, stranger, receipt):
    with acting(stranger):
        permissions.in_mailbox(receipts.derive(receipts.normalise(receipt)).mailbox)
        assert Report.objects.count() == 0


@pytest.mark.parametrize("model", sorted(PUBLIC, key=lambda model: model.__name__))
def test_what_hangs_outside_is_public(full, outsider, model):
    assert seen(outsider, model) >= 1


def refused(actor, write):
    with acting(actor), pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        write()
    return True


def test_an_outsider_writes_to_her_own_party_only(full, outsider, assen):
    def write():
        pair = envelopes.new_pair()
        Report.objects.create(
            number="M-1", party=assen, way="anonymous", hour=timezone.now(), party_key=PartyKey.objects.first(),
            mailbox=pair.public,
        )  # fmt: skip

    assert refused(outsider, write)


def test_an_outsider_does_not_speak_as_a_handler(full, receipt):
    with acting(ANONYMOUS):
        report = actions.open_mailbox(receipt).report
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.say(report, "x", key=b"k" * 32, author="handler", handler_id=None, now=timezone.now())


def test_a_handler_speaks_for_nobody_else(full, intake_officer, director):
    with acting(intake_officer):
        report = Report.objects.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.say(report, "x", key=b"k" * 32, author="handler", handler_id=director.user_id, now=timezone.now())


def test_an_outsider_changes_no_report(full, receipt):
    with acting(ANONYMOUS):
        actions.open_mailbox(receipt)
        assert Report.objects.update(state="closed") == 0


@pytest.mark.parametrize("column", ["public", "user_id"])
def test_nobody_puts_another_public_half_in_place(full, director, column):
    with acting(director), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        KeyHolder.objects.update(**{column: 1 if column == "user_id" else b"x" * 32})


def test_what_was_said_never_changes(full, intake_officer):
    with acting(intake_officer), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Message.objects.update(sealed=b"x")


def test_an_officer_makes_no_pair_for_somebody_else(full, intake_officer, director, emmen):
    def write():
        KeyHolder.objects.create(
            party=emmen, user_id=director.user_id, purpose="intake", public=b"x", wrapped=b"x", salt=b"x",
            memory_mib=8, created_at=timezone.now(),
        )  # fmt: skip

    assert refused(intake_officer, write)


@pytest.mark.parametrize(("role", "purpose"), [("intake_officer", "identity"), ("custodian", "intake")])
def test_nobody_makes_a_key_for_what_another_keeps(request, full, role, purpose, emmen):
    actor = request.getfixturevalue(role)

    def write():
        PartyKey.objects.create(
            party=emmen, purpose=purpose, generation=9, public=b"x", created_at=timezone.now(),
            created_by_id=actor.user_id, retired_at=timezone.now(),
        )  # fmt: skip

    assert refused(actor, write)


def test_a_person_holds_keys_of_one_purpose(full, intake_officer, owner, emmen):
    with owner(), pytest.raises(IntegrityError), transaction.atomic():
        KeyHolder.objects.create(
            party=emmen, user_id=intake_officer.user_id, purpose="identity", public=b"x", wrapped=b"x", salt=b"x",
            memory_mib=8, created_at=timezone.now(),
        )  # fmt: skip


def test_a_withdrawn_grant_holds_nothing(full, owner):
    with owner(), pytest.raises(IntegrityError), transaction.atomic():
        KeyGrant.objects.update(withdrawn_at=timezone.now())


def test_a_finished_rewrap_holds_no_key(full, owner):
    with owner(), pytest.raises(IntegrityError), transaction.atomic():
        Rewrap.objects.update(finished_at=timezone.now())


def test_a_job_throws_away_and_reads_no_more_than_ciphertext(full, emmen, outsider):
    with acting(system_actor(emmen)):
        assert Draft.objects.count() == 1
        assert b"seen" not in bytes(Report.objects.get().content)


def test_the_database_keeps_nothing_of_a_deleted_report(full, owner):
    with owner(), pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(state="deleted")
