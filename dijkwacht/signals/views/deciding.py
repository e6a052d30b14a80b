from typing import Any

from django.http import Http404, HttpRequest, HttpResponse


def acknowledge(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def decide(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def answer(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def weigh(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def assign(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def hand_over(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def recuse(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def reopen(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def merge(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def unmerge(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def split(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404
