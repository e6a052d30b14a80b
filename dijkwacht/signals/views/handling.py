from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def signals(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def search(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def detail(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def persons(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def reporter(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def attachment(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
