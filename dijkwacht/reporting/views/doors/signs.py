"""Posters and cards: made, listed, counted; and the address that is on them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, posters, queries
from dijkwacht.reporting.forms import doors as forms
from dijkwacht.reporting.models import PublicPoint, Sign
from dijkwacht.reporting.views.public import pages
from dijkwacht.reporting.views.public.pages import outside


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report:point")
def signs(request: ActorRequest) -> HttpResponse:
    form = forms.Signs(request.POST or None)
    if form.is_valid():
        made = actions.make_signs(**form.cleaned_data, actor=request.actor, now=timezone.now())
        words = "Er is één bord gemaakt." if len(made) == 1 else f"Er zijn {len(made)} borden gemaakt."
        messages.success(request, f"{words} Kies hieronder een formaat om af te drukken.")
        return redirect("reporting:signs")
    campaigns = queries.campaigns(request.actor)
    context = {"form": form, "campaigns": campaigns, "papers": posters.PAPERS.values()}
    return render(request, "reporting/doors/signs.html", context)


@require_safe
@needs("report:point")
def sign_pdf(request: ActorRequest, code: str, paper: str) -> HttpResponse:
    sign = get_object_or_404(queries.own_signs(request.actor), code=code)
    if paper not in posters.PAPERS:
        raise Http404
    point = PublicPoint.objects.filter(party_id=sign.party_id).first() or PublicPoint()
    content = posters.draw_sign(
        posters.PAPERS[paper],
        party=request.actor.party_name,
        address=_address(request, sign, point),
        phone=point.phone,
        place=sign.place,
        made_at=timezone.now(),
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="bord-{sign.code}-{paper}.pdf"'
    return answer


def _address(request: HttpRequest, sign: Sign, point: PublicPoint) -> str:
    """At the party's own address where it has one."""
    path = reverse("reporting:by_sign", args=[sign.code])
    return f"https://{point.domain}{path}" if point.domain else request.build_absolute_uri(path)


@require_POST
@needs("report:point")
def remove_sign(request: ActorRequest, code: str) -> HttpResponse:
    sign = get_object_or_404(queries.own_signs(request.actor), code=code)
    actions.remove_sign(sign, actor=request.actor, now=timezone.now())
    messages.success(request, f"Vastgelegd dat het bord bij {sign.place} weg is. De code blijft werken.")
    return redirect("reporting:signs")


@require_safe
@outside
def by_sign(request: HttpRequest, code: str) -> HttpResponse:
    """Who scans a sign comes at the form of its party; the form carries the code, and nothing is counted before it."""
    sign = Sign.objects.select_related("party").filter(code=code.upper()).first()
    if sign is None:
        return redirect(pages.address(request, "entry"))
    answer = redirect(f"{reverse('reporting:start', args=[sign.party.code])}?b={sign.code}")
    answer.status_code = 303
    return answer
