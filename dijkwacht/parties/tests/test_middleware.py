"""Around every request: one transaction, as one person."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import current_actor, current_origin
from dijkwacht.parties.middleware import access
from dijkwacht.parties.models import User


@pytest.fixture
def ask(logged_in):
    """`ask(actor, view)` answers a request of that person with a view of the test."""

    def go(actor, view):
        request = RequestFactory().get("/")
        request.session = logged_in(actor).session
        request.user = User.objects.get(pk=actor.user_id)
        return access(view)(request)

    return go


def _write(request, status):
    audit.record("test:done", actor=request.actor, now=timezone.now())
    return HttpResponse(status=status)


def test_a_view_acts_as_the_person_in_her_role(ask, director):
    def view(request):
        assert (current_actor(), current_origin()) == (director, "web")
        return HttpResponse()

    assert ask(director, view).status_code == 200


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (404, 1), (500, 0), (503, 0)])
def test_an_answer_of_500_and_higher_takes_everything_back(ask, director, events, status, kept):
    ask(director, lambda request: _write(request, status))
    assert len(events("test:done")) == kept


def test_a_crash_takes_everything_back(ask, director, events):
    def crash(request):
        _write(request, 200)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(director, crash)
    assert events("test:done") == []


def test_a_streamed_answer_is_refused(ask, director):
    with pytest.raises(TypeError, match="outside the access context"):
        ask(director, lambda request: StreamingHttpResponse(iter(["x"])))


def test_outside_the_request_nobody_acts(ask, director):
    ask(director, lambda request: HttpResponse())
    assert current_actor().user_id is None
