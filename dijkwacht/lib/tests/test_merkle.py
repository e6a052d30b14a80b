import pytest
from hypothesis import given
from hypothesis import strategies as st

from dijkwacht.lib import merkle

leaf_lists = st.lists(st.binary(max_size=8), min_size=1, max_size=70).map(
    lambda values: [merkle.leaf_hash(value) for value in values]
)


def recursive_root(leaves):
    """The definition of RFC 6962 word for word: split at the largest power of two below the length."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return merkle.node_hash(recursive_root(leaves[:split]), recursive_root(leaves[split:]))


@given(leaf_lists)
def test_the_root_is_the_one_of_the_rfc(leaves):
    assert merkle.root(leaves) == recursive_root(leaves)


@given(leaf_lists, st.data())
def test_every_leaf_can_be_proved(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle.proof(leaves, index)

    assert merkle.verify(leaves[index], index=index, size=len(leaves), proof=path, root=merkle.root(leaves))


@given(leaf_lists, st.data())
def test_another_leaf_has_no_proof(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = merkle.proof(leaves, index)
    forged = merkle.leaf_hash(b"a leaf that was never added")

    assert not merkle.verify(forged, index=index, size=len(leaves), proof=path, root=merkle.root(leaves))


@given(leaf_lists, st.data())
def test_changing_any_leaf_changes_the_root(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:index], merkle.leaf_hash(b"something else"), *leaves[index + 1 :]]

    assert merkle.root(changed) != merkle.root(leaves)


@given(leaf_lists)
def test_a_proof_of_another_length_is_refused(leaves):
    path, root = merkle.proof(leaves, 0), merkle.root(leaves)

    assert not merkle.verify(leaves[0], index=0, size=len(leaves), proof=[*path, leaves[0]], root=root)
    assert not path or not merkle.verify(leaves[0], index=0, size=len(leaves), proof=path[:-1], root=root)


def test_the_empty_list_has_the_root_of_the_rfc():
    empty = "e3b0c442 98fc1c14 9afbf4c8 996fb924 27ae41e4 649b934c a495991b 7852b855"
    assert merkle.root([]) == bytes.fromhex(empty)


def test_a_node_cannot_pass_for_a_leaf():
    left, right = merkle.leaf_hash(b"a"), merkle.leaf_hash(b"b")

    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


def test_there_is_no_proof_of_a_leaf_that_is_not_there():
    with pytest.raises(IndexError):
        merkle.proof([merkle.leaf_hash(b"a")], 1)
    assert not merkle.verify(b"", index=1, size=1, proof=[], root=b"")
