"""Back into a vault that nobody can open: with the two sheets of paper, by two people together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dijkwacht.audit import actions as audit
from dijkwacht.lib import envelopes
from dijkwacht.lib.access import Actor
from dijkwacht.lib.envelopes import Pair
from dijkwacht.reporting import paper, vault_rules
from dijkwacht.reporting.actions.vault import check_keeps, give, new_holder
from dijkwacht.reporting.models import Escrow, EscrowedKey, KeyGrant, KeyHolder
from dijkwacht.reporting.queries import keeping as queries


@transaction.atomic
def recover_from_escrow(
    first: str, second: str, *, passphrase: str, actor: Actor, now: datetime
) -> tuple[KeyHolder, bytes]:
    """
    This will give an officer the party's keys from the two halves, in any order, and a pair of her own under a new
    passphrase. The sheets were typed now: make new ones, and replace the key.

    :raises PermissionDenied: if the actor keeps no keys
    :raises vault_rules.CannotKeep: if a half is mistyped, old, or twice the same
    """
    party_id, purpose = check_keeps(actor)
    escrow = queries.live_escrow(actor, purpose)
    if escrow is None:
        raise vault_rules.CannotKeep("Van deze kluis is geen noodsleutel gemaakt.")
    pair = _pair(_halves([first, second], escrow=escrow), escrow=escrow)

    _leave_own(party_id, actor=actor, now=now)
    holder, own = new_holder(passphrase, purpose=purpose, actor=actor, now=now)
    found = EscrowedKey.objects.filter(party_id=party_id, escrow=escrow).select_related("party_key")
    for each in found:
        party_pair = envelopes.take_over(pair, bytes(each.sealed))
        give(each.party_key, party_pair, holder=holder, actor=actor, now=now)
    audit.record("vault:recovered", subject=escrow, actor=actor, now=now, purpose=purpose)
    return holder, own.private


def _halves(typed: Sequence[str], *, escrow: Escrow) -> dict[int, bytes]:
    checks = {1: bytes(escrow.first_check), 2: bytes(escrow.second_check)}
    found: dict[int, bytes] = {}
    for text in typed:
        try:
            which, half = paper.read(text)
        except paper.CannotRead as problem:
            raise vault_rules.CannotKeep(str(problem)) from problem
        if paper.fingerprint(half) != checks[which]:
            raise vault_rules.CannotKeep(f"Helft {which} is van een oude noodsleutel, of van een andere organisatie.")
        found[which] = half
    if len(found) != 2:
        raise vault_rules.CannotKeep("U typte twee keer dezelfde helft. Vul beide helften in.")
    return found


def _pair(halves: dict[int, bytes], *, escrow: Escrow) -> Pair:
    pair = envelopes.pair_from_seed(envelopes.join(halves[1], halves[2]))
    if pair.public != bytes(escrow.public):
        raise vault_rules.CannotKeep("Deze helften horen niet bij elkaar.")
    return pair


def _leave_own(party_id: int, *, actor: Actor, now: datetime) -> None:
    """The pair that she can no longer open makes place for the new one."""
    for holder in KeyHolder.objects.filter(party_id=party_id, user_id=actor.user_id or 0, left_at=None):
        KeyGrant.objects.filter(holder=holder, withdrawn_at=None).update(sealed=None, withdrawn_at=now)
        holder.left_at, holder.wrapped, holder.prf_wrapped = now, b"", None
        holder.save(update_fields=["left_at", "wrapped", "prf_wrapped"])
