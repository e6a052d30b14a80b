"""
Every address, as everybody.

`WHO` says who may open a page. An address that is not in it fails the test: say who may, before you build on.
An object in the address is one of Emmen; the stranger does the same work in Assen.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_table import PUBLIC, WHO

HIDDEN = 404
EMMEN_ROLES = [
    "reporter", "intake_officer", "second_assessor", "director", "policy_adviser", "executive", "communication",
    "personnel", "custodian", "privacy_officer", "auditor", "functional_manager",
]  # fmt: skip


def all_names() -> list[str]:
    """Every address of ours that has a name, with its room."""
    found: list[str] = []

    def walk(patterns, prefix):
        for each in patterns:
            if isinstance(each, URLResolver):
                walk(each.url_patterns, f"{prefix}{each.namespace}:" if each.namespace else prefix)
            elif isinstance(each, URLPattern) and each.name:
                found.append(prefix + each.name)

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


OURS = [name for name in all_names() if ":" in name or name in {"home"}]


def test_every_address_says_who_may_open_it():
    unknown = [name for name in OURS if name not in WHO and name not in PUBLIC]
    assert unknown == [], "add these addresses to tests/access_table.py"


def test_the_table_names_no_address_that_is_gone():
    assert [name for name in {*WHO, *PUBLIC} if name not in OURS] == []


def url(name, things):
    arguments = WHO[name][1](things) if name in WHO else PUBLIC[name](things)
    return reverse(name, args=arguments)


def test_nobody_opens_anything_without_logging_in(things):
    walked = {name: Client().get(url(name, things)) for name in OURS if name in WHO}
    login = reverse("account_login")
    opened = {
        name: answer.status_code
        for name, answer in walked.items()
        if not (answer.status_code in {404, 405} or answer.get("Location", "").startswith(login))
    }
    assert opened == {}


def test_every_address_opens_for_who_may_and_for_nobody_else(things, browsers):
    wrong = [
        f"{role} got {status} at {name}, may: {sorted(WHO[name][0])}"
        for name in OURS
        if name in WHO
        for role, browser in browsers.items()
        if ((status := _answer(browser, url(name, things))) != HIDDEN) != (role in WHO[name][0])
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def _answer(browser, address) -> int:
    """What somebody gets; an address that only takes a form gets an empty one."""
    status = browser.get(address).status_code
    return browser.post(address).status_code if status == 405 else status


@pytest.fixture
def browsers(request, logged_in, stranger, working_group, riec_adviser):
    people = {role: request.getfixturevalue(role) for role in EMMEN_ROLES}
    people |= {"stranger": stranger, "working_group": working_group, "riec_adviser": riec_adviser}
    return {role: logged_in(actor) for role, actor in people.items()}


def test_a_refused_page_leaves_a_trace(logged_in, reporter, auditor, things):
    from dijkwacht.audit.models import Event
    from dijkwacht.lib.access import acting

    logged_in(reporter).get(reverse("signals:list"))
    with acting(auditor):
        assert Event.objects.filter(action="access:refused", user_id=reporter.user_id).exists()


def test_every_role_of_the_table_is_walked():
    assert set(EMMEN_ROLES) | {"working_group", "riec_adviser", "system"} == set(settings.ROLES)
