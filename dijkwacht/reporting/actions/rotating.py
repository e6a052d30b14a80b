"""A new key for a party: when somebody leaves, or when it is time; and the job that puts content keys over."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from procrastinate.contrib.django import app

from dijkwacht.audit import actions as audit
from dijkwacht.lib import envelopes, vault
from dijkwacht.lib.access import Actor
from dijkwacht.lib.envelopes import CannotOpen, Pair
from dijkwacht.reporting import vault_rules
from dijkwacht.reporting.actions.vault import add_party_key, check_keeps, give, put_aside
from dijkwacht.reporting.models import EscrowedKey, KeyGrant, KeyHolder, PartyKey, Report, Rewrap
from dijkwacht.reporting.queries import keeping as queries
from dijkwacht.reporting.unlocked import Keys

JOB = "reporting:rewrap"


@transaction.atomic
def leave_vault(holder: KeyHolder, *, reason: str, keys: Keys | None, actor: Actor, now: datetime) -> Rewrap | None:
    """
    This will take the key from an officer who leaves, or who forgot her passphrase.

    Her wrapped keys are emptied. With `keys`, of somebody who stays, the party's key is replaced too, so that she
    cannot open what comes in from now on, even with a copy that she kept. Without, or when that cannot be done
    now, the vault's page asks for it.

    :raises PermissionDenied: if the actor does not look after the vault of that party
    :raises vault_rules.CannotKeep: if she left already
    """
    theirs = queries.purpose_of(actor) in (None, holder.purpose) and holder.party_id == actor.party_id
    if not (actor.can("vault:manage") and theirs):
        raise PermissionDenied("vault:manage")
    holder = KeyHolder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
    vault_rules.check_can_leave(holder)

    had_key = _empty(KeyGrant.objects.filter(holder=holder, withdrawn_at=None), now=now)
    holder.left_at, holder.wrapped, holder.prf_wrapped = now, b"", None
    holder.save(update_fields=["left_at", "wrapped", "prf_wrapped"])

    audit.record("vault:left", subject=holder, actor=actor, now=now, reason=reason, person=holder.user_id)
    replaces = keys is not None and keys.holder.pk != holder.pk and keys.holder.purpose == holder.purpose
    if not (had_key and keys and replaces) or queries.running_rewrap(actor, holder.purpose):
        return None
    try:
        return rotate_key(reason=reason, keys=keys, actor=actor, now=now)
    except (vault_rules.CannotKeep, CannotOpen):
        return None


@transaction.atomic
def rotate_key(*, reason: str, keys: Keys, actor: Actor, now: datetime) -> Rewrap:
    """
    This will make a new pair for the party, give it to everybody who has the old one now, and start the job that
    puts the content key of each report in a new envelope.

    :raises PermissionDenied: if these keys are not the actor's
    :raises vault_rules.CannotKeep: if there is no vault, the last rotation is not finished, or the paper is not ours
    :raises CannotOpen: if she has not the key herself
    """
    party_id, purpose = check_keeps(actor)
    if (keys.holder.user_id, keys.holder.party_id) != (actor.user_id, party_id):
        raise PermissionDenied("vault")
    # Reports that come in just now hold a share of this row: wait for them, and let the next ones wait for us.
    old = (
        PartyKey.objects.select_for_update(of=("self",))
        .filter(party_id=party_id, purpose=purpose, retired_at=None)
        .first()
    )
    vault_rules.check_can_rotate(old, queries.running_rewrap(actor, purpose))
    assert old is not None  # noqa: S101  the rule saw to it

    before, after = keys.for_party(old), envelopes.new_pair()
    escrow = queries.escrow_of(old, pair=before)
    vault_rules.check_escrow(escrow, live=queries.live_escrow(actor, purpose))
    old.retired_at = now
    old.save(update_fields=["retired_at"])
    new = add_party_key(after, purpose=purpose, generation=old.generation + 1, actor=actor, now=now)
    for holder in queries.holders_with_key(old, pair=before, herself=keys.holder):
        give(new, after, holder=holder, actor=actor, now=now)
    if escrow is not None:
        put_aside(new, after, escrow=escrow)

    audit.record("vault:rotated", subject=new, actor=actor, now=now, reason=reason, purpose=purpose)
    return _start_rewrap(old, new, private=before.private, reason=reason, actor=actor, now=now)


@transaction.atomic
def rewrap_some(rewrap_id: int, *, most: int, actor: Actor, now: datetime) -> bool:
    """
    This will put the content keys of some reports in envelopes for the new key; True while there are more.

    At the end the old private half is wiped everywhere at the party: here, with the officers, and in the escrow.
    """
    if not actor.can("job:run"):
        raise PermissionDenied("job:run")
    rewrap = Rewrap.objects.select_for_update(of=("self",)).select_related("old_key", "new_key").get(pk=rewrap_id)
    if rewrap.finished_at is not None or rewrap.sealed is None:
        return False
    old = envelopes.pair_of(vault.unseal(bytes(rewrap.sealed), context=_context(rewrap.old_key)))

    # What does not open stays under the old key; it is counted, and skipped in the next turn.
    reports = list(
        _under(rewrap.old_key).select_for_update(of=("self",)).order_by("id")[rewrap.failed : rewrap.failed + most]
    )
    moved = [report for report in reports if _move(report, old=old, keys=(rewrap.old_key, rewrap.new_key))]
    Report.objects.bulk_update(moved, ["party_key", "key_for_party", "identity_party_key", "identity_key"])

    rewrap.done += len(moved)
    rewrap.failed += len(reports) - len(moved)
    if not reports:
        _finish(rewrap, actor=actor, now=now)
    rewrap.save(update_fields=["done", "failed", "sealed", "finished_at"])
    return bool(reports)


def _start_rewrap(old: PartyKey, new: PartyKey, *, private: bytes, reason: str, actor: Actor, now: datetime) -> Rewrap:
    rewrap = Rewrap.objects.create(
        party_id=old.party_id,
        old_key=old,
        new_key=new,
        reason=reason,
        total=_under(old).count(),
        sealed=vault.seal(private, context=_context(old)),
        started_by_id=actor.user_id or 0,
        started_at=now,
    )
    app.configure_task(JOB, queueing_lock=f"rewrap-{rewrap.pk}").defer(rewrap_id=rewrap.pk, party_id=rewrap.party_id)
    return rewrap


def _under(key: PartyKey) -> QuerySet[Report]:
    """Reports, or names, of which the key lies in an envelope for this pair."""
    told = Q(party_key=key, key_for_party__isnull=False)
    named = Q(identity_party_key=key, identity_key__isnull=False)
    return Report.objects.filter(told | named).only(
        "party_key", "key_for_party", "identity_party_key", "identity_key", "party"
    )


def _move(report: Report, *, old: Pair, keys: tuple[PartyKey, PartyKey]) -> bool:
    """Both envelopes or none: a report is never half under a key."""
    old_key, new_key = keys
    told, named = report.key_for_party, report.identity_key
    has_told, has_named = report.party_key_id == old_key.pk, report.identity_party_key_id == old_key.pk
    try:
        told = _over(told, old=old, new_key=new_key) if told and has_told else told
        named = _over(named, old=old, new_key=new_key) if named and has_named else named
    except CannotOpen:
        return False
    report.key_for_party, report.identity_key = told, named
    report.party_key = new_key if has_told else report.party_key
    report.identity_party_key = new_key if has_named else report.identity_party_key
    return True


def _over(sealed: bytes | memoryview, *, old: Pair, new_key: PartyKey) -> bytes:
    return envelopes.seal_to(bytes(new_key.public), envelopes.open_sealed(old, bytes(sealed)))


def _finish(rewrap: Rewrap, *, actor: Actor, now: datetime) -> None:
    """The old private half is needed nowhere any more."""
    rewrap.sealed, rewrap.finished_at = None, now
    _empty(KeyGrant.objects.filter(party_key=rewrap.old_key, withdrawn_at=None), now=now)
    EscrowedKey.objects.filter(party_key=rewrap.old_key).delete()
    audit.record(
        "vault:rewrapped", subject=rewrap.new_key, actor=actor, now=now, done=rewrap.done, failed=rewrap.failed
    )


def _empty(grants: QuerySet[KeyGrant], *, now: datetime) -> bool:
    """What was sealed to a holder goes; that she once had it stays readable."""
    return bool(grants.update(sealed=None, withdrawn_at=now))


def _context(key: PartyKey) -> str:
    return f"reporting.rewrap:{key.pk}"
