"""The list, and one report: reading, its files, the conversation, the end."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dijkwacht.lib.envelopes import CannotOpen
from dijkwacht.lib.ids import normalise_number
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, desk_rules, queries, replies, unlocked
from dijkwacht.reporting.forms import desk as forms
from dijkwacht.reporting.guards import KeysRequest, needs_open_vault
from dijkwacht.reporting.models import Report, ReportFile, State, Way
from dijkwacht.reporting.views.desk import doors

PER_PAGE = 50
LISTS = {"open": "Te doen", "entered": "Bij een signaal", "closed": "Afgesloten", "gone": "Vernietigd"}


@needs("report:read")
@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    shown = request.GET.get("toon", "open")
    shown = shown if shown in LISTS else "open"
    page = Paginator(queries.desk(request.actor, shown=shown), PER_PAGE).get_page(request.GET.get("page"))
    days, today = queries.confirm_days(), timezone.localdate()
    counted = queries.counts(request.actor)
    context = {
        "page": page,
        "rows": [queries.row_of(each, today=today, days=days) for each in page.object_list],
        "lists": [(name, label, counted[name]) for name, label in LISTS.items()],
        "shown": shown,
        "is_unlocked": unlocked.keys_of(request) is not None,
        "holder": unlocked.holder_of(request.actor),
        "vault_ready": queries.live_key(request.actor.party_id or 0, "intake") is not None,
    }
    return render(request, "reporting/desk/list.html", context)


@needs("report:read")
@needs_open_vault
@require_safe
@doors.says_when_shut
def report(request: KeysRequest, number: str) -> HttpResponse:
    return _show(request, doors.find(request, number, also_gone=True))


@needs("report:read")
@needs_open_vault
@require_POST
@doors.says_when_shut
def ask(request: KeysRequest, number: str) -> HttpResponse:
    found = doors.find(request, number)
    form = forms.Question(request.POST)
    if form.is_valid() and doors.attempt(
        request,
        form,
        lambda: actions.ask(found, **form.cleaned_data, keys=request.keys, actor=request.actor, now=timezone.now()),
    ):
        return doors.back_to(request, found, "Uw bericht ligt in het postvak van de melder.")
    return _show(request, found, form=form)


@needs("report:read")
@needs_open_vault
@require_safe
def report_file(request: KeysRequest, number: str, pk: UUID) -> HttpResponse:
    found = doors.find(request, number)
    now = timezone.now()
    try:
        label, content = actions.open_file(found, file_id=pk, keys=request.keys, actor=request.actor, now=now)
    except (ReportFile.DoesNotExist, CannotOpen):
        raise Http404 from None
    return download(content, name=label.name, media_type=label.media_type)


def download(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """This will give a file to save, which no browser opens or guesses at, and no cache keeps."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Content-Length": str(len(content)),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)


@needs("report:read")
@needs_open_vault
@require_http_methods(["GET", "HEAD", "POST"])
@doors.says_when_shut
def close(request: KeysRequest, number: str) -> HttpResponse:
    found = doors.find(request, number)
    options = {"has_mailbox": found.mailbox is not None, "has_name": found.identity is not None}
    first = {"last_message": replies.farewell(language=found.language), "erase_identity": True}
    form = forms.Close(request.POST or None, initial=first, **options)
    if form.is_valid():
        given = {"erase_identity": form.cleaned_data.get("erase_identity", False)}
        given["last_message"] = form.cleaned_data.get("last_message", "")
        if doors.attempt(
            request,
            form,
            lambda: actions.close_report(found, **given, keys=request.keys, actor=request.actor, now=timezone.now()),
        ):
            return doors.back_to(request, found, "De melding is afgesloten. De bewaartermijn loopt.")
    return render(request, "reporting/desk/close.html", {"report": found, "form": form})


@needs("report:read")
@require_safe
def of_signal(request: ActorRequest, number: str) -> HttpResponse:
    """From a signal back to the conversation."""
    found = queries.report_of_signal(request.actor, normalise_number(number) or "")
    if found is None:
        doors.shut(request, "report:read")
    return redirect("reporting:report", found.number)


def _show(request: KeysRequest, found: Report, *, form: forms.Question | None = None) -> HttpResponse:
    if found.state == State.DELETED:
        return render(request, "reporting/desk/gone.html", {"report": found})
    reading = actions.read_report(found, keys=request.keys, actor=request.actor, now=timezone.now())
    is_first = not any(each.author == "handler" for each in reading.conversation)
    if form is None:
        text = replies.confirmation(language=found.language, way=found.way) if is_first else ""
        form = forms.Question(initial={"text": text})
    context = {
        "report": reading.report,
        "told": reading.told,
        "files": [each for each in reading.files if each.message_id is None],
        "conversation": reading.conversation,
        "form": form,
        "is_first": is_first,
        "can_ask": desk_rules.is_open(reading.report) and desk_rules.has_mailbox(reading.report),
        "language": replies.LANGUAGES.get(found.language, found.language),
        "has_masks": found.masks.filter(is_final=False).exists(),
        "has_name": found.way != Way.ANONYMOUS and found.identity is not None,
        "is_open": desk_rules.is_open(reading.report),
        "may_read_log": request.actor.can("audit:read"),
    }
    return render(request, "reporting/desk/report.html", context)
