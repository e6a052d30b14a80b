from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def report(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def draft(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def attachment(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def attachment_remove(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def discard(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def receipt(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def receipts(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def enter(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
