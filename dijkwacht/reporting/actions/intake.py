"""What the intake officer does with a report: read it, ask, confirm, close. Each with the key of her open vault."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.access import Actor
from dijkwacht.reporting import desk_rules, permissions, rules, sealing
from dijkwacht.reporting.actions.mailbox import say
from dijkwacht.reporting.content import Told
from dijkwacht.reporting.mailboxes import FileGiven, Said
from dijkwacht.reporting.models import Author, Message, Report, ReportFile, State
from dijkwacht.reporting.unlocked import Keys


@dataclass(frozen=True)
class Reading:
    """A report as its officer reads it."""

    report: Report
    told: Told
    files: Sequence[FileGiven]
    conversation: Sequence[Said]


@transaction.atomic
def read_report(report: Report, *, keys: Keys, actor: Actor, now: datetime) -> Reading:
    """
    This will open what was told with the files and the conversation, and write down that the officer read it.

    What the reporter answered counts as read from now on.

    :raises PermissionDenied: if the actor may not read reports of this party
    :raises CannotOpen: if her keys do not open this one
    """
    report = locked(report, actor)
    key = keys.content_key(report)
    told = Told(sealing.open_json(bytes(report.content or b""), key=key, context=sealing.of_report(report.pk)))
    if report.state == State.NEW:
        _note_read(report, actor=actor, now=now)
    reading = Reading(report, told, _files(report, key), _conversation(report, key))
    _note_answers_read(report, now=now)
    audit.record("reporting:read", subject=report, actor=actor, now=now)
    return reading


@transaction.atomic
def open_file(report: Report, *, file_id: UUID, keys: Keys, actor: Actor, now: datetime) -> tuple[sealing.Label, bytes]:
    """
    This will open one file of a report, and write down who took it.

    :raises PermissionDenied: if the actor may not read reports of this party
    :raises ReportFile.DoesNotExist: if it is not there, or was taken back
    """
    report = locked(report, actor)
    file = ReportFile.objects.get(pk=file_id, report=report, withdrawn=False)
    key = keys.content_key(report)
    label = sealing.open_label(file.label, key=key, file_id=file.pk)
    content = sealing.open_file(file.sealed, key=key, file_id=file.pk)
    audit.record("reporting:file_opened", subject=report, actor=actor, now=now, file=file.pk)
    return label, content


@transaction.atomic
def ask(report: Report, *, text: str, keys: Keys, actor: Actor, now: datetime) -> Message:
    """
    This will put a message in the mailbox of the reporter.

    :raises PermissionDenied: if the actor may not read reports of this party
    :raises desk_rules.CannotAsk: if there is no mailbox, or it is over
    """
    report = locked(report, actor)
    desk_rules.check_can_ask(report, text=text)
    message = _say(report, text, keys=keys, actor=actor, now=now)
    audit.record("reporting:asked", subject=report, actor=actor, now=now)
    return message


@transaction.atomic
def close_report(
    report: Report, *, last_message: str = "", erase_identity: bool, keys: Keys, actor: Actor, now: datetime
) -> None:
    """
    This will close a report, with a last message to the reporter if there is one, and start its retention term.

    The reporter can read her mailbox until the content is destroyed. The name goes now, or after its own term.

    :raises PermissionDenied: if the actor may not read reports of this party
    :raises desk_rules.CannotClose: if it is closed already
    :raises desk_rules.CannotAsk: if there is a message and no mailbox
    """
    report = locked(report, actor)
    desk_rules.check_can_close(report)
    if last_message.strip():
        desk_rules.check_can_ask(report, text=last_message)
        _say(report, last_message, keys=keys, actor=actor, now=now)

    report.state, report.closed_hour = State.CLOSED, rules.hour_of(now)
    term = knowledge.retention_term(desk_rules.CONTENT_RETENTION)
    report.destroy_after = audit.schedule(
        report,
        term_code=term.code,
        term_name=term.name,
        duration=term.duration,
        max_extensions=term.max_extensions,
        event_on=timezone.localdate(now),
        actor=actor,
        now=now,
    )
    report.save(update_fields=["state", "closed_hour", "destroy_after"])
    audit.record("reporting:closed", subject=report, actor=actor, now=now, told=bool(last_message.strip()))
    if erase_identity:
        forget_name(report, actor=actor, now=now)


def forget_name(report: Report, *, actor: Actor, now: datetime) -> None:
    """This will erase who told, everywhere that it was kept; nothing when there is no name."""
    if report.identity is None:
        return
    report.identity = report.identity_key = None
    report.save(update_fields=["identity", "identity_key"])
    report.identity_requests.filter(sealed_for_asker__isnull=False).update(sealed_for_asker=None)
    audit.record("reporting:name_erased", subject=report, actor=actor, now=now)


def locked(report: Report, actor: Actor) -> Report:
    """:raises PermissionDenied: if the actor may not read reports of this party"""
    permissions.check(actor, "report:read", party_id=report.party_id)
    return permissions.visible_to(actor).select_for_update().get(pk=report.pk)


def _note_read(report: Report, *, actor: Actor, now: datetime) -> None:
    report.state, report.read_hour, report.handler_id = State.READ, rules.hour_of(now), actor.user_id
    report.save(update_fields=["state", "read_hour", "handler"])


def _note_answers_read(report: Report, *, now: datetime) -> None:
    answers = Message.objects.filter(report=report, author=Author.REPORTER, read_hour=None)
    answers.update(read_hour=rules.hour_of(now))


def _say(report: Report, text: str, *, keys: Keys, actor: Actor, now: datetime) -> Message:
    key = keys.content_key(report)
    return say(report, text.strip(), key=key, author=Author.HANDLER, handler_id=actor.user_id, now=now)


def _files(report: Report, key: bytes) -> list[FileGiven]:
    found = ReportFile.objects.filter(report=report, withdrawn=False).defer("sealed")
    return [
        FileGiven(each.pk, sealing.open_label(each.label, key=key, file_id=each.pk), each.hour, each.message_id)
        for each in found
    ]


def _conversation(report: Report, key: bytes) -> list[Said]:
    files = _files(report, key)
    return [
        Said(
            id=each.pk,
            author=each.author,
            text=sealing.open_json(each.sealed, key=key, context=sealing.of_message(each.pk)),
            hour=each.hour,
            read_hour=each.read_hour,
            is_new=each.author == Author.REPORTER and each.read_hour is None,
            files=tuple(file for file in files if file.message_id == each.pk),
        )
        for each in Message.objects.filter(report=report)
    ]
