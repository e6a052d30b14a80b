"""How every page of the public site is drawn: in one language, for one party, without a trace."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from dijkwacht.lib.access import Actor, go_on_as
from dijkwacht.lib.files import ACCEPT
from dijkwacht.parties import queries as parties
from dijkwacht.reporting import permissions, queries, texts
from dijkwacht.reporting.models import PublicPoint, Way

if TYPE_CHECKING:
    from dijkwacht.parties.models import Party

DUTCH_WAYS = {"anoniem": Way.ANONYMOUS, "vertrouwelijk": Way.CONFIDENTIAL, "met-naam": Way.KNOWN}
"""The ways as addresses say them."""


@dataclass(slots=True)
class Desk:
    """One party as a visitor meets it."""

    party: "Party"
    point: PublicPoint
    ways: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.point.is_open and bool(self.ways)

    @property
    def code(self) -> str:
        return self.party.code


def desk_of(code: str) -> Desk:
    """
    This will return the desk of a party, and go on as somebody from outside who talks to it.

    :raises Http404: if no party that signed has this code
    """
    party = parties.signatories().filter(code=code).first()
    if party is None:
        raise Http404
    go_on_as(permissions.outsider(party.pk, party_name=party.name))
    point = PublicPoint.objects.filter(party_id=party.pk).first() or PublicPoint(party_id=party.pk)
    return Desk(party, point, queries.ways_open(party.pk))


def outsider_of(desk: Desk) -> Actor:
    """This will return who talks to this desk: nobody knows who."""
    return permissions.outsider(desk.party.pk, party_name=desk.party.name)


def language_of(request: HttpRequest) -> str:
    return texts.chosen(request.GET.get("taal"))


def words_of(request: HttpRequest, desk: Desk | None = None) -> texts.Words:
    """This will return the texts in the language of the address, in the words of the party where it has its own."""
    language = language_of(request)
    if desk is None:
        return texts.words(language, party=texts.book(language)["entry"]["anybody"])
    own = desk.point.texts.get(language, {}) if isinstance(desk.point.texts, dict) else {}
    return texts.words(language, party=desk.party.name, phone=desk.point.phone, own=own)


def show(
    request: HttpRequest, template: str, *, desk: Desk | None = None, status: int = 200, **context: Any
) -> HttpResponse:
    """This will draw a page in the language of the address."""
    language = language_of(request)
    context |= {
        "t": words_of(request, desk),
        "language": language,
        "languages": texts.names(),
        "desk": desk,
        "exit": settings.DIJKWACHT_EXIT,
        "tiles": bool(settings.DIJKWACHT_TILES),
        "tiles_credit": settings.DIJKWACHT_TILES_CREDIT,
        "accept": ACCEPT,
        "query": "" if language == texts.DUTCH else f"?taal={language}",
    }
    with translation.override(language):
        return render(request, f"reporting/public/{template}", context, status=status)


def address(request: HttpRequest, name: str, *args: object) -> str:
    """This will return an address of this site that keeps the language."""
    language = language_of(request)
    path = reverse(f"reporting:{name}", args=args)
    return path if language == texts.DUTCH else f"{path}?taal={language}"


View = Callable[..., HttpResponse]


def outside(view: View) -> View:
    """
    This will open a page to everybody: nobody is logged in here, so there is no authority for a strange form to use.

    Too much at once, and an address that is not there, get a page in the visitor's language.
    """

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RequestDataTooBig:
            return show(request, "problem.html", problem="too_large", status=413)
        except (TooManyFieldsSent, TooManyFilesSent):
            return show(request, "problem.html", problem="too_many", status=413)
        except Http404:
            return show(request, "problem.html", problem="gone", status=404)

    return opened
