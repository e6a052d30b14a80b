"""Changing a row of reference data: it keeps how it read, counts a version and says why."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.knowledge import permissions, queries, rules, versions
from dijkwacht.knowledge.kinds import Kind, kind_of
from dijkwacht.knowledge.models import Row
from dijkwacht.knowledge.versions import Change
from dijkwacht.lib.access import Actor

AnyRow = TypeVar("AnyRow", bound=Row)


@transaction.atomic
def edit_row(
    row: AnyRow, *, values: dict[str, Any], seen_version: int, reason: str, actor: Actor, now: datetime
) -> AnyRow:
    """
    This will change a row and keep how it read before.

    `values` are plain: codes of other rows under their column name (`regime_id`).

    :raises PermissionDenied: without the right to change reference data
    :raises rules.ChangedMeanwhile: if somebody else was first
    :raises rules.CannotChange: if the row is retired, the reason is missing, or nothing changes
    """
    permissions.check_can_edit(actor)
    rules.check_reason(reason)
    row = _locked(row)
    before = versions.values_of(row)
    for name, value in values.items():
        setattr(row, name, value)
    after = versions.values_of(row)
    rules.check_can_change(row, seen_version=seen_version, before=before, after=after)

    _save(row, before, Change(reason, now, actor))

    changed = sorted(name for name in after if after[name] != before[name])
    _log("edited", row, Change(reason, now, actor), fields=changed)
    return row


@transaction.atomic
def add_row(kind: Kind, *, code: str, values: dict[str, Any], reason: str, actor: Actor, now: datetime) -> Row:
    """
    This will add a row under a new code; files do not overwrite it later.

    :raises PermissionDenied: without the right to change reference data
    :raises rules.CannotChange: if Dijkwacht works with a fixed set, or the code is in use
    """
    permissions.check_can_edit(actor)
    rules.check_reason(reason)
    rules.check_can_add(kind, code, taken=kind.model._default_manager.filter(code=code).exists())

    last = kind.model._default_manager.order_by("-position").values_list("position", flat=True).first() or 0
    row = _created(kind, code=code, edited=True, position=last + 1, **values)
    versions.new_edition(Change(reason, now, actor))

    _log("added", row, Change(reason, now, actor))
    return row


@transaction.atomic
def retire_row(row: AnyRow, *, on: date, reason: str, actor: Actor, now: datetime) -> AnyRow:
    """
    This will take a row out of use from a day on. It stays readable, for what was recorded with it.

    :raises PermissionDenied: without the right to change reference data
    :raises rules.CannotRetire: if it is fixed, in use elsewhere, already retired, or would end in the past
    """
    permissions.check_can_edit(actor)
    rules.check_reason(reason)
    row = _locked(row)
    used_by = queries.users_of(row)
    rules.check_can_retire(row, kind=kind_of(row), used_by=used_by, on=on, today=timezone.localdate(now))

    before = versions.values_of(row)
    row.retired_on = on
    _save(row, before, Change(reason, now, actor))

    _log("retired", row, Change(reason, now, actor), on=on)
    return row


@transaction.atomic
def restore_row(row: AnyRow, *, reason: str, actor: Actor, now: datetime) -> AnyRow:
    """
    This will take a retired row back into use.

    :raises PermissionDenied: without the right to change reference data
    :raises rules.CannotChange: if the row is in use
    """
    permissions.check_can_edit(actor)
    rules.check_reason(reason)
    row = _locked(row)
    rules.check_can_restore(row)

    before = versions.values_of(row)
    row.retired_on = None
    _save(row, before, Change(reason, now, actor))

    _log("restored", row, Change(reason, now, actor))
    return row


def _created(kind: Kind, **fields: Any) -> Row:
    """Two people who choose the same code at once: the second hears so."""
    try:
        with transaction.atomic():
            return kind.model._default_manager.create(**fields)
    except IntegrityError as clash:
        raise rules.CannotChange(f"De code “{fields['code']}” is al in gebruik. Kies een andere.") from clash


def _locked(row: AnyRow) -> AnyRow:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _save(row: Row, before: dict[str, Any], change: Change) -> None:
    versions.keep_row(row, before, change)
    row.version += 1
    row.edited = True
    row.save()
    versions.new_edition(change)


def _log(verb: str, row: Row, change: Change, **details: Any) -> None:
    audit.record(
        f"knowledge:{verb}",
        subject=row,
        actor=change.actor,
        now=change.at,
        reason=change.reason,
        kind=kind_of(row).key,
        code=row.code,
        version=row.version,
        **details,
    )
