import pytest
from hypothesis import given
from hypothesis import strategies as st

from dijkwacht.lib.vault import CannotOpen, new_key, rewrap, seal, unseal

HERE = "signals.attachment:1"


@given(st.binary(max_size=2000), st.text(max_size=40))
def test_what_was_sealed_comes_back(data, context):
    assert unseal(seal(data, context=context), context=context) == data


def test_it_cannot_be_read_while_sealed():
    sealed = seal(b"een schuur bij Nieuw-Dordrecht", context=HERE)

    assert b"schuur" not in sealed
    assert sealed != seal(b"een schuur bij Nieuw-Dordrecht", context=HERE)


def test_it_does_not_open_in_another_place():
    with pytest.raises(CannotOpen, match="horen ergens anders"):
        unseal(seal(b"foto", context=HERE), context="signals.attachment:2")


@given(st.data())
def test_any_changed_byte_is_noticed(data):
    sealed = bytearray(seal(b"foto", context=HERE))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))

    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), context=HERE)


@pytest.mark.parametrize("garbage", [b"", b"DW1", b"DW9" + b"x" * 200, b"gewone tekst" * 20])
def test_what_we_did_not_seal_is_refused(garbage):
    with pytest.raises(CannotOpen):
        unseal(garbage, context=HERE)


def test_an_older_key_still_opens(settings):
    sealed = seal(b"foto", context=HERE)
    settings.DIJKWACHT_FILE_KEYS = [new_key(), *settings.DIJKWACHT_FILE_KEYS]

    assert unseal(sealed, context=HERE) == b"foto"


def test_after_rewrapping_the_old_key_can_go(settings):
    sealed = seal(b"foto", context=HERE)
    settings.DIJKWACHT_FILE_KEYS = [new_key(), *settings.DIJKWACHT_FILE_KEYS]
    rewrapped = rewrap(sealed, context=HERE)
    settings.DIJKWACHT_FILE_KEYS = settings.DIJKWACHT_FILE_KEYS[:1]

    assert unseal(rewrapped, context=HERE) == b"foto"
    with pytest.raises(CannotOpen):
        unseal(sealed, context=HERE)
