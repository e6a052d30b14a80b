import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dijkwacht.lib import envelopes
from dijkwacht.lib.envelopes import CannotOpen, Pair

HERE = "report:1"
FAST = {"salt": b"s" * 16, "memory_mib": 8}


@given(st.binary(max_size=2000))
def test_what_was_sealed_to_a_pair_comes_back(data):
    pair = envelopes.new_pair()
    assert envelopes.open_sealed(pair, envelopes.seal_to(pair.public, data)) == data


def test_another_pair_opens_nothing():
    sealed = envelopes.seal_to(envelopes.new_pair().public, b"een schuur")
    with pytest.raises(CannotOpen):
        envelopes.open_sealed(envelopes.new_pair(), sealed)


@given(st.data())
def test_any_changed_byte_of_an_envelope_is_noticed(data):
    pair = envelopes.new_pair()
    sealed = bytearray(envelopes.seal_to(pair.public, b"sleutel"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 127))
    with pytest.raises(CannotOpen):
        envelopes.open_sealed(pair, bytes(sealed))


@pytest.mark.parametrize("garbage", [b"", b"x", b"x" * 48, b"x" * 200])
def test_an_envelope_that_is_none_is_refused(garbage):
    with pytest.raises(CannotOpen):
        envelopes.open_sealed(envelopes.new_pair(), garbage)


def test_the_same_seed_makes_the_same_pair():
    assert envelopes.pair_from_seed(b"z" * 32) == envelopes.pair_from_seed(b"z" * 32)
    assert envelopes.pair_from_seed(b"z" * 32) != envelopes.pair_from_seed(b"y" * 32)


def test_a_private_half_knows_its_public_half():
    pair = envelopes.new_pair()
    assert envelopes.pair_of(pair.private) == pair


def test_a_private_half_never_shows():
    assert "private" not in repr(Pair(b"open", b"geheim"))


@given(st.binary(max_size=9000), st.text(max_size=40))
def test_what_was_encrypted_comes_back(data, context):
    key = envelopes.new_key()
    assert envelopes.decrypt(envelopes.encrypt(data, key=key, context=context), key=key, context=context) == data


@given(st.binary(max_size=9000))
def test_its_length_tells_only_steps_of_four_kibibytes(data):
    sealed = envelopes.encrypt(data, key=envelopes.new_key(), context=HERE)
    empty = envelopes.encrypt(b"", key=envelopes.new_key(), context=HERE)
    steps = -(-(len(data) + 8) // envelopes.STEP)
    assert len(sealed) - len(empty) == (steps - 1) * envelopes.STEP


@pytest.mark.parametrize(("key", "context"), [("other", HERE), ("own", "report:2")])
def test_another_key_or_place_opens_nothing(key, context):
    own = envelopes.new_key()
    sealed = envelopes.encrypt(b"een schuur", key=own, context=HERE)
    with pytest.raises(CannotOpen):
        envelopes.decrypt(sealed, key=own if key == "own" else envelopes.new_key(), context=context)


@given(st.data())
def test_any_changed_byte_is_noticed(data):
    key = envelopes.new_key()
    sealed = bytearray(envelopes.encrypt(b"foto", key=key, context=HERE, pad=16))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        envelopes.decrypt(bytes(sealed), key=key, context=HERE)


@pytest.mark.parametrize("garbage", [b"", b"DE1", b"DE9" + b"x" * 200, b"gewone tekst" * 20])
def test_what_we_did_not_encrypt_is_refused(garbage):
    with pytest.raises(CannotOpen):
        envelopes.decrypt(garbage, key=envelopes.new_key(), context=HERE)


def test_stretching_gives_the_same_for_the_same_and_nothing_alike_for_the_rest():
    one = envelopes.stretch(b"appel", **FAST)
    assert one == envelopes.stretch(b"appel", **FAST)
    assert one != envelopes.stretch(b"appem", **FAST)
    assert one != envelopes.stretch(b"appel", salt=b"t" * 16, memory_mib=8)
    assert one != envelopes.stretch(b"appel", salt=b"s" * 16, memory_mib=9)


def test_a_flood_of_receipts_keeps_no_officer_waiting(monkeypatch):
    flood, stop = threading.Event(), threading.Event()
    real = envelopes.bindings.crypto_pwhash_alg

    def slow(size, secret, *rest):
        if secret == b"receipt":
            flood.set()
            stop.wait(20)
        return real(size, secret, *rest)

    monkeypatch.setattr(envelopes.bindings, "crypto_pwhash_alg", slow)
    callers = [threading.Thread(target=envelopes.stretch, args=(b"receipt",), kwargs=FAST) for _ in range(4)]
    for each in callers:
        each.start()
    assert flood.wait(20)
    officer = threading.Thread(target=envelopes.stretch, args=(b"wachtzin",), kwargs=FAST | {"is_officer": True})
    officer.start()
    officer.join(10)
    was_kept_out = officer.is_alive()
    stop.set()
    for each in (*callers, officer):
        each.join(20)
    assert not was_kept_out


def test_a_pair_that_is_handed_over_opens_for_who_got_it_and_shows_who_could_give_it():
    pair, hers, other = envelopes.new_pair(), envelopes.new_pair(), envelopes.new_pair()
    given = envelopes.hand_over(pair, to=hers.public)
    assert envelopes.take_over(hers, given) == pair
    assert envelopes.was_handed_over(pair, to=hers.public, given=given)
    assert not envelopes.was_handed_over(pair, to=other.public, given=given)
    assert not envelopes.was_handed_over(pair, to=hers.public, given=envelopes.hand_over(other, to=hers.public))
    assert not envelopes.was_handed_over(pair, to=hers.public, given=envelopes.seal_to(hers.public, pair.private))
    with pytest.raises(CannotOpen):
        envelopes.take_over(other, given)


def test_two_stretch_at_once_and_no_more(monkeypatch):
    inside, most, gate = [], [], threading.Lock()
    real = envelopes.bindings.crypto_pwhash_alg

    def counted(*given):
        with gate:
            inside.append(1)
            most.append(len(inside))
        try:
            return real(*given)
        finally:
            with gate:
                inside.pop()

    monkeypatch.setattr(envelopes.bindings, "crypto_pwhash_alg", counted)
    threads = [threading.Thread(target=envelopes.stretch, args=(b"x",), kwargs=FAST) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(most), max(most)) == (6, 2)


@given(st.binary(min_size=32, max_size=32))
def test_two_halves_are_the_secret_in_any_order(secret):
    first, second = envelopes.split(secret)
    assert envelopes.join(first, second) == envelopes.join(second, first) == secret


def test_a_half_alone_is_random():
    firsts = {envelopes.split(b"z" * 32)[0] for _ in range(50)}
    seconds = {envelopes.split(b"z" * 32)[1] for _ in range(50)}
    assert (len(firsts), len(seconds)) == (50, 50)


def test_halves_of_unequal_length_are_refused():
    with pytest.raises(CannotOpen):
        envelopes.join(b"a", b"ab")
