"""The way in: which party, and how to tell it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from dijkwacht.parties import queries as parties
from dijkwacht.reporting import places, queries
from dijkwacht.reporting.models import PublicPoint, Purpose
from dijkwacht.reporting.views.public import pages
from dijkwacht.reporting.views.public.pages import outside


@require_safe
@outside
def entry(request: HttpRequest) -> HttpResponse:
    """Finds the party by the place where something happens."""
    asked = request.GET.get("plaats", "").strip()[:100]
    listed = _parties()
    by_code = {each["code"]: each for each in listed}
    found = [by_code[code] | {"place": name} for name, code in places.municipalities_of(asked) if code in by_code]
    return pages.show(
        request,
        "entry.html",
        asked=asked,
        found=found,
        kept=f"&{urlencode({'plaats': asked})}" if asked else "",
        municipalities=[each for each in listed if each["kind"] == "gemeente"],
        others=[each for each in listed if each["kind"] != "gemeente"],
    )


@require_safe
@outside
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Danger first, then three ways to tell, then what belongs elsewhere."""
    desk = pages.desk_of(code)
    sign = request.GET.get("b", "")[:12]
    ways = [(said, way) for said, way in pages.DUTCH_WAYS.items() if way in desk.ways]
    return pages.show(request, "start.html", desk=desk, ways=ways, sign=sign, kept=f"&b={sign}" if sign else "")


@require_safe
@outside
def protection(request: HttpRequest, code: str) -> HttpResponse:
    """Says of each way what it protects, and what it does not."""
    return pages.show(request, "protection.html", desk=pages.desk_of(code), ways=list(pages.DUTCH_WAYS.values()))


@outside
def missing(request: HttpRequest, rest: str) -> HttpResponse:
    """What is not there says so in the language of the visitor; a forgotten slash is put behind it."""
    if not rest.endswith("/"):
        return redirect(f"{request.path}/")
    raise Http404


def _parties() -> list[dict[str, Any]]:
    open_points = set(PublicPoint.objects.filter(is_open=True).values_list("party_id", flat=True))
    ready = open_points & set(queries.live_keys(Purpose.INTAKE))
    return [
        {"code": each.code, "name": each.name, "kind": each.kind, "is_open": each.pk in ready}
        for each in parties.signatories()
    ]
