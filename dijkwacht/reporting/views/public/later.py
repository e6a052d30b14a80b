"""Going on with a report that was interrupted, with the words that were given then."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from dijkwacht.parties import queries as parties
from dijkwacht.reporting import actions, crowd, proof
from dijkwacht.reporting.models import Way
from dijkwacht.reporting.views.public import pages, sheets
from dijkwacht.reporting.views.public.pages import outside
from dijkwacht.reporting.views.public.steps import show_step

ABOUT = "later"


@require_http_methods(["GET", "HEAD", "POST"])
@outside
def resume(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    typed = request.POST.get("code", "")[:500]
    fresh = proof.new_form(ABOUT, now=now)
    if request.method != "POST":
        return pages.show(request, "resume.html", form_id=fresh)
    try:
        form_id = proof.form_for_code(request.POST.get("form", ""), ABOUT, now=now)
    except proof.Stale:
        return pages.show(request, "resume.html", form_id=fresh, problem="stale", typed=typed)
    seconds = form_id.seconds_to_wait(settings.DIJKWACHT_MAILBOX_WAIT, now=now)
    if seconds and not form_id.is_solved(request.POST.get("work", "")):
        return pages.show(request, "resume.html", form_id=form_id, seconds=seconds, typed=typed, status=429)
    found = actions.resume_draft(typed)
    if found is None:
        crowd.note_tried(form_id.nonce)
        return pages.show(request, "resume.html", form_id=fresh, problem="wrong", typed=typed)
    return _go_on(request, found, code=typed)


def _go_on(request: HttpRequest, found: actions.Resumed, *, code: str) -> HttpResponse:
    """The same sheet as then, on the page where it was left."""
    party = parties.signatories().get(pk=found.party_id)
    desk = pages.desk_of(party.code)
    kept = found.answers
    way = kept.get("way", Way.ANONYMOUS)
    sheet = sheets.begin(request, desk, way, now=timezone.now())
    sheet.typed = MultiValueDict(kept.get("answers", {}))
    sheet.draft, sheet.sign, sheet.link = code, kept.get("sign", ""), kept.get("link", "")
    step = kept.get("step", "")
    return show_step(sheet, step if step in sheet.steps else sheet.steps[0])
