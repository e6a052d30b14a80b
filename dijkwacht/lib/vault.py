"""
Encryption at rest: what protects files, reporters and persons on stolen disks and backups.

Each item has a random key of its own, wrapped by a master key from `settings.DIJKWACHT_FILE_KEYS` (32 bytes
each; the first closes, all can open). So a new master key means rewrapping 72 bytes an item, not encrypting
everything anew. Both layers are XChaCha20-Poly1305 and are bound to a context, such as
"signals.attachment:<id>": an item that was moved to another row does not open.

    "DW1" | nonce 24 | wrapped key 48 | nonce 24 | content + 16
"""

from collections.abc import Sequence

from django.conf import settings
from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.utils import random

_VERSION = b"DW1"
_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_KEY = bindings.crypto_aead_xchacha20poly1305_ietf_KEYBYTES
_TAG = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
_WRAPPED = _NONCE + _KEY + _TAG


class CannotOpen(Exception):
    """Changed, cut off, of another context, or closed with a key that is gone."""


def seal(data: bytes, *, context: str) -> bytes:
    """This will encrypt data under a key of its own; it opens only with the same context."""
    key = new_key()
    return _VERSION + _wrap(key, context) + _encrypt(data, key=key, context=f"content:{context}")


def unseal(sealed: bytes, *, context: str) -> bytes:
    """
    This will return what was sealed.

    :raises CannotOpen: if it was changed, belongs elsewhere, or no key fits
    """
    wrapped, content = _parts(sealed)
    return _decrypt(content, keys=[_unwrap(wrapped, context)], context=f"content:{context}")


def rewrap(sealed: bytes, *, context: str) -> bytes:
    """
    This will close the same content under the current master key; the content itself is not touched.

    :raises CannotOpen: if no key fits
    """
    wrapped, content = _parts(sealed)
    return _VERSION + _wrap(_unwrap(wrapped, context), context) + content


def new_key() -> bytes:
    """This will return a new random key of 32 bytes."""
    return random(_KEY)


def _wrap(key: bytes, context: str) -> bytes:
    return _encrypt(key, key=_master_keys()[0], context=f"key:{context}")


def _unwrap(wrapped: bytes, context: str) -> bytes:
    return _decrypt(wrapped, keys=_master_keys(), context=f"key:{context}")


def _master_keys() -> Sequence[bytes]:
    keys: Sequence[bytes] = settings.DIJKWACHT_FILE_KEYS
    return keys


def _parts(sealed: bytes) -> tuple[bytes, bytes]:
    header = len(_VERSION)
    if sealed[:header] != _VERSION or len(sealed) < header + _WRAPPED + _NONCE + _TAG:
        raise CannotOpen("Dit is niet door Dijkwacht versleuteld, of het is afgekapt.")
    return sealed[header : header + _WRAPPED], sealed[header + _WRAPPED :]


def _encrypt(data: bytes, *, key: bytes, context: str) -> bytes:
    nonce = random(_NONCE)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(data, _VERSION + context.encode(), nonce, key)


def _decrypt(sealed: bytes, *, keys: Sequence[bytes], context: str) -> bytes:
    nonce, encrypted = sealed[:_NONCE], sealed[_NONCE:]
    for key in keys:
        try:
            return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
                encrypted, _VERSION + context.encode(), nonce, key
            )
        except CryptoError:
            continue
    raise CannotOpen("Versleutelde gegevens zijn gewijzigd, horen ergens anders, of de sleutel ontbreekt.")
