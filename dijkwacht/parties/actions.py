"""Writes about parties, people and roles."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import Actor
from dijkwacht.parties import permissions, queries, rules
from dijkwacht.parties.login import invitations
from dijkwacht.parties.models import Membership, Party, RightsReview, RolePermission, User

SYSTEM_EMAIL = "systeem@dijkwacht.invalid"
EVERYBODY = "reporter"


@transaction.atomic
def copy_roles() -> None:
    """This will make the database's table of rights equal to config/roles.py. Runs as owner, after migrate."""
    RolePermission.objects.all().delete()
    RolePermission.objects.bulk_create(
        RolePermission(role=role, permission=permission)
        for role, rights in settings.ROLES.items()
        for permission in sorted(rights.permissions)
    )
    User.objects.get_or_create(
        email=SYSTEM_EMAIL, defaults={"name": "Dijkwacht", "is_system": True, "password": make_password(None)}
    )


@transaction.atomic
def ensure_party(code: str, **fields: Any) -> Party:
    """This will add or update a party from the agreement's file, with its background worker. Runs as owner."""
    party, _ = Party.objects.update_or_create(code=code, defaults=fields)
    system = User.objects.get(is_system=True)
    Membership.objects.get_or_create(user=system, party=party, role="system", defaults={"starts_on": "2024-01-01"})
    return party


@transaction.atomic
def add_first_manager(party: Party, *, email: str, name: str, now: datetime) -> User:
    """
    This will give a party its functional manager, when there is nobody yet who could. Runs as owner.

    For the start of a party, and for the day that its only manager has left.
    """
    person, _ = User.objects.get_or_create(
        email=email.lower(), defaults={"name": name, "password": make_password(None)}
    )
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    for role in ["functional_manager", *_role_of_everybody(party)]:
        membership, is_new = Membership.objects.get_or_create(
            user=person, party=party, role=role, ends_on=None, defaults={"starts_on": timezone.localdate(now)}
        )
        if is_new:
            system = Actor(user_id=None, name="Dijkwacht", party_id=party.pk, role="system", is_system=True)
            audit.record("role:granted", subject=membership, actor=system, now=now, role=role, user=person.pk)
    return person


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> User:
    """
    This will give somebody roles in the actor's party; a person who is known elsewhere keeps her own name.

    Everybody at a signatory party also becomes a reporter.

    :raises PermissionDenied: without the right to manage people
    :raises rules.CannotGrant: if one of the roles may not be given
    """
    _check_can(actor, "people:manage")
    person = User.objects.filter(email__iexact=email).first()
    if person is not None and person.is_system:
        raise rules.CannotGrant("Dit e-mailadres kan niet.")

    if person is None:
        person = User.objects.create(email=email.lower(), name=name, password=make_password(None))
        audit.record("person:added", subject=person, actor=actor, now=now, reason=reason)

    party = queries.own_party(actor)
    held = {each.role for each in _memberships_here(person, actor=actor) if each.ends_on is None}
    for role in [*roles, *(each for each in _role_of_everybody(party) if each not in {*held, *roles})]:
        give_role(person, role=role, starts_on=starts_on, ends_on=ends_on, reason=reason, actor=actor, now=now)
    return person


