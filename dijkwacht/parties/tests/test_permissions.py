"""The code and the database say the same about who sees which roles, people and reviews."""

import pytest
from django.conf import settings
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from dijkwacht.config.roles import PERMISSIONS
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.parties import permissions
from dijkwacht.parties.models import Membership, RightsReview

ROLES = [role for role in settings.ROLES if role != "system"]


@pytest.fixture
def everybody(person, emmen, assen, owner, now):
    """Two parties with people and a signed review each."""
    for party in (emmen, assen):
        signer = person(party, "functional_manager")
        person(party, "director")
        with owner():
            RightsReview.objects.create(party=party, signed_by_id=signer.user_id, signed_at=now, snapshot=[])


@pytest.mark.parametrize("role", ROLES)
def test_the_code_shows_what_the_database_shows(everybody, person, emmen, role):
    actor = person(emmen, role)
    with acting(actor):
        for model, visible in [
            (Membership, permissions.memberships_visible_to(actor)),
            (RightsReview, permissions.reviews_visible_to(actor)),
        ]:
            assert set(visible) == set(model.objects.all())


@pytest.mark.parametrize("role", ROLES)
def test_people_are_seen_by_those_who_may_see_people(everybody, person, emmen, role):
    actor = person(emmen, role)
    with acting(actor):
        seen = permissions.people_visible_to(actor)
        assert seen.exists() == actor.can("people:read")
        assert not seen.filter(email__contains="gm0106").exists()
        assert not seen.filter(is_system=True).exists()


def test_anonymous_sees_nobody(everybody):
    with acting(ANONYMOUS):
        assert not permissions.memberships_visible_to(ANONYMOUS).exists()
        assert not permissions.people_visible_to(ANONYMOUS).exists()


def test_a_page_can_ask_for_one_of_several_rights(director):
    @permissions.needs("audit:read", "signal:read")
    def page(request):
        return HttpResponse("open")

    request = RequestFactory().get("/")
    request.actor, request.waiting_roles = director, []
    with acting(director):
        assert page(request).content == b"open"
    assert page.needs == ("audit:read", "signal:read")


def test_and_refuses_who_has_none(reporter):
    @permissions.needs("audit:read")
    def page(request):
        return HttpResponse("open")

    request = RequestFactory().get("/")
    request.actor, request.waiting_roles = reporter, []
    with acting(reporter), pytest.raises(Http404):
        page(request)


def test_the_table_of_rights_in_the_database_is_that_of_the_code(db):
    from dijkwacht.parties.models import RolePermission

    stored = set(RolePermission.objects.values_list("role", "permission"))
    assert stored == {(role, each) for role, rights in settings.ROLES.items() for each in rights.permissions}


def test_every_right_is_described_and_every_described_right_is_given():
    given = {each for rights in settings.ROLES.values() for each in rights.permissions}
    assert given == set(PERMISSIONS)


def test_nobody_who_manages_people_reads_signals():
    for rights in settings.ROLES.values():
        assert not {"people:manage", "signal:read"} <= rights.permissions
