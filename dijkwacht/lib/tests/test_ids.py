import string

from hypothesis import given
from hypothesis import strategies as st

from dijkwacht.lib.ids import normalise_number, public_number, uuid7

numbers = st.builds(lambda _: public_number("S"), st.integers())


def test_it_looks_like_a_number_that_people_can_read_aloud():
    number = public_number("S")

    assert [len(part) for part in number.split("-")] == [1, 4, 3]
    assert not set(number[1:]) & set("ILOUZ")


def test_numbers_are_random():
    assert len({public_number("S") for _ in range(1000)}) == 1000


@given(numbers)
def test_it_forgives_small_letters_and_spaces(number):
    assert normalise_number(f" {number.lower().replace('-', ' - ')} ") == number
    assert normalise_number(number.replace("-", "")) == number


@given(numbers)
def test_it_forgives_misread_characters(number):
    misread = number.replace("0", "o").replace("1", "l").replace("2", "Z")

    assert normalise_number(misread) == number


@given(numbers, st.sampled_from([2, 3, 4, 5, 7, 8, 9]), st.sampled_from(string.digits + "ABCDEFGHJKMNPQRSTVWXY"))
def test_it_notices_one_wrong_character(number, place, character):
    typed = number[:place] + character + number[place + 1 :]

    assert (normalise_number(typed) is not None) == (typed == number)


@given(numbers, st.sampled_from([2, 3, 4, 7]))
def test_it_notices_two_swapped_characters(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert (normalise_number(swapped) is not None) == (swapped == number)


def test_anything_else_is_no_number():
    for text in ["", "S", "S-", "S-7K3P", "7K3P91X", "een schuur", "S-7K3P-91U", "SSSS-7K3P-910", "--"]:
        assert normalise_number(text) is None


def test_database_ids_follow_time():
    ids = [uuid7() for _ in range(100)]

    assert ids == sorted(ids)
    assert ids[0].version == 7
