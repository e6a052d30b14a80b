"""What a reporter does with her receipt: read, answer, add, take back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import current_actor, go_on_as
from dijkwacht.lib.files import CleanFile
from dijkwacht.lib.receipts import Opened
from dijkwacht.reporting import permissions, rules, sealing
from dijkwacht.reporting.actions.sending import keep_files
from dijkwacht.reporting.mailboxes import FileGiven, Mailbox, Said
from dijkwacht.reporting.models import Author, Message, Report, ReportFile


def open_mailbox(receipt: str) -> Mailbox | None:
    """
    This will open the mailbox of a receipt for the rest of the running context, as its reporter.

    None when the receipt is wrong and when the report was deleted: the work is the same, so is the time. None at
    once when it cannot be a receipt at all, such as five words. It does not matter which party acted before.
    """
    if current_actor().user_id is not None:
        raise PermissionDenied("an officer opens no mailbox")
    normal = receipts.normalise(receipt)
    if normal is None:
        return None
    return enter_mailbox(receipts.derive(normal))


def enter_mailbox(opened: Opened) -> Mailbox | None:
    """This will do the same with what a receipt opened before, so that it need not be stretched for each click."""
    if current_actor().user_id is not None:
        raise PermissionDenied("an officer opens no mailbox")
    permissions.in_mailbox(opened.mailbox)
    party_id = _party_of_mailbox()
    if party_id is None:
        permissions.in_mailbox(None)
        return None

    go_on_as(permissions.outsider(party_id))
    report = Report.objects.select_related("party").get(mailbox=opened.mailbox)
    key = envelopes.open_sealed(opened.pair, bytes(report.key_for_reporter or b""))
    return Mailbox(report=report, id=opened.mailbox, pair=opened.pair, content_key=key)


@transaction.atomic
def read_messages(mailbox: Mailbox, *, now: datetime) -> list[Said]:
    """This will return the conversation, oldest first, and mark what the handler asked as read."""
    files = files_of(mailbox)
    messages = list(Message.objects.filter(report=mailbox.report))
    unread = [each for each in messages if each.author == Author.HANDLER and each.read_hour is None]
    Message.objects.filter(pk__in=[each.pk for each in unread]).update(read_hour=rules.hour_of(now))
    return [
        Said(
            id=each.pk,
            author=each.author,
            text=sealing.open_json(each.sealed, key=mailbox.content_key, context=sealing.of_message(each.pk)),
            hour=each.hour,
            read_hour=each.read_hour,
            is_new=each in unread,
            files=tuple(file for file in files if file.message_id == each.pk),
        )
        for each in messages
    ]


def files_of(mailbox: Mailbox) -> list[FileGiven]:
    """This will return the files that the reporter gave, with the report and later."""
    found = ReportFile.objects.filter(report=mailbox.report, withdrawn=False).defer("sealed")
    return [
        FileGiven(
            id=each.pk,
            label=sealing.open_label(each.label, key=mailbox.content_key, file_id=each.pk),
            hour=each.hour,
            message_id=each.message_id,
        )
        for each in found
    ]


def own_answers(mailbox: Mailbox) -> dict[str, object]:
    """This will return what the reporter told, for herself to read again."""
    content = bytes(mailbox.report.content or b"")
    answers: dict[str, object] = sealing.open_json(
        content, key=mailbox.content_key, context=sealing.of_report(mailbox.report.pk)
    )
    return answers


@transaction.atomic
def answer(mailbox: Mailbox, text: str, *, files: Sequence[CleanFile] = (), now: datetime) -> Message:
    """
    This will add what the reporter says to the conversation, with files.

    :raises rules.CannotAnswer: if there is nothing in it, it is too long, or the report is closed
    """
    rules.check_can_answer(mailbox.report, text=text, files=len(files))
    message = say(mailbox.report, text, key=mailbox.content_key, author=Author.REPORTER, handler_id=None, now=now)
    keep_files(files, report=mailbox.report, key=mailbox.content_key, now=now, message=message)
    return message


@transaction.atomic
def delete_report(mailbox: Mailbox, *, now: datetime) -> None:
    """
    This will take back everything that the reporter sent; a row without content stays, for the count.

    What an officer wrote down about it in a signal is the party's own and stays.
    """
    permissions.in_mailbox(mailbox.id)
    with connection.cursor() as cursor:
        cursor.execute("select reporting_forget(%s)", [rules.hour_of(now)])
    permissions.in_mailbox(None)


def say(report: Report, text: str, *, key: bytes, author: str, handler_id: int | None, now: datetime) -> Message:
    """This will add one message to the conversation of a report; actions check who may."""
    message_id = uuid4()
    message = Message(
        id=message_id,
        party_id=report.party_id,
        report=report,
        place=_next_place(report.pk),
        author=author,
        handler_id=handler_id,
        sealed=sealing.close_json(text, key=key, context=sealing.of_message(message_id)),
        hour=rules.hour_of(now),
    )
    message.save(force_insert=True)
    return message


def _next_place(report_id: UUID) -> int:
    last = Message.objects.filter(report_id=report_id).order_by("-place").values_list("place", flat=True).first()
    return (last or 0) + 1


def _party_of_mailbox() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("select reporting_party_of_mailbox()")
        found: int | None = cursor.fetchone()[0]
    return found
