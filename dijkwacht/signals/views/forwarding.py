from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def inbox(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def incoming(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def prepare(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def forwarding(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def letter(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
