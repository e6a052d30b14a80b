import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dijkwacht.lib import receipts


def test_six_words_and_twenty_digits_are_each_at_least_66_bits():
    assert receipts.WORDS * math.log2(len(receipts.words())) >= 66
    assert receipts.DIGITS * math.log2(10) >= 66


def test_the_words_are_plain_and_short_enough_to_copy():
    assert len(set(receipts.words())) == 2048
    assert all(
        4 <= len(word) <= 9 and word.isascii() and word.isalpha() and word.islower() for word in receipts.words()
    )
    assert list(receipts.words()) == sorted(receipts.words())


def close(one, other):
    """One letter changed, added, left out, or two that changed places."""
    if len(one) == len(other):
        wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return len(wrong) == 1 or (
            len(wrong) == 2 and wrong[1] - wrong[0] == 1 and one[wrong[0]] == other[wrong[1]] and
            one[wrong[1]] == other[wrong[0]]
        )  # fmt: skip
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def test_no_word_is_one_slip_of_the_pen_from_another():
    assert [pair for pair in combinations(receipts.words(), 2) if close(*pair)] == []


def test_new_words_are_words_of_the_list_and_never_the_same():
    made = {receipts.new_words() for _ in range(200)}
    assert len(made) == 200
    assert all(len(each.split()) == 6 and set(each.split()) <= set(receipts.words()) for each in made)


def test_new_digits_are_five_groups_of_four():
    assert all(len(receipts.new_digits().split()) == 5 for _ in range(20))
    assert {len(receipts.new_digits()) for _ in range(20)} == {24}


@pytest.mark.parametrize("make", [receipts.new_words, receipts.new_digits])
def test_every_way_of_typing_gives_the_same(make):
    receipt = make()
    plain = receipts.normalise(receipt)
    for typed in (
        receipt.upper(), f"  {receipt}\n", receipt.replace(" ", "-"), receipt.replace(" ", ", "),
        receipt.replace(" ", "   "), receipt.title(),
    ):  # fmt: skip
        assert receipts.normalise(typed) == plain


def test_accents_that_a_phone_adds_do_not_matter():
    words = "cliché"
    assert receipts.normalise(f"{' '.join(receipts.words()[:5])} {words}") is None
    assert receipts.normalise(" ".join(receipts.words()[:6]).replace("a", "á")) == " ".join(receipts.words()[:6])


@given(st.text(max_size=200))
def test_nothing_typed_ever_fails(text):
    found = receipts.normalise(text)
    assert found is None or found == receipts.normalise(found)


@pytest.mark.parametrize("typed", ["", "appel", "1234 5678 9012 3456 789", "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩", "x" * 100_000])
def test_what_cannot_be_a_receipt_is_none(typed):
    assert receipts.normalise(typed) is None


def test_a_typing_error_is_pointed_at():
    typed = " ".join(["aardbij", *receipts.words()[1:6]])
    assert receipts.unknown_words(typed) == ["aardbij"]


def test_a_receipt_opens_the_same_mailbox_each_time_and_another_another(settings):
    one, other = receipts.normalise(receipts.new_words()), receipts.normalise(receipts.new_words())
    assert receipts.derive(one) == receipts.derive(one)
    assert receipts.derive(one).mailbox != receipts.derive(other).mailbox
    before = receipts.derive(one)
    settings.DIJKWACHT_RECEIPT_SALT = b"q" * 16
    assert receipts.derive(one).mailbox != before.mailbox


def test_the_private_half_of_a_receipt_never_shows():
    assert "private" not in repr(receipts.derive(receipts.normalise(receipts.new_words())))
