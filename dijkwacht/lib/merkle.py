"""
Merkle trees as in RFC 6962, section 2.1: one short root that stands for a whole list.

Leaves and nodes are hashed with different first bytes, so that a node can never pass for a leaf.
"""

from collections.abc import Sequence
from hashlib import sha256

_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(data: bytes) -> bytes:
    return sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """This will return the root over leaf hashes; of an empty list the hash of nothing."""
    if not leaves:
        return sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        level = _level_above(level)
    return level[0]


def proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """
    This will return the hashes that lead from one leaf to the root, nearest first.

    :raises IndexError: if there is no such leaf
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    level, path = list(leaves), []
    while len(level) > 1:
        neighbour = index ^ 1
        if neighbour < len(level):
            path.append(level[neighbour])
        level, index = _level_above(level), index // 2
    return path


def verify(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """This will tell whether a leaf hash stands at that place under that root."""
    if not 0 <= index < size:
        return False
    path, last, here = list(proof), size - 1, leaf
    while last:
        if index % 2 or index != last:
            if not path:
                return False
            neighbour = path.pop(0)
            here = node_hash(neighbour, here) if index % 2 else node_hash(here, neighbour)
        index, last = index // 2, last // 2
    return not path and here == root


def _level_above(level: list[bytes]) -> list[bytes]:
    # A last one without a neighbour moves up as it is, which gives the same tree as the RFC's split at the
    # largest power of two.
    pairs = zip(level[::2], level[1::2], strict=False)
    return [node_hash(left, right) for left, right in pairs] + level[len(level) & ~1 :]
