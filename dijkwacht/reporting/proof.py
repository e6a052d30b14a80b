"""
Keeping floods out without knowing who anybody is: a form carries a signed id and a sum that costs a browser a second.

The id is a secret of the page: it is drawn once for each form, travels in a hidden field and is kept nowhere. The
receipt follows from it, so that a form that is sent twice ends in one mailbox. A browser without script waits instead.
"""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from altcha import v1
from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from dijkwacht.lib import receipts
from dijkwacht.reporting import crowd

WORDS, DIGITS = "words", "digits"
KINDS = (WORDS, DIGITS)
LASTS = timedelta(days=1)
_SALT = "reporting.form"


class Stale(Exception):
    """This form id is not ours, of another page, or older than a day."""


@dataclass(frozen=True, slots=True)
class FormId:
    """One form in one browser. `about` is the code of a party, or "mailbox"."""

    nonce: str = field(repr=False)
    about: str
    made_at: int

    @property
    def signed(self) -> str:
        return signing.dumps([self.nonce, self.about, self.made_at], salt=_SALT)

    def receipt(self, kind: str) -> str:
        """This will return the receipt of this form, the same each time, as words or as digits."""
        drawn = int.from_bytes(_hmac(f"receipt:{kind}", self.nonce), "big")
        if kind == DIGITS:
            digits = str(drawn % 10**receipts.DIGITS).zfill(receipts.DIGITS)
            return " ".join(digits[start : start + 4] for start in range(0, receipts.DIGITS, 4))
        words = receipts.words()
        chosen = []
        for _ in range(receipts.WORDS):
            drawn, place = divmod(drawn, len(words))
            chosen.append(words[place])
        return " ".join(chosen)

    @property
    def challenge(self) -> str:
        """The sum for the browser, as JSON; always the same for one form."""
        made = v1.create_challenge(self._options())
        return json.dumps({"challenge": made.challenge, "salt": made.salt, "max": made.max_number})

    def is_solved(self, work: str) -> bool:
        """This will answer whether `work` is the number that the sum asked for."""
        made = v1.create_challenge(self._options())
        given = _decoded(work)
        if given.get("salt") != made.salt or not isinstance(given.get("number"), int):
            return False
        payload = v1.Payload(made.algorithm, made.challenge, given["number"], made.salt, made.signature)
        return v1.verify_solution(payload, _hmac_key(), check_expires=False)[0]

    def seconds_to_wait(self, wait: int, *, now: datetime) -> int:
        """This will return how long a browser without script still waits."""
        return max(0, self.made_at + wait - int(now.timestamp()))

    def _options(self) -> v1.ChallengeOptions:
        most = settings.DIJKWACHT_WORK
        drawn = int.from_bytes(_hmac("number", self.nonce)[:8], "big")
        salt = _hmac("salt", self.nonce).hex()[:24]
        return v1.ChallengeOptions(hmac_key=_hmac_key(), salt=salt, number=drawn % most, max_number=most)


def new_form(about: str, *, now: datetime) -> FormId:
    return FormId(secrets.token_urlsafe(32), about, int(now.timestamp()))


def form_of(signed: str, about: str, *, now: datetime) -> FormId:
    """:raises Stale: if it is not ours, of another page, or older than a day"""
    try:
        form = FormId(*signing.loads(signed, salt=_SALT))
    except (signing.BadSignature, TypeError, ValueError) as problem:
        raise Stale from problem
    if form.about != about or int(now.timestamp()) - form.made_at > LASTS.total_seconds():
        raise Stale
    return form


def form_for_code(signed: str, about: str, *, now: datetime) -> FormId:
    """
    This will do the same for a form that asks for a code: one sum, or one wait, is good for one wrong code.

    :raises Stale: also if a wrong code was tried with it
    """
    form = form_of(signed, about, now=now)
    if crowd.is_tried(form.nonce):
        raise Stale
    return form


def _decoded(work: str) -> dict[str, Any]:
    try:
        given = json.loads(base64.b64decode(work[:2000], validate=True))
    except (binascii.Error, ValueError):
        return {}
    return given if isinstance(given, dict) else {}


def _hmac(purpose: str, text: str) -> bytes:
    return salted_hmac(f"reporting.{purpose}", text, algorithm="sha512").digest()


def _hmac_key() -> str:
    return _hmac("work", "").hex()
