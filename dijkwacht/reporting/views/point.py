"""The public point of a party, for who looks after it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.parties import queries as parties
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, look, point_rules, queries, texts
from dijkwacht.reporting.forms import point as forms
from dijkwacht.reporting.models import PublicPoint


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report:point")
def point(request: ActorRequest) -> HttpResponse:
    found = _point(request)
    shown = {name: getattr(found, name) for name in ("is_open", "phone", "domain", "threshold")}
    form = forms.Point(request.POST or None, initial=shown | forms.initial_of(found.theme))
    if form.is_valid():
        try:
            actions.update_public_point(**form.changes(), actor=request.actor, now=timezone.now())
        except point_rules.CannotOpenPoint as problem:
            form.add_error("is_open", str(problem))
        except look.CannotRead as problem:
            form.add_error("own_colours", str(problem))
        else:
            messages.success(request, "Het openbare meldpunt is bijgewerkt.")
            return redirect("reporting:point")
    context = {"form": form, "languages": _languages(found), "ways": queries.ways_open(found.party_id)}
    return render(request, "reporting/point/point.html", context | _about(request))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report:point")
def point_texts(request: ActorRequest, language: str) -> HttpResponse:
    """The texts of one language; "Voorbeeld" shows them as a visitor will read them, before they are kept."""
    if language not in texts.LANGUAGES:
        raise Http404
    found = _point(request)
    own = found.texts.get(language, {})
    form = forms.Texts(request.POST or None, initial=own, language=language, party=request.actor.party_name)
    preview: dict[str, Any] | None = None
    if form.is_valid():
        if request.POST.get("step") != "preview":
            actions.write_point_texts(language, form.cleaned_data, actor=request.actor, now=timezone.now())
            messages.success(request, f"De teksten in het {texts.names()[language]} zijn bewaard.")
            return redirect("reporting:point_texts", language)
        preview = texts.words(language, party=request.actor.party_name, phone=found.phone, own=form.cleaned_data)
    context = {"form": form, "t": preview, "language": language, "name": texts.names()[language]}
    return render(request, "reporting/point/texts.html", context | _about(request))


def _point(request: ActorRequest) -> PublicPoint:
    found = PublicPoint.objects.filter(party_id=request.actor.party_id or 0).first()
    return found or PublicPoint(party_id=request.actor.party_id or 0)


def _languages(found: PublicPoint) -> list[dict[str, Any]]:
    return [{"code": code, "name": name, "own": len(found.texts.get(code, {}))} for code, name in texts.names().items()]


def _about(request: ActorRequest) -> dict[str, Any]:
    return {"code": parties.own_party(request.actor).code, "languages_of_site": texts.names()}
