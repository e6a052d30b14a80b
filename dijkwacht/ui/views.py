"""The gallery of components, and the page about accessibility."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dijkwacht.ui import gallery


@require_safe
@login_required
def show_gallery(request: HttpRequest) -> HttpResponse:
    examples = gallery.examples(request, now=timezone.now())
    return render(request, "ui/gallery.html", {"examples": examples})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")
