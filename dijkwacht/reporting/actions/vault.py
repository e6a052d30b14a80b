"""The vault: made in a ceremony, opened with a passphrase, shared by who is in it."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib import envelopes
from dijkwacht.lib.access import Actor
from dijkwacht.lib.envelopes import CannotOpen, Pair
from dijkwacht.reporting import paper, vault_rules
from dijkwacht.reporting.models import Escrow, EscrowedKey, KeyGrant, KeyHolder, PartyKey, Purpose
from dijkwacht.reporting.queries import keeping as queries
from dijkwacht.reporting.queries import keys as party_keys
from dijkwacht.reporting.unlocked import Keys, holder_of

KEEPS = {Purpose.INTAKE: "report:read", Purpose.IDENTITY: "report:identity"}
MOST_TRIES = 5
TRIES_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What a new vault gives out once: two halves for paper, and the officer's private half to keep it open."""

    escrow: Escrow
    first: str = field(repr=False)
    second: str = field(repr=False)
    private: bytes = field(repr=False, default=b"")


@transaction.atomic
def set_up_vault(*, passphrase: str, first_keeper: str, second_keeper: str, actor: Actor, now: datetime) -> Ceremony:
    """
    This will make the first key of a party for what the actor keeps: reports, or names.

    The halves of the emergency key are in the answer and nowhere else.

    :raises PermissionDenied: if the actor keeps no keys
    :raises vault_rules.CannotKeep: if there is a vault, the passphrase is weak, or one person keeps both halves
    """
    party_id, purpose = check_keeps(actor)
    vault_rules.check_can_set_up(party_keys.live_key(party_id, purpose))
    vault_rules.check_keepers(first_keeper, second_keeper, officer=actor.name)

    holder, own = new_holder(passphrase, purpose=purpose, actor=actor, now=now)
    ceremony = _new_escrow(first_keeper, second_keeper, purpose=purpose, actor=actor, now=now)
    pair = envelopes.new_pair()
    key = add_party_key(pair, purpose=purpose, generation=1, actor=actor, now=now)
    put_aside(key, pair, escrow=ceremony.escrow)
    give(key, pair, holder=holder, actor=actor, now=now)

    audit.record("vault:set_up", subject=key, actor=actor, now=now, purpose=purpose)
    return Ceremony(ceremony.escrow, ceremony.first, ceremony.second, own.private)


@transaction.atomic
def join_vault(*, passphrase: str, actor: Actor, now: datetime) -> tuple[KeyHolder, bytes]:
    """
    This will make a pair of her own for an officer; it opens nothing until somebody in the vault lets her in.

    :raises PermissionDenied: if the actor keeps no keys
    :raises vault_rules.CannotKeep: if there is no vault, she has a pair, or the passphrase is weak
    """
    party_id, purpose = check_keeps(actor)
    own = KeyHolder.objects.filter(party_id=party_id, user_id=actor.user_id or 0, left_at=None).first()
    vault_rules.check_can_join(party_keys.live_key(party_id, purpose), own)

    holder, pair = new_holder(passphrase, purpose=purpose, actor=actor, now=now)
    audit.record("vault:joined", subject=holder, actor=actor, now=now, purpose=purpose)
    return holder, pair.private


@transaction.atomic
def let_in(holder: KeyHolder, *, keys: Keys, actor: Actor, now: datetime) -> None:
    """
    This will give another officer what the actor herself can open.

    :raises PermissionDenied: if they do not keep the same keys of the same party
    """
    party_id, purpose = check_keeps(actor)
    holder = KeyHolder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
    if (holder.party_id, holder.purpose, keys.holder.user_id) != (party_id, purpose, actor.user_id):
        raise PermissionDenied("vault")
    vault_rules.check_can_let_in(holder, has_role=holder.user_id in queries.keepers_now(purpose))

    has = KeyGrant.objects.filter(holder=holder, withdrawn_at=None).values("party_key_id")
    mine = KeyGrant.objects.filter(holder=keys.holder, withdrawn_at=None).exclude(party_key_id__in=has)
    for grant in mine.select_related("party_key"):
        give(grant.party_key, keys.for_party(grant.party_key), holder=holder, actor=actor, now=now)
    audit.record("vault:let_in", subject=holder, actor=actor, now=now, person=holder.user_id)


