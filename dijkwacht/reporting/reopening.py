"""
An open mailbox between two pages.

The page holds a token: the mailbox's id and private half under a key that lives in memory only, made before the web
processes fork. So the receipt itself is not in the page, each click does not cost a quarter of a second, and after a
quarter of an hour or a restart the token opens nothing. See docs/adr/0013-public-site.md.
"""

import base64
import binascii
import json
from datetime import datetime

from dijkwacht.lib import envelopes
from dijkwacht.lib.envelopes import CannotOpen, Pair
from dijkwacht.lib.receipts import Opened

LASTS_SECONDS = 15 * 60
_CONTEXT = "open mailbox"
_KEY = envelopes.new_key()


def token_of(mailbox: bytes, pair: Pair, *, now: datetime) -> str:
    """This will return what the page carries to keep a mailbox open for a quarter of an hour."""
    packed = json.dumps([mailbox.hex(), pair.private.hex(), int(now.timestamp())]).encode()
    return base64.urlsafe_b64encode(envelopes.encrypt(packed, key=_KEY, context=_CONTEXT, pad=32)).decode()


def opened_by(token: str, *, now: datetime) -> Opened | None:
    """This will return what a token opens; None when it is too old or not of this process."""
    try:
        packed = envelopes.decrypt(base64.urlsafe_b64decode(token[:2000]), key=_KEY, context=_CONTEXT)
    except (CannotOpen, binascii.Error, ValueError):
        return None
    mailbox, private, at = json.loads(packed)
    if not 0 <= int(now.timestamp()) - at <= LASTS_SECONDS:
        return None
    return Opened(bytes.fromhex(mailbox), envelopes.pair_of(bytes.fromhex(private)))
