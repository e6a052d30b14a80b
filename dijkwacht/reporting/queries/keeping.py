"""How the vault of a party stands: for its officers and for who looks after them."""

import hashlib
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from dijkwacht.lib import receipts
from dijkwacht.lib.access import Actor
from dijkwacht.lib.envelopes import Pair, was_handed_over
from dijkwacht.reporting.models import Escrow, EscrowedKey, KeyGrant, KeyHolder, PartyKey, Purpose, Rewrap
from dijkwacht.reporting.queries.keys import live_key

CONTROL_WORDS = 4


@dataclass(frozen=True, slots=True)
class HolderState:
    """One officer with a pair of her own, and whether she was given the party's key."""

    holder: KeyHolder
    has_key: bool
    is_me: bool
    has_role: bool


@dataclass(frozen=True, slots=True)
class VaultState:
    """One vault, as its page shows it."""

    purpose: str
    key: PartyKey | None
    holders: list[HolderState]
    escrow: Escrow | None
    rewrap: Rewrap | None
    is_mine: bool
    needs_rotation: bool

    @property
    def has_nobody(self) -> bool:
        """Nobody can open it any more but with the emergency key."""
        return self.key is not None and not any(each.has_key for each in self.holders)

    @property
    def has_one(self) -> bool:
        return sum(each.has_key for each in self.holders) == 1

    @property
    def is_replacing(self) -> bool:
        return self.rewrap is not None and self.rewrap.finished_at is None


def purpose_of(actor: Actor) -> str | None:
    """This will return which keys somebody may hold: the intake those of reports, the custodian those of names."""
    if actor.can("report:read"):
        return Purpose.INTAKE
    return Purpose.IDENTITY if actor.can("report:identity") else None


def vaults(actor: Actor) -> list[VaultState]:
    """This will return the vault of what somebody keeps, and both for who only looks after them."""
    mine = purpose_of(actor)
    return [vault(actor, purpose) for purpose in Purpose.values if mine in (None, purpose)]


def vault(actor: Actor, purpose: str) -> VaultState:
    """This will return how one vault stands."""
    key = live_key(actor.party_id or 0, purpose)
    grants = list(KeyGrant.objects.filter(party_key=key).select_related("holder")) if key else []
    granted = {grant.holder_id for grant in grants if grant.withdrawn_at is None}
    holders = live_holders(actor, purpose).select_related("user")
    keepers = keepers_now(purpose)
    return VaultState(
        purpose=purpose,
        key=key,
        holders=[
            HolderState(each, each.pk in granted, each.user_id == actor.user_id, each.user_id in keepers)
            for each in holders
        ],
        escrow=live_escrow(actor, purpose),
        rewrap=rewraps(actor).filter(old_key__purpose=purpose).first(),
        is_mine=purpose_of(actor) == purpose,
        needs_rotation=any(grant.holder.left_at is not None for grant in grants),
    )


def keepers_now(purpose: str) -> set[int]:
    """This will return who holds a role today that may hold these keys, at the actor's party."""
    with connection.cursor() as cursor:
        cursor.execute("select user_id from reporting_keepers(%s)", [purpose])
        return {user_id for (user_id,) in cursor.fetchall()}


def live_holders(actor: Actor, purpose: str) -> QuerySet[KeyHolder]:
    return KeyHolder.objects.filter(party_id=actor.party_id or 0, purpose=purpose, left_at=None)


def holders_here(actor: Actor, purpose: str | None) -> QuerySet[KeyHolder]:
    """This will return whose key the actor may take: of her own purpose, and of both for who keeps none herself."""
    found = KeyHolder.objects.filter(party_id=actor.party_id or 0, left_at=None)
    return found.filter(purpose=purpose) if purpose else found


def rewraps(actor: Actor) -> QuerySet[Rewrap]:
    """This will return the rotations of the actor's party, the newest first."""
    return Rewrap.objects.filter(party_id=actor.party_id or 0).defer("sealed").select_related("new_key")


def live_grants(key: PartyKey) -> QuerySet[KeyGrant]:
    return KeyGrant.objects.filter(party_key=key, withdrawn_at=None, holder__left_at=None)


def live_escrow(actor: Actor, purpose: str) -> Escrow | None:
    return Escrow.objects.filter(party_id=actor.party_id or 0, purpose=purpose, retired_at=None).first()


def keys_to_put_aside(party_id: int, purpose: str) -> set[int]:
    """This will return the keys that the emergency key must open: the live one, and what waits for its rewrap."""
    aside = EscrowedKey.objects.filter(party_id=party_id, party_key__purpose=purpose)
    live = PartyKey.objects.filter(party_id=party_id, purpose=purpose, retired_at=None)
    return {*aside.values_list("party_key_id", flat=True), *live.values_list("pk", flat=True)}


def running_rewrap(actor: Actor, purpose: str) -> Rewrap | None:
    """This will return the rotation that is not finished yet."""
    return Rewrap.objects.filter(party_id=actor.party_id or 0, old_key__purpose=purpose, finished_at=None).first()


def control_words(public: bytes) -> str:
    """
    This will return four words that belong to one public half.

    Who joins reads them to who lets her in: so nobody can put a key of his own between them.
    """
    number = int.from_bytes(hashlib.sha256(b"control:" + bytes(public)).digest(), "big")
    words, found = receipts.words(), []
    for _ in range(CONTROL_WORDS):
        number, place = divmod(number, len(words))
        found.append(words[place])
    return " ".join(found)


def holders_with_key(key: PartyKey, *, pair: Pair, herself: KeyHolder) -> list[KeyHolder]:
    """
    This will return the officers who can open what is sealed to this key, and still hold the role for it.

    Whoever writes in the database can add a grant. One that was not made with the key itself counts for nothing. Who
    opened the pair proved that she has it.
    """
    keepers = keepers_now(key.purpose)
    grants = live_grants(key).select_related("holder")
    return [
        grant.holder
        for grant in grants
        if grant.holder.user_id in keepers
        and (
            grant.holder_id == herself.pk
            or was_handed_over(pair, to=bytes(grant.holder.public), given=bytes(grant.sealed or b""))
        )
    ]


def escrow_of(key: PartyKey, *, pair: Pair) -> Escrow | None:
    """This will return the emergency key that this key was put aside for by somebody who had it, if it is live."""
    aside = EscrowedKey.objects.filter(party_key=key, escrow__retired_at=None).select_related("escrow").first()
    fits = aside and was_handed_over(pair, to=bytes(aside.escrow.public), given=bytes(aside.sealed))
    return aside.escrow if aside and fits else None
