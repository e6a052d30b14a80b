"""Attempts to log in count for all web processes together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import connection

from dijkwacht.lib.ids import uuid7
from dijkwacht.parties import tasks


@pytest.fixture
def elsewhere(db):
    """`elsewhere(do)` does a thing over a connection of its own, as another web process would; it is committed."""

    def run(do):
        def do_and_close():
            try:
                return do()
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(do_and_close).result()

    return run


def test_five_guesses_over_two_processes_close_the_door(elsewhere, rf, log_in, with_password, person, emmen, owner):
    user = with_password(person(emmen, "reporter"))
    with owner():
        user.email = f"{uuid7()}@emmen.example"  # what another process counts stays counted, also after this test
        user.save()

    guess = rf.post("/", REMOTE_ADDR="192.0.2.7")
    for _ in range(3):
        elsewhere(lambda: get_adapter().pre_authenticate(guess, email=user.email))
    for _ in range(2):
        assert "te vaak geprobeerd" not in log_in(user, password="gok").content.decode()

    assert "te vaak geprobeerd" in log_in(user).content.decode()


def test_a_code_is_used_once_wherever(elsewhere):
    code = str(uuid7())
    assert elsewhere(lambda: cache.add(code, "y", timeout=60))
    assert not cache.add(code, "y", timeout=60)


def test_what_is_over_counts_no_longer(db):
    cache.set("attempt", [1.5], timeout=-1)
    assert cache.get("attempt") is None
    assert cache.add("attempt", [2.5], timeout=60)
    assert cache.get("attempt") == [2.5]


def test_a_value_can_live_longer_or_be_taken_away(db):
    cache.set("attempt", True, timeout=None)
    assert cache.touch("attempt", 60)
    assert cache.delete("attempt")
    assert not cache.touch("attempt", 60)
    assert "attempt" not in cache


def test_no_address_stands_in_the_table(db):
    cache.set("allauth:rl:account:login:ip:192.0.2.7", [1.0])
    with connection.cursor() as cursor:
        cursor.execute("select string_agg(key || value, ' ') from parties_count")
        assert "192.0.2" not in cursor.fetchone()[0]


def test_each_night_forgets_what_is_over(db):
    cache.set("old", 1, timeout=-1)
    cache.set("new", 1, timeout=60)
    tasks.forget_counts(0)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from parties_count where expires <= clock_timestamp()")
        assert cursor.fetchone() == (0,)
    assert cache.get("new") == 1
