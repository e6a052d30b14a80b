"""
What of a visitor of the public site could be written down, is taken away before anything sees it.

Below /melden/ a request has no cookies, no address, no browser and no page that it came from; and the log lines that
it causes carry the hour and nothing of the address in it.
"""

import logging
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

PREFIX = "/melden/"
_TRACES = (
    "HTTP_COOKIE",
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_PORT",
    "REMOTE_USER",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_ORIGIN",
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_CLIENT_IP",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_X_CLUSTER_CLIENT_IP",
    "HTTP_X_REQUEST_ID",
    "HTTP_X_CORRELATION_ID",
    "HTTP_TRACEPARENT",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
    "HTTP_DNT",
)
_HINTS = "HTTP_SEC_"  # what browsers tell of themselves nowadays
_HOUR = 3600
_ALSO_THERE = ("/.well-known/", "/stijlgids/toegankelijkheid/")

_untraced: ContextVar[bool] = ContextVar("untraced", default=False)
GetResponse = Callable[[HttpRequest], HttpResponse]


def no_trace(get_response: GetResponse) -> GetResponse:
    """This will answer requests below /melden/ without knowing who asks. Stands first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_public(request):
            return get_response(request)
        _forget_visitor(request)
        mark = _untraced.set(True)
        try:
            response = get_response(request)
        finally:
            _untraced.reset(mark)
        response.cookies.clear()
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def own_domain(get_response: GetResponse) -> GetResponse:
    """This will show one party's site, and nothing of the work of officers, on that party's own address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        code = _own_party(request)
        if code is None:
            return get_response(request)
        if request.path_info in {"/", PREFIX}:
            request.path_info = request.path = request.META["PATH_INFO"] = f"{PREFIX}{code}/"
        if not request.path_info.startswith((PREFIX, settings.STATIC_URL, *_ALSO_THERE)):
            return HttpResponseNotFound()
        return get_response(request)

    return middleware


class Untraced(logging.Filter):
    """
    Log lines about the public site: only of what broke, with the hour and nothing of the address or the request.

    A wait, a wrong address or too large a file is no line at all: between two lines of officers it would tell when.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if not (_untraced.get() or _is_of_public(record)):
            return True
        record.created = float(int(record.created) // _HOUR * _HOUR)
        record.msecs = 0
        record.relativeCreated = 0
        record.msg, record.args = _without_address(record), None
        for name in ("request", "status_code"):
            record.__dict__.pop(name, None)
        return record.levelno >= logging.ERROR


def _is_of_public(record: logging.LogRecord) -> bool:
    """Django writes most refusals after all middleware, so when `no_trace` is done; the line names the request."""
    request = getattr(record, "request", None)
    return isinstance(request, HttpRequest) and _is_public(request)


def _without_address(record: logging.LogRecord) -> str:
    """Django names the path as an argument; a path can hold the secret of a partner's link."""
    args = record.args if isinstance(record.args, tuple) else ()
    shown = tuple("/melden/…" if isinstance(each, str) and "/melden/" in each else each for each in args)
    try:
        return str(record.msg) % shown if shown else str(record.msg)
    except (TypeError, ValueError):
        return str(record.msg)


def _is_public(request: HttpRequest) -> bool:
    return request.path_info.startswith(PREFIX) or _own_party(request) is not None


def _own_party(request: HttpRequest) -> str | None:
    """The party of whose own address this is. Whether the address is allowed at all is asked later."""
    host = str(request.META.get("HTTP_HOST", "")).rsplit(":", 1)[0].lower()
    parties: dict[str, str] = settings.DIJKWACHT_REPORTING_HOSTS
    return parties.get(host)


def _forget_visitor(request: HttpRequest) -> None:
    for holder in (request.META, getattr(request, "environ", {})):
        for name in [each for each in holder if each in _TRACES or each.startswith(_HINTS)]:
            del holder[name]
    request.META["REMOTE_ADDR"] = ""