def unlock(passphrase: str, *, actor: Actor, now: datetime) -> bytes:
    """
    This will return the officer's private half. Each try is logged; after five wrong ones she waits.

    :raises vault_rules.CannotUnlock: if she has no key, tried too often, or the passphrase is wrong
    """
    # One try at a time: many at once count as many.
    holder = KeyHolder.objects.select_for_update(of=("self",)).get(pk=_own_holder(actor).pk)
    tries = f"vault-tries:{holder.pk}"
    if cache.get(tries, 0) >= MOST_TRIES:
        raise vault_rules.CannotUnlock(f"Te vaak een verkeerde wachtzin. Wacht {TRIES_MINUTES} minuten.")
    try:
        private = _open_holder(holder, passphrase)
    except CannotOpen as problem:
        cache.set(tries, cache.get(tries, 0) + 1, TRIES_MINUTES * 60)
        audit.record("vault:unlocked", subject=holder, actor=actor, now=now, result="refused")
        raise vault_rules.CannotUnlock("Deze wachtzin klopt niet.") from problem
    cache.delete(tries)
    audit.record("vault:unlocked", subject=holder, actor=actor, now=now)
    return private


def unlock_with_key(secret: bytes, *, actor: Actor, now: datetime) -> bytes:
    """
    This will return the officer's private half for what her security key made (WebAuthn PRF). Each try is logged.

    :raises vault_rules.CannotUnlock: if she has no key, or it is another security key
    """
    holder = _own_holder(actor)
    try:
        private = envelopes.decrypt(
            bytes(holder.prf_wrapped or b""), key=_security_key(secret), context=f"prf:{_context(holder)}"
        )
    except CannotOpen as problem:
        audit.record("vault:unlocked", subject=holder, actor=actor, now=now, result="refused", way="security-key")
        raise vault_rules.CannotUnlock("Deze beveiligingssleutel past niet. Gebruik uw wachtzin.") from problem
    audit.record("vault:unlocked", subject=holder, actor=actor, now=now, way="security-key")
    return private


@transaction.atomic
def add_security_key(credential: bytes, secret: bytes, *, keys: Keys, actor: Actor, now: datetime) -> None:
    """
    This will let a security key open the vault too, beside the passphrase. It takes the place of an earlier one.

    `secret` is the 32 bytes that the key makes, and only that key.
    """
    _check_hers(keys, actor)
    holder = keys.holder
    holder.prf_credential = credential
    holder.prf_wrapped = envelopes.encrypt(
        keys.own.private, key=_security_key(secret), context=f"prf:{_context(holder)}", pad=1
    )
    holder.save(update_fields=["prf_credential", "prf_wrapped"])
    audit.record("vault:security_key_added", subject=holder, actor=actor, now=now)


@transaction.atomic
def remove_security_key(*, keys: Keys, actor: Actor, now: datetime) -> None:
    """This will leave the passphrase as the only way in."""
    _check_hers(keys, actor)
    holder = keys.holder
    holder.prf_credential = holder.prf_wrapped = None
    holder.save(update_fields=["prf_credential", "prf_wrapped"])
    audit.record("vault:security_key_removed", subject=holder, actor=actor, now=now)


@transaction.atomic
def change_passphrase(passphrase: str, *, keys: Keys, actor: Actor, now: datetime) -> None:
    """
    This will close the officer's own private half under another passphrase; the keys stay the same.

    :raises vault_rules.CannotKeep: if the passphrase is weak
    """
    _check_hers(keys, actor)
    vault_rules.check_passphrase(passphrase, about=_about(actor))
    holder = keys.holder
    holder.salt = envelopes.new_salt()
    holder.memory_mib = settings.DIJKWACHT_RECEIPT_MEMORY_MIB
    holder.wrapped = _wrap(keys.own.private, passphrase, holder=holder)
    holder.save(update_fields=["salt", "memory_mib", "wrapped"])
    audit.record("vault:passphrase_changed", subject=holder, actor=actor, now=now)


@transaction.atomic
def replace_escrow(*, first_keeper: str, second_keeper: str, keys: Keys, actor: Actor, now: datetime) -> Ceremony:
    """
    This will make a new emergency key in two halves; the halves on the old sheets open nothing any more.

    :raises vault_rules.CannotKeep: if one person would keep both halves, or she has not all keys to put aside
    """
    party_id, purpose = check_keeps(actor)
    _check_hers(keys, actor)
    vault_rules.check_keepers(first_keeper, second_keeper, officer=actor.name)
    grants = list(KeyGrant.objects.filter(holder=keys.holder, withdrawn_at=None).select_related("party_key"))
    needed = queries.keys_to_put_aside(party_id, purpose)
    vault_rules.check_can_put_aside(needed, has={grant.party_key_id for grant in grants})

    Escrow.objects.filter(party_id=actor.party_id or 0, purpose=purpose, retired_at=None).update(retired_at=now)
    ceremony = _new_escrow(first_keeper, second_keeper, purpose=purpose, actor=actor, now=now)
    for grant in grants:
        put_aside(grant.party_key, keys.for_party(grant.party_key), escrow=ceremony.escrow)
    audit.record("vault:escrow_replaced", subject=ceremony.escrow, actor=actor, now=now, purpose=purpose)
    return ceremony


