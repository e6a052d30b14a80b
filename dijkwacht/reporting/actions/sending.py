"""A report comes in: closed for the party and for the reporter before anything of it is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import Actor
from dijkwacht.lib.files import CleanFile
from dijkwacht.lib.numbering import save_with_number
from dijkwacht.lib.receipts import Opened
from dijkwacht.reporting import permissions, rules, sealing
from dijkwacht.reporting.models import Message, PartyKey, Purpose, Report, ReportFile, Sign, Way


@transaction.atomic
def send_report(
    answers: Mapping[str, Any],
    *,
    files: Sequence[CleanFile] = (),
    way: str = Way.ANONYMOUS,
    identity: Mapping[str, Any] | None = None,
    receipt: str | None,
    door: str = "site",
    sign: Sign | None = None,
    language: str = "nl",
    actor: Actor,
    now: datetime,
) -> Report:
    """
    This will keep what somebody told, sealed to the party that `actor` stands for and to the receipt.

    `actor` is `permissions.outsider(party)`, who needs a receipt (words or digits as `lib.receipts` makes them),
    or an officer who writes down what she heard; then the receipt may be None and there is no mailbox. Answers and
    identity are anything that JSON can hold. Known and confidential ask for an identity.

    :raises PermissionDenied: if the actor is neither
    :raises rules.CannotSend: if the party has no key to close it with, or way and identity do not agree
    """
    party_id = _may_send(actor)
    rules.check_identity(way, identity)
    opened = _open_receipt(receipt, actor=actor)
    intake = _live_key(Purpose.INTAKE)

    report_id, key = uuid4(), envelopes.new_key()
    report = Report(
        id=report_id,
        party_id=party_id,
        way=way,
        door=door,
        language=language,
        sign=sign,
        hour=rules.hour_of(now),
        party_key=intake,
        key_for_party=envelopes.seal_to(bytes(intake.public), key),
        content=sealing.close_json(answers, key=key, context=sealing.of_report(report_id)),
        **_mailbox(opened, key=key),
        **_identity(identity, way=way, intake=intake, report_id=report_id),
    )
    save_with_number(report, "M", lambda: report.save(force_insert=True))
    keep_files(files, report=report, key=key, now=now)

    if actor.user_id:
        audit.record("reporting:written_down", subject=report, actor=actor, now=now, door=door, way=way)
    return report


def keep_files(
    files: Sequence[CleanFile], *, report: Report, key: bytes, now: datetime, message: Message | None = None
) -> list[ReportFile]:
    """This will keep files under the content key of a report."""
    kept = []
    for file in files:
        file_id = uuid4()
        row = ReportFile(
            id=file_id,
            party_id=report.party_id,
            report=report,
            message=message,
            label=sealing.close_label(file, key=key, file_id=file_id),
            sealed=sealing.close_file(file.content, key=key, file_id=file_id),
            steps=sealing.steps(file.content),
            hour=rules.hour_of(now),
        )
        row.save(force_insert=True)
        kept.append(row)
    return kept


def _may_send(actor: Actor) -> int:
    if actor.party_id is None or not (actor.role == permissions.OUTSIDE or actor.can("report:read")):
        raise PermissionDenied("report:read")
    return actor.party_id


def _open_receipt(receipt: str | None, *, actor: Actor) -> Opened | None:
    """The outsider may write in this one mailbox for the rest of the transaction."""
    if receipt is None:
        if actor.role == permissions.OUTSIDE:
            raise rules.CannotSend("Zonder ontvangstbewijs kan deze melding niet worden verstuurd.")
        return None
    normal = receipts.normalise(receipt)
    if normal is None:
        raise rules.CannotSend("Dit is geen geldig ontvangstbewijs.")
    opened = receipts.derive(normal)
    permissions.in_mailbox(opened.mailbox)
    return opened


def _live_key(purpose: str) -> PartyKey:
    """A rotation that runs now is waited for; the second look sees the key that it made."""
    found = _held_key(purpose) or _held_key(purpose)
    if found is None:
        raise rules.CannotSend("Dit kan nu niet: deze organisatie heeft haar kluis nog niet ingericht.")
    return PartyKey.objects.get(pk=found)


def _held_key(purpose: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("select reporting_hold_key(%s)", [purpose])
        found: int | None = cursor.fetchone()[0]
    return found


def _mailbox(opened: Opened | None, *, key: bytes) -> dict[str, bytes]:
    if opened is None:
        return {}
    return {
        "mailbox": opened.mailbox,
        "reporter_public": opened.pair.public,
        "key_for_reporter": envelopes.seal_to(opened.pair.public, key),
    }


def _identity(
    identity: Mapping[str, Any] | None, *, way: str, intake: PartyKey, report_id: UUID
) -> dict[str, PartyKey | bytes]:
    """A key of its own: the intake opens who is known, the custodian who is confidential."""
    if identity is None:
        return {}
    addressee = intake if way == Way.KNOWN else _live_key(Purpose.IDENTITY)
    key = envelopes.new_key()
    return {
        "identity_party_key": addressee,
        "identity_key": envelopes.seal_to(bytes(addressee.public), key),
        "identity": sealing.close_json(identity, key=key, context=sealing.of_identity(report_id)),
    }
