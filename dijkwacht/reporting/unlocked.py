"""
An unlocked vault: what an officer can open while she works.

Her private half lies in the session on the server, closed with a key that only the cookie in her browser holds.
So a copy of the database opens nothing, and a stolen cookie opens nothing without that session. Fifteen minutes
without use and it is over.
"""

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from dijkwacht.lib import envelopes
from dijkwacht.lib.access import Actor
from dijkwacht.lib.envelopes import CannotOpen, Pair
from dijkwacht.reporting import sealing
from dijkwacht.reporting.models import KeyGrant, KeyHolder, PartyKey, Report
from dijkwacht.reporting.queries.keeping import purpose_of

COOKIE = "vault"
PATH = "/meldingen/"
IDLE = timedelta(minutes=15)
_SESSION = "vault"
_USED = "vault_used_at"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one officer at one party, for as long as a request lasts."""

    holder: KeyHolder
    own: Pair = field(repr=False)
    _opened: dict[int, Pair] = field(default_factory=dict, repr=False)

    def for_party(self, party_key: PartyKey | int) -> Pair:
        """
        This will return the pair of a party key, with its private half.

        :raises CannotOpen: if this officer was not given it, it was taken from her, or somebody put another there
        """
        key_id = party_key if isinstance(party_key, int) else party_key.pk
        if key_id not in self._opened:
            self._opened[key_id] = self._granted(key_id)
        return self._opened[key_id]

    def _granted(self, key_id: int) -> Pair:
        grants = KeyGrant.objects.filter(party_key_id=key_id, holder=self.holder, withdrawn_at=None)
        grant = grants.select_related("party_key").first()
        if grant is None or grant.sealed is None:
            raise CannotOpen("U hebt de sleutel van deze melding niet. Vraag een collega die de kluis kan openen.")
        pair = envelopes.take_over(self.own, bytes(grant.sealed))
        if pair.public != bytes(grant.party_key.public):
            raise CannotOpen("De sleutel die u kreeg, is niet die van deze kluis. Meld dit aan uw beheerder.")
        return pair

    def content_key(self, report: Report) -> bytes:
        """:raises CannotOpen: if the report is destroyed, or is for a key that this officer has not"""
        return envelopes.open_sealed(self.for_party(report.party_key_id), bytes(report.key_for_party or b""))

    def identity(self, report: Report) -> dict[str, Any]:
        """
        This will open who told: the intake opens who is known, the custodian who is confidential.

        :raises CannotOpen: if there is none, or it is for another officer
        """
        if report.identity is None or report.identity_party_key_id is None:
            raise CannotOpen("Van deze melding is geen naam bewaard.")
        pair = self.for_party(report.identity_party_key_id)
        key = envelopes.open_sealed(pair, bytes(report.identity_key or b""))
        told: dict[str, Any] = sealing.open_json(
            bytes(report.identity), key=key, context=sealing.of_identity(report.pk)
        )
        return told


def keys_of(request: HttpRequest, *, now: datetime | None = None) -> Keys | None:
    """This will return the keys of the officer whose vault is open, None when it is closed or was idle too long."""
    now = now or timezone.now()
    actor: Actor = request.actor  # type: ignore[attr-defined]
    kept = request.session.get(_SESSION)
    cookie = request.COOKIES.get(COOKIE)
    if not kept or not cookie or actor.user_id is None:
        return None
    if now.timestamp() - float(request.session.get(_USED, 0)) > IDLE.total_seconds():
        lock(request)
        return None
    holder = holder_of(actor)
    private = _open(kept, cookie=cookie, actor=actor)
    if holder is None or private is None or envelopes.pair_of(private).public != bytes(holder.public):
        return None
    if now.timestamp() - float(request.session[_USED]) > 60:
        request.session[_USED] = now.timestamp()
    return Keys(holder=holder, own=Pair(bytes(holder.public), private))


def holder_of(actor: Actor) -> KeyHolder | None:
    """This will return the officer's own live pair for what she keeps now, at the party she works for."""
    return KeyHolder.objects.filter(
        party_id=actor.party_id or 0, user_id=actor.user_id or 0, purpose=purpose_of(actor) or "", left_at=None
    ).first()


def keep_open(request: HttpRequest, response: HttpResponse, *, private: bytes, now: datetime) -> None:
    """This will keep the vault open for this browser: half in the session, half in the cookie."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    key = envelopes.new_key()
    sealed = envelopes.encrypt(private, key=key, context=_context(actor), pad=1)
    request.session[_SESSION] = base64.b64encode(sealed).decode()
    request.session[_USED] = now.timestamp()
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(key).decode(),
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def lock(request: HttpRequest, response: HttpResponse | None = None) -> None:
    """This will close the vault at once."""
    request.session.pop(_SESSION, None)
    request.session.pop(_USED, None)
    if response is not None:
        response.delete_cookie(COOKIE, path=PATH, samesite="Strict")


def require_keys(request: HttpRequest) -> Keys:
    """:raises PermissionDenied: if the vault is closed; pages use `views.vault.needs_open_vault` before it"""
    found = keys_of(request)
    if found is None:
        raise PermissionDenied("vault")
    return found


def _open(kept: str, *, cookie: str, actor: Actor) -> bytes | None:
    try:
        key = base64.urlsafe_b64decode(cookie)
        return envelopes.decrypt(base64.b64decode(kept), key=key, context=_context(actor))
    except (CannotOpen, ValueError):
        return None


def _context(actor: Actor) -> str:
    return f"vault:{actor.user_id}:{actor.party_id}"
