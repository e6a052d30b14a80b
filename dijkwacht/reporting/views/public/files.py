"""What a page of the public site fetches: a party's colours and pieces of a map."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dijkwacht.reporting import look, tiles
from dijkwacht.reporting.views.public import pages
from dijkwacht.reporting.views.public.pages import outside


@require_safe
@outside
def style(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponse(look.sheet(pages.desk_of(code).point.theme), content_type="text/css; charset=utf-8")


@require_safe
@outside
def tile(request: HttpRequest, zoom: int, column: int, row: int) -> HttpResponse:
    if not settings.DIJKWACHT_TILES or not tiles.is_in_area(zoom, column, row):
        raise Http404
    try:
        content, media_type = tiles.piece(zoom, column, row)
    except OSError as problem:
        raise Http404 from problem
    return HttpResponse(content, content_type=media_type)
