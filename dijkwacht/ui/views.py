"""The gallery of components, and the page about accessibility."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dijkwacht.ui import gallery
from dijkwacht.ui.components.parts import part


@require_safe
@login_required
def show_gallery(request: HttpRequest) -> HttpResponse:
    examples = gallery.examples(request, now=timezone.now())
    return render(request, "ui/gallery.html", {"examples": examples})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This will say what was wrong with a request that could not be read, above all that it was too large."""
    if not isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", status=400)
    if request.headers.get("HX-Request"):
        # A part of a page must not replace what was chosen: it goes where the page keeps room for it.
        headers = {"HX-Retarget": "#te-groot", "HX-Reswap": "innerHTML"}
        return HttpResponse(part("too_large"), status=413, headers=headers)
    return render(request, "413.html", status=413)
