from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def source_checks(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def source_check(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def request_source(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def source(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
