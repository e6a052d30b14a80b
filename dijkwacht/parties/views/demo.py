"""Practice: step in as somebody fictional. These addresses exist in demo mode only; see urls.py."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.audit import actions as audit
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.parties import queries, sessions
from dijkwacht.parties.demo_mode import is_demo
from dijkwacht.parties.models import Party, User


@require_http_methods(["GET", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    if not is_demo():
        raise Http404
    found = queries.demo_people()
    if request.method == "POST":
        return _step_in(request, found)

    text = request.GET.get("q", "").strip()
    context = {
        "parties": [(party, people) for party, people in _matching(found, text) if people],
        "text": text,
        "roles": settings.ROLES,
        "vault": settings.DEMO_VAULT,
    }
    return render(request, "parties/demo.html", context)


def _step_in(request: HttpRequest, found: list[tuple[Party, list[queries.DemoPerson]]]) -> HttpResponse:
    chosen = request.POST.get("membership", "")
    people = {str(membership): each for _, those in found for each in those for membership, _ in each.roles}
    if chosen not in people:
        raise Http404

    user = User.objects.get(pk=people[chosen].user_id)
    # Whoever was here before does not count; the login tables are closed to her for somebody else.
    with acting(ANONYMOUS):
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        UserSession.objects.create_from_request(request)
    request.session[sessions.MEMBERSHIP] = int(chosen)
    request.session[sessions.STEPPED_IN] = user.pk
    sessions.mark_second_factor(request, user_id=user.pk)
    audit.record("login:stepped_in", subject=user, actor=request.actor, now=timezone.now())  # type: ignore[attr-defined]
    return redirect("home")


def _matching(
    found: list[tuple[Party, list[queries.DemoPerson]]], text: str
) -> list[tuple[Party, list[queries.DemoPerson]]]:
    wanted = text.casefold().split()

    def fits(party: Party, person: queries.DemoPerson) -> bool:
        roles = " ".join(settings.ROLES[role].label for _, role in person.roles)
        where = f"{party.name} {person.name} {roles}".casefold()
        return all(word in where for word in wanted)

    return [(party, [each for each in people if fits(party, each)]) for party, people in found]
