"""What happens while somebody writes: saving, files, indicators, throwing away. With script and without."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.signals import actions, permissions, rules
from dijkwacht.signals.views import sheets
from dijkwacht.signals.views.reporting import show


@require_POST
@needs("signal:report")
def save(request: ActorRequest) -> HttpResponse:
    """Saves while typing (204), or by the button for later (back to the sheet)."""
    by_button = request.POST.get("step") == "later"
    try:
        if sheets.goes_elsewhere(request):
            raise rules.CannotReport("Dit hoort in een ander kanaal. Wij bewaren het niet.")
        draft = sheets.keep(request, now=timezone.now())
    except rules.CannotReport as problem:
        if not by_button:
            return HttpResponse(str(problem), status=409, content_type="text/plain; charset=utf-8")
        messages.warning(request, str(problem))
        return sheets.back(request, to="inhoud")
    if not by_button:
        return HttpResponse(status=204, headers={"Draft": str(draft.pk)})
    messages.success(request, "Uw melding is bewaard. U kunt nu verder, of later. Alleen u kunt haar zien.")
    return sheets.back(request, to="inhoud")


@require_POST
@needs("signal:report")
def indicators(request: ActorRequest) -> HttpResponse:
    """The indicators of the chosen phenomenon, as a part of the page or as the page again."""
    now = timezone.now()
    sheet = sheets.typed(request, now=now)
    if request.headers.get("HX-Request"):
        return render(request, "signals/report_clues.html", {"form": sheet.report, "sheet": sheet})
    if sheet.goes_elsewhere:
        # Shown as it was typed, but not kept.
        return show(request, sheet)
    _keep_if_open(request)
    return sheets.back(request, to="kenmerken")


@require_POST
@needs("signal:report")
def attachment(request: ActorRequest) -> HttpResponse:
    """Takes in photos and documents while the report is still being written."""
    went = sheets.where_it_went(request)
    if went:
        return went
    now = timezone.now()
    draft = sheets.keep(request, now=now)
    refused = sheets.attach(draft, request.FILES.getlist("files"), actor=request.actor, now=now)
    return _files(request, draft.pk, refused)


@require_POST
@needs("signal:report")
def attachment_remove(request: ActorRequest, pk: UUID) -> HttpResponse:
    _keep_if_open(request)
    found = get_object_or_404(permissions.draft_attachments_of(request.actor).defer("sealed"), pk=pk)
    actions.remove_attachment(found, actor=request.actor)
    return _files(request, sheets.key_of(request), [])


@require_POST
@needs("signal:report")
def discard(request: ActorRequest) -> HttpResponse:
    draft = permissions.drafts_of(request.actor).filter(pk=sheets.key_of(request)).first()
    if draft is not None:
        actions.discard_draft(draft, actor=request.actor, now=timezone.now())
        messages.success(request, "Uw concept is weggegooid, met de bestanden erbij.")
    return redirect("signals:enter" if sheets.is_entry(request) else "signals:report")


def _keep_if_open(request: ActorRequest) -> None:
    """Without script the whole form comes along: keep what was typed."""
    if "title" in request.POST and not sheets.where_it_went(request):
        sheets.keep(request, now=timezone.now())


def _files(request: ActorRequest, draft: UUID, refused: list[str]) -> HttpResponse:
    if request.headers.get("HX-Request"):
        found = permissions.drafts_of(request.actor).filter(pk=draft).first()
        attachments = list(found.attachments.defer("sealed")) if found else []
        return render(request, "signals/report_files.html", {"attachments": attachments, "refused": refused})
    for text in refused:
        messages.error(request, text)
    return sheets.back(request, to="bijlagen")
