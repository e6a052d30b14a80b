"""Reference data as loaded from our own files, changed by the people who may."""

import pytest
from django.urls import reverse

from dijkwacht.knowledge.models import Indicator, Phenomenon
from dijkwacht.lib.access import acting


@pytest.fixture
def act(now):
    """`act(actor, actions.edit_row, row, ...)` does one thing as that person."""

    def do(actor, action, *args, at=None, **given):
        with acting(actor, now=at or now):
            return action(*args, **given, actor=actor, now=at or now)

    return do


@pytest.fixture
def phenomenon(db):
    return Phenomenon.objects.get(code="hennepkwekerij")


@pytest.fixture
def clue(phenomenon):
    return Indicator.objects.filter(phenomenon=phenomenon).first()


@pytest.fixture
def page(logged_in):
    """`page(actor, "row", "fenomenen", code)` is the page as that person reads it."""

    def get(actor, name, *args, query=""):
        return logged_in(actor).get(reverse(f"knowledge:{name}", args=args) + query)

    return get


@pytest.fixture
def send(logged_in):
    def post(actor, address, /, *args, **fields):
        return logged_in(actor).post(reverse(f"knowledge:{address}", args=args), fields)

    return post