def check_keeps(actor: Actor) -> tuple[int, str]:
    """
    This will return the party and the purpose of the keys that the actor may hold.

    :raises PermissionDenied: if there are none
    """
    purpose = queries.purpose_of(actor)
    if purpose is None or actor.party_id is None:
        raise PermissionDenied("report:read")
    return actor.party_id, purpose


def new_holder(passphrase: str, *, purpose: str, actor: Actor, now: datetime) -> tuple[KeyHolder, Pair]:
    """
    This will make an officer's own pair, closed under her passphrase.

    :raises vault_rules.CannotKeep: if the passphrase is weak
    """
    vault_rules.check_passphrase(passphrase, about=_about(actor))
    pair = envelopes.new_pair()
    holder = KeyHolder(
        party_id=actor.party_id or 0,
        user_id=actor.user_id or 0,
        purpose=purpose,
        public=pair.public,
        salt=envelopes.new_salt(),
        memory_mib=settings.DIJKWACHT_RECEIPT_MEMORY_MIB,
        created_at=now,
    )
    holder.wrapped = _wrap(pair.private, passphrase, holder=holder)
    holder.save()
    return holder, pair


def add_party_key(pair: Pair, *, purpose: str, generation: int, actor: Actor, now: datetime) -> PartyKey:
    return PartyKey.objects.create(
        party_id=actor.party_id or 0,
        purpose=purpose,
        generation=generation,
        public=pair.public,
        created_at=now,
        created_by_id=actor.user_id or 0,
    )


def put_aside(key: PartyKey, pair: Pair, *, escrow: Escrow) -> None:
    """This will seal the private half of a party key to the emergency key."""
    sealed = envelopes.hand_over(pair, to=bytes(escrow.public))
    EscrowedKey.objects.update_or_create(
        party_key=key, defaults={"party_id": key.party_id, "escrow": escrow, "sealed": sealed}
    )


def give(key: PartyKey, pair: Pair, *, holder: KeyHolder, actor: Actor, now: datetime) -> None:
    """This will seal the private half of a party key to one officer."""
    KeyGrant.objects.create(
        party_id=key.party_id,
        party_key=key,
        holder=holder,
        sealed=envelopes.hand_over(pair, to=bytes(holder.public)),
        granted_by_id=actor.user_id or 0,
        granted_at=now,
    )


def _new_escrow(first: str, second: str, *, purpose: str, actor: Actor, now: datetime) -> Ceremony:
    secret = envelopes.new_key()
    halves = envelopes.split(secret)
    escrow = Escrow.objects.create(
        party_id=actor.party_id or 0,
        purpose=purpose,
        public=envelopes.pair_from_seed(secret).public,
        first_keeper=first,
        second_keeper=second,
        first_check=paper.fingerprint(halves[0]),
        second_check=paper.fingerprint(halves[1]),
        made_by_id=actor.user_id or 0,
        made_at=now,
    )
    return Ceremony(escrow, paper.written(halves[0], which=1), paper.written(halves[1], which=2))


def _wrap(private: bytes, passphrase: str, *, holder: KeyHolder) -> bytes:
    return envelopes.encrypt(private, key=_passphrase_key(passphrase, holder), context=_context(holder), pad=1)


def _open_holder(holder: KeyHolder, passphrase: str) -> bytes:
    return envelopes.decrypt(bytes(holder.wrapped), key=_passphrase_key(passphrase, holder), context=_context(holder))


def _passphrase_key(passphrase: str, holder: KeyHolder) -> bytes:
    secret = " ".join(passphrase.split()).encode()
    return envelopes.stretch(secret, salt=bytes(holder.salt), memory_mib=holder.memory_mib, is_officer=True)


def _security_key(secret: bytes) -> bytes:
    """What the key makes is random already: no stretching, only a use of its own."""
    return sha256(b"dijkwacht vault prf:" + secret).digest()


def _own_holder(actor: Actor) -> KeyHolder:
    check_keeps(actor)
    holder = holder_of(actor)
    if holder is None:
        raise vault_rules.CannotUnlock("U hebt nog geen sleutel van deze kluis.")
    return holder


def _context(holder: KeyHolder) -> str:
    return f"holder:{sha256(bytes(holder.public)).hexdigest()}"


def _check_hers(keys: Keys, actor: Actor) -> None:
    if (keys.holder.user_id, keys.holder.party_id) != (actor.user_id, actor.party_id):
        raise PermissionDenied("vault")


def _about(actor: Actor) -> list[str]:
    return [actor.name, actor.party_name]
