"""The progress report: drawn once, kept as it was."""

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dijkwacht.agreement import permissions, queries, rules
from dijkwacht.agreement.models import Report
from dijkwacht.agreement.report.changes import freeze
from dijkwacht.agreement.report.content import Frame, content
from dijkwacht.audit import actions as audit
from dijkwacht.lib import pdf, vault
from dijkwacht.lib.access import Actor
from dijkwacht.lib.ids import public_number

if TYPE_CHECKING:
    from dijkwacht.parties.models import Party

TEMPLATE = "agreement/progress.typ"


@transaction.atomic
def make_report(party: "Party | None", *, as_of: date, actor: Actor, now: datetime) -> Report:
    """
    This will make the progress report of one party, or of the whole province, and freeze what it was made of.

    Twice a year the administrators get one (agreement, third item). Small numbers of other parties stay out;
    the report on the province is for everybody, so it holds no small numbers at all.

    :raises PermissionDenied: without the right to make reports
    :raises rules.CannotReport: if the party made no promise, or the day cannot be reported on
    """
    made_by, made_for = permissions.check_can(actor, "agreement:report")
    edition = queries.edition_on(as_of)
    rules.check_can_report(edition, party=party, as_of=as_of, today=timezone.localdate(now))

    board = queries.board(as_of=as_of, actor=actor, for_everybody=party is None)
    number = public_number("R")
    drawn = _draw(board, party, number=number, actor=actor, now=now)

    cells = board.of_party(party) if party else board.cells.values()
    report = Report.objects.create(
        number=number,
        edition=edition,
        party=party,
        as_of=as_of,
        made_by_id=made_by,
        made_for_id=made_for,
        made_at=now,
        snapshot=freeze(cells),
        pdf=vault.seal(drawn, context=_context(number)),
        size=len(drawn),
        sha256=hashlib.sha256(drawn).hexdigest(),
    )

    audit.record(
        "report:made", subject=report, actor=actor, now=now, about=party.code if party else "drenthe", as_of=as_of
    )
    return report


def open_report(report: Report, *, actor: Actor, now: datetime) -> bytes:
    """This will return the PDF of a report, and write down who opened it."""
    audit.record("report:opened", subject=report, actor=actor, now=now)
    return vault.unseal(bytes(report.pdf), context=_context(report.number))


def _draw(board: queries.Board, party: "Party | None", *, number: str, actor: Actor, now: datetime) -> bytes:
    frame = Frame(
        number=number,
        made_by=actor.name,
        made_for=actor.party_name,
        made_on=timezone.localdate(now),
        previous=queries.report_before(board.as_of, party=party, actor=actor),
    )
    return pdf.render(TEMPLATE, content(board, party, frame), made_at=now)


def _context(number: str) -> str:
    return f"agreement.report:{number}"
