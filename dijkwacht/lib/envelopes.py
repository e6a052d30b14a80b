"""
Envelopes that only their addressee opens: what protects reporters from whoever holds the database.

A pair has a public half, which closes, and a private half, which opens. What is told lies under a random
content key; the key lies in one envelope for each pair that may read. So sharing, rotating and taking away
means putting 32 bytes in another envelope, never encrypting a report anew. Unlike `lib.vault`, no setting of
the server opens anything here: private halves come from a passphrase, a receipt or paper.

    sealed to a pair      X25519 + XSalsa20-Poly1305 with a key for one time (libsodium's sealed box)
    under a key           "DE1" | nonce 24 | XChaCha20-Poly1305 of: length 8 | content | zeros to the next 4 KiB
    handed over           a private half, sealed to a pair | mark 32: HMAC-SHA256 that only who has that half can make
    from a secret         Argon2id
"""

import hmac
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.utils import random

_VERSION = b"DE1"
_LENGTH = 8
_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_TAG = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
KEY_BYTES = 32
SALT_BYTES = 16
_HANDED = KEY_BYTES + bindings.crypto_box_SEALBYTES
STEP = 4096
"""Content is padded to steps of this size, so that its length tells little."""

# Argon2id takes hundreds of megabytes: a third caller waits for one of the two before it. Officers have a place of
# their own, so that a flood of wrong receipts does not keep them out of the vault.
_AT_ONCE = BoundedSemaphore(2)
_OFFICER_AT_ONCE = BoundedSemaphore(1)


class CannotOpen(Exception):
    """Changed, cut off, of another context, or closed for another pair or key."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A public half that closes and a private half that opens; the private half never shows in a print."""

    public: bytes
    private: bytes = field(repr=False)


def new_pair() -> Pair:
    """This will return a new random pair of 32 + 32 bytes."""
    return Pair(*bindings.crypto_box_keypair())


def pair_from_seed(seed: bytes) -> Pair:
    """This will return the pair that belongs to 32 secret bytes, the same each time."""
    return Pair(*bindings.crypto_box_seed_keypair(seed))


def pair_of(private: bytes) -> Pair:
    """This will return the pair of a private half."""
    return Pair(bindings.crypto_scalarmult_base(private), private)


def seal_to(public: bytes, data: bytes) -> bytes:
    """This will close data so that only the private half of `public` opens it; not even who closed it."""
    return bindings.crypto_box_seal(data, public)


def open_sealed(pair: Pair, sealed: bytes) -> bytes:
    """
    This will return what was sealed to this pair.

    :raises CannotOpen: if it was changed, or is for another pair
    """
    try:
        return bindings.crypto_box_seal_open(sealed, pair.public, pair.private)
    except (CryptoError, ValueError, TypeError) as problem:
        raise CannotOpen("Deze sleutel past hier niet op.") from problem


def hand_over(pair: Pair, *, to: bytes) -> bytes:
    """
    This will close the private half of a pair for the owner of the public half `to`, with a mark.

    Anybody can close something for somebody. The mark tells later that it was done by who had this private half,
    and not by who can only write in the database.
    """
    return seal_to(to, pair.private) + _mark(pair, to)


def take_over(own: Pair, given: bytes) -> Pair:
    """
    This will return the pair that was handed over to this one.

    :raises CannotOpen: if it was changed, or is for another pair
    """
    return pair_of(open_sealed(own, given[:_HANDED]))


def was_handed_over(pair: Pair, *, to: bytes, given: bytes) -> bool:
    """This will say whether the owner of `to` was given this pair by somebody who had it."""
    return hmac.compare_digest(given[_HANDED:], _mark(pair, to))


def new_key() -> bytes:
    """This will return a new random key of 32 bytes."""
    return random(KEY_BYTES)


def new_salt() -> bytes:
    """This will return new random bytes to go with a passphrase."""
    return random(SALT_BYTES)


def encrypt(data: bytes, *, key: bytes, context: str, pad: int = STEP) -> bytes:
    """This will close data under a key; it opens only with the same context, such as "report:<id>"."""
    nonce = random(_NONCE)
    plain = len(data).to_bytes(_LENGTH, "big") + data
    plain += bytes(-len(plain) % pad)
    return _VERSION + nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, _bound(context), nonce, key)


def decrypt(sealed: bytes, *, key: bytes, context: str) -> bytes:
    """
    This will return what was encrypted.

    :raises CannotOpen: if it was changed, belongs elsewhere, or is under another key
    """
    version, nonce, closed = sealed[:3], sealed[3 : 3 + _NONCE], sealed[3 + _NONCE :]
    if version != _VERSION or len(closed) < _LENGTH + _TAG:
        raise CannotOpen("Dit is niet door Dijkwacht versleuteld, of het is afgekapt.")
    try:
        plain = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(closed, _bound(context), nonce, key)
    except (CryptoError, ValueError, TypeError) as problem:
        raise CannotOpen("Deze sleutel past hier niet op.") from problem
    size = int.from_bytes(plain[:_LENGTH], "big")
    return plain[_LENGTH : _LENGTH + size]


def stretch(secret: bytes, *, salt: bytes, memory_mib: int, size: int = KEY_BYTES, is_officer: bool = False) -> bytes:
    """
    This will turn what a person knows into a key, slowly and with much memory (Argon2id, RFC 9106).

    256 MiB takes about a quarter of a second; so guessing does too. Two reporters and one officer at most run at once.
    """
    with _OFFICER_AT_ONCE if is_officer else _AT_ONCE:
        return bindings.crypto_pwhash_alg(
            size, secret, salt, 1, memory_mib * 1024 * 1024, bindings.crypto_pwhash_ALG_ARGON2ID13
        )


def split(secret: bytes) -> tuple[bytes, bytes]:
    """This will return two halves; each alone is random and tells nothing, together they are the secret."""
    first = random(len(secret))
    return first, join(first, secret)


def join(first: bytes, second: bytes) -> bytes:
    """
    This will return the secret of two halves.

    :raises CannotOpen: if they are not equally long
    """
    if len(first) != len(second):
        raise CannotOpen("Deze helften horen niet bij elkaar.")
    return bytes(one ^ other for one, other in zip(first, second, strict=True))


def _mark(pair: Pair, to: bytes) -> bytes:
    return hmac.digest(pair.private, b"dijkwacht handed to:" + to, "sha256")


def _bound(context: str) -> bytes:
    return _VERSION + context.encode()
