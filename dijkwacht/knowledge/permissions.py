"""Everybody who is logged in reads reference data; the functional manager changes it."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from dijkwacht.knowledge.models import Edition, Row, RowVersion
from dijkwacht.lib.access import Actor

AnyRow = TypeVar("AnyRow", bound=Row)


def can_edit(actor: Actor) -> bool:
    return actor.can("knowledge:edit")


def check_can_edit(actor: Actor) -> None:
    """:raises PermissionDenied: without the right to change reference data"""
    if not can_edit(actor):
        raise PermissionDenied("knowledge:edit")


def rows_visible_to(actor: Actor, model: type[AnyRow]) -> QuerySet[AnyRow]:
    rows = model._default_manager.all()
    return rows if actor.can("knowledge:read") else rows.none()


def versions_visible_to(actor: Actor) -> QuerySet[RowVersion]:
    versions = RowVersion.objects.all()
    return versions if actor.can("knowledge:read") else versions.none()


def editions_visible_to(actor: Actor) -> QuerySet[Edition]:
    editions = Edition.objects.all()
    return editions if actor.can("knowledge:read") else editions.none()
