"""How a party shows itself to people who tell something."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.reporting import point_rules, queries, texts
from dijkwacht.reporting.models import PublicPoint


@transaction.atomic
def update_public_point(
    *,
    is_open: bool,
    phone: str,
    domain: str,
    threshold: int,
    colours: tuple[str, str] | None,
    actor: Actor,
    now: datetime,
) -> PublicPoint:
    """
    This will change how the point of the actor's party works and looks.

    :raises PermissionDenied: without report:point
    :raises point_rules.CannotOpenPoint: if it is opened while there is no vault
    :raises look.CannotRead: if a colour has too little contrast
    """
    point = _own_point(actor)
    if is_open:
        point_rules.check_can_open(queries.ways_open(point.party_id))
    if colours:
        point_rules.check_colours(*colours)

    theme = " ".join(each.removeprefix("#").lower() for each in colours) if colours else ""
    given = {"is_open": is_open, "phone": phone, "domain": domain, "threshold": threshold, "theme": theme}
    _change(point, given, actor=actor, now=now)
    return point


@transaction.atomic
def write_point_texts(language: str, own: dict[str, str], *, actor: Actor, now: datetime) -> PublicPoint:
    """
    This will keep a party's own words in one language; an empty text goes back to the standard one.

    :raises PermissionDenied: without report:point
    """
    point = _own_point(actor)
    kept = {name: text.strip() for name, text in own.items() if name in texts.OWN_TEXTS and text.strip()}
    _change(point, {"texts": {**point.texts, language: kept}}, actor=actor, now=now)
    return point


def _own_point(actor: Actor) -> PublicPoint:
    if actor.party_id is None or not actor.can("report:point"):
        raise PermissionDenied("report:point")
    found = PublicPoint.objects.select_for_update(of=("self",)).filter(party_id=actor.party_id).first()
    return found or PublicPoint(party_id=actor.party_id)


def _change(point: PublicPoint, given: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    changed = [name for name, value in given.items() if getattr(point, name) != value]
    for name, value in given.items():
        setattr(point, name, value)
    point.updated_at = now
    point.save()
    if changed:
        audit.record("reporting:point-changed", subject=point, actor=actor, now=now, fields=", ".join(changed))