@transaction.atomic
def give_role(
    person: User,
    *,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Membership:
    """
    This will let somebody work in a role for the actor's party, from one day until another.

    :raises PermissionDenied: without the right to manage people
    :raises rules.CannotGrant: if it is a role for the actor herself, not for this party, held already, or one that
        does not go with another that she holds
    """
    _check_can(actor, "people:manage")
    party = queries.own_party(actor)
    rules.check_can_grant(person, role=role, party=party, by=actor.user_id, starts_on=starts_on, ends_on=ends_on)
    held = _memberships_here(person, actor=actor)
    rules.check_not_held(held, role=role, starts_on=starts_on, ends_on=ends_on)
    rules.check_apart(held, role=role, starts_on=starts_on, ends_on=ends_on)

    membership = Membership.objects.create(
        user=person,
        party=party,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        granted_by_id=actor.user_id,
        reason=reason,
    )
    _settle_account(person)

    audit.record("role:granted", subject=membership, actor=actor, now=now, reason=reason, role=role, user=person.pk)
    return membership


@transaction.atomic
def end_role(membership: Membership, *, reason: str, actor: Actor, now: datetime, on: date | None = None) -> Membership:
    """
    This will end a role: from `on`, today unless given, this person does not hold it any more.

    :raises PermissionDenied: without the right to manage people or to review their rights
    :raises rules.CannotEnd: if it is the actor's own role, or ended already
    """
    _check_can(actor, "people:manage", "people:review")
    on = on or timezone.localdate(now)
    # Before locking too: row-level security would say that her own role cannot be found, and not why.
    rules.check_can_end(membership, by=actor.user_id, on=on)
    membership = _memberships_in_party(actor).select_for_update(of=("self",)).get(pk=membership.pk)
    rules.check_can_end(membership, by=actor.user_id, on=on)

    membership.ends_on = on
    membership.ended_by_id = actor.user_id
    membership.end_reason = reason
    membership.save(update_fields=["ends_on", "ended_by", "end_reason"])
    _settle_account(membership.user)

    audit.record(
        "role:ended",
        subject=membership,
        actor=actor,
        now=now,
        reason=reason,
        role=membership.role,
        user=membership.user_id,
        on=on,
    )
    return membership


@transaction.atomic
def leave(person: User, *, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will end every role of a person in the actor's party; without roles elsewhere her account closes.

    :raises PermissionDenied: without the right to manage people
    :raises rules.CannotEnd: if she is the actor, or has no role here
    """
    _check_can(actor, "people:manage")
    today = timezone.localdate(now)
    held = [each for each in _memberships_here(person, actor=actor) if not each.ends_on or each.ends_on > today]
    if not held:
        raise rules.CannotEnd("Deze persoon heeft hier geen rol meer.")
    for each in held:
        end_role(each, reason=reason, on=max(today, each.starts_on), actor=actor, now=now)
    audit.record("person:left", subject=person, actor=actor, now=now, reason=reason, roles=len(held))


@transaction.atomic
def forget_second_factor(person: User, *, reason: str, actor: Actor, now: datetime) -> None:
    """
    This will take away the second factor of somebody who lost it, so that she can set up a new one.

    :raises PermissionDenied: without the right to manage people, for yourself, or for who works elsewhere too
    """
    _check_can(actor, "people:manage")
    if not queries.works_only_here(person, actor=actor):
        raise PermissionDenied
    with connection.cursor() as cursor:
        cursor.execute("select parties_forget_second_factor(%s)", [person.pk])
    audit.record("login:factor_removed", subject=person, actor=actor, now=now, reason=reason)


@transaction.atomic
def sign_review(*, decisions: Mapping[int, str], remark: str, actor: Actor, now: datetime) -> RightsReview:
    """
    This will end the roles that may not stay, and sign what was decided about each.

    `decisions` says "keep" or "end" for each membership, by primary key. The reviewer's own roles stay, and are
    marked as not judged.

    :raises PermissionDenied: without the right to review
    :raises rules.CannotReview: if a role has no decision
    """
    _check_can(actor, "people:review")
    live = list(queries.live_memberships(actor, today=timezone.localdate(now)))
    rules.check_can_review(live, dict(decisions), by=actor.user_id)

    snapshot = [_line(each, decisions, by=actor.user_id) for each in live]
    for each, line in zip(live, snapshot, strict=True):
        if line["decision"] == "end":
            end_role(each, reason="Jaarlijkse controle van rechten", actor=actor, now=now)
    review = RightsReview(signed_at=now, remark=remark, snapshot=snapshot)
    review.party = queries.own_party(actor)
    review.signed_by = User.objects.get(Q(pk=actor.user_id))
    review.save()

    ended = sum(line["decision"] == "end" for line in snapshot)
    audit.record("rights:reviewed", subject=review, actor=actor, now=now, roles=len(snapshot), ended=ended)
    return review


@transaction.atomic
def switch_role(membership: Membership, *, actor: Actor, now: datetime) -> None:
    """This will write down that somebody goes on in another of her roles."""
    if membership.user_id != actor.user_id:
        raise PermissionDenied
    audit.record("role:switched", subject=membership, actor=actor, now=now, role=membership.role)


@transaction.atomic
def send_invitation(person: User, *, actor: Actor, now: datetime) -> bool:
    """
    This will mail a person that she can log in, with a link to set a password if she has none.

    It returns False when the mail could not be sent; nothing else is lost then.
    """
    _check_can(actor, "people:manage")
    sent = invitations.send(person, party_name=actor.party_name)
    audit.record("person:invited", subject=person, actor=actor, now=now, result="ok" if sent else "failed")
    return sent


@transaction.atomic
def forget_sessions(*, now: datetime) -> None:
    """This will remove sessions that are over, and what was noted about the devices they were on."""
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def _line(membership: Membership, decisions: Mapping[int, str], *, by: int | None) -> dict[str, Any]:
    own = membership.user_id == by
    return {
        "membership": membership.pk,
        "person": membership.user.name,
        "email": membership.user.email,
        "role": membership.role,
        "since": membership.starts_on.isoformat(),
        "until": membership.ends_on.isoformat() if membership.ends_on else None,
        "decision": "own" if own else decisions[membership.pk],
    }


def _role_of_everybody(party: Party) -> list[str]:
    return [EVERYBODY] if party.is_signatory else []


def _memberships_in_party(actor: Actor) -> QuerySet[Membership]:
    return permissions.memberships_visible_to(actor).filter(permissions.at_party_of(actor))


def _memberships_here(person: User, *, actor: Actor) -> list[Membership]:
    return list(_memberships_in_party(actor).filter(user_id=person.pk))


def _settle_account(person: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select parties_settle_account(%s)", [person.pk])


def _check_can(actor: Actor, *wanted: str) -> None:
    if not any(actor.can(permission) for permission in wanted):
        raise PermissionDenied
