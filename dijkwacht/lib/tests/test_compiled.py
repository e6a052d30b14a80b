"""A compiled query answers what the queryset would, whatever fills it."""

import pytest
from django.db.models import Q, Value

from dijkwacht.lib.access import Actor, acting
from dijkwacht.lib.compiled import Compiled, among, slot
from dijkwacht.parties.models import Membership, Party


@pytest.fixture
def parties(db):
    return list(Party.objects.all())


def test_it_answers_as_the_queryset_for_each_value(parties):
    by_kind = Compiled(lambda: Party.objects.filter(kind=slot("kind"), position__gte=slot("least")))
    for kind in ["gemeente", "waterschap", "no such kind"]:
        expected = list(Party.objects.filter(kind=kind, position__gte=3))
        assert by_kind(kind=kind, least=3) == expected


def test_joined_and_annotated_things_come_along(person, emmen):
    somebody = person(emmen, "reporter")
    made = Compiled(
        lambda: Membership.objects.filter(user_id=slot("user")).select_related("party").annotate(why=Value(7))
    )
    with acting(somebody):
        with_party = made.first(user=somebody.user_id)
    assert (with_party.party.name, with_party.why) == (emmen.name, 7)


def test_deferred_fields_stay_deferred(parties, django_assert_num_queries):
    short = Compiled(lambda: Party.objects.only("code").filter(code=slot("code")))
    found = short.first(code=parties[0].code)
    with django_assert_num_queries(1):
        assert found.name == parties[0].name


def test_a_shape_is_compiled_once(parties):
    made = []

    def make(most):
        made.append(most)
        return Party.objects.filter(kind=slot("kind"))[:most]

    limited = Compiled(make)
    assert [len(limited(most, kind="gemeente")) for most in (2, 2, 3)] == [2, 2, 3]
    assert made == [2, 3]


def test_an_actor_is_filled_in_by_herself(parties):
    own = Compiled(lambda actor: Party.objects.filter(Q(pk=actor.party_id)))
    for party in parties[:2]:
        assert own(actor=Actor(user_id=1, party_id=party.pk)) == [party]


def test_rights_change_the_shape(parties):
    def make(actor):
        return Party.objects.all() if actor.can("all") else Party.objects.none()

    seen = Compiled(make)
    assert len(seen(actor=Actor(user_id=1, permissions=frozenset({"all"})))) == len(parties)
    assert seen(actor=Actor(user_id=1)) == []


def test_one_of_a_list_and_one_of_nothing(parties):
    some = Compiled(lambda: Party.objects.filter(among("code", "codes")))
    codes = [party.code for party in parties[:3]]
    assert some(codes=codes) == parties[:3]
    assert some(codes=[]) == []


def test_nothing_equals_an_empty_slot(parties):
    by_kind = Compiled(lambda: Party.objects.filter(kind=slot("kind")))
    assert by_kind(kind=None) == []


def test_a_forgotten_value_is_an_error(parties):
    with pytest.raises(KeyError):
        Compiled(lambda: Party.objects.filter(kind=slot("kind")))()
