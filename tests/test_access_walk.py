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

OPENS = {200, 302, 405, 409}
EMMEN_ROLES = [
    "reporter", "intake_officer", "second_assessor", "director", "policy_adviser", "executive", "communication",
    "personnel", "privacy_officer", "auditor", "functional_manager",
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


@pytest.mark.parametrize("name", [name for name in OURS if name in WHO])
def test_nobody_opens_it_without_logging_in(name, things):
    answer = Client().get(url(name, things))
    assert answer.status_code in {302, 404, 401, 405}
    if answer.status_code == 302:
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [name for name in OURS if name in WHO])
def test_only_who_may_opens_it(name, things, browsers):
    allowed, _ = WHO[name]
    address = url(name, things)
    wrong = {
        role: status
        for role, browser in browsers.items()
        if ((status := browser.get(address).status_code) in OPENS) != (role in allowed)
    }
    assert wrong == {}, f"{address}: may {sorted(allowed)}"


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
