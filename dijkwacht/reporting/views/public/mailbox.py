"""The reporter's mailbox: opened with a receipt, never by an address, and closed again by itself."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.lib.files import CannotAccept, CleanFile
from dijkwacht.reporting import actions, crowd, proof, questions, reopening, rules
from dijkwacht.reporting.forms.public import STORY
from dijkwacht.reporting.mailboxes import Mailbox
from dijkwacht.reporting.models import State
from dijkwacht.reporting.views.public import pages, sheets
from dijkwacht.reporting.views.public.pages import outside

ABOUT = "mailbox"


@require_http_methods(["GET", "HEAD", "POST"])
@outside
def mailbox(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    do = request.POST.get("do", "")
    if request.method != "POST" or do == "close":
        return door(request, now=now)
    if do == "open":
        return _open(request, now=now)
    opened = reopening.opened_by(request.POST.get("token", ""), now=now)
    if opened is None:
        return door(request, now=now, problem="expired")
    found = actions.enter_mailbox(opened)
    if found is None:
        return door(request, now=now, problem="wrong")
    return _do(request, found, do, now=now)


def door(request: HttpRequest, *, now: datetime, problem: str = "", seconds: int = 0) -> HttpResponse:
    """This will ask for the receipt; what was typed in an answer stays."""
    context: dict[str, Any] = {"problem": problem, "seconds": seconds, "text": request.POST.get("text", "")}
    # A browser without script presses again after a moment: it keeps its form.
    context["form_id"] = _form(request, now=now) if seconds else proof.new_form(ABOUT, now=now)
    if seconds or problem == "stale":
        context["typed"] = request.POST.get("code", "")[:500]
    status = 429 if seconds else 200
    return pages.show(request, "mailbox_door.html", status=status, **context)


def show(request: HttpRequest, found: Mailbox, *, now: datetime, **context: Any) -> HttpResponse:
    """This will draw the open mailbox, and mark what the handler asked as read."""
    desk = pages.desk_of(found.report.party.code)
    told = actions.own_answers(found)
    about = questions.about_name(str(told.get("about", "")), language=pages.language_of(request))
    context |= {
        "report": found.report,
        "token": reopening.token_of(found.id, found.pair, now=now),
        "once": proof.new_form(ABOUT, now=now).nonce,
        "said": actions.read_messages(found, now=now),
        "files": actions.files_of(found),
        "told": told | {"about_name": about or told.get("about_name", "")},
        "signs": _signs(told, language=pages.language_of(request)),
        "is_closed": found.report.state == State.CLOSED,
    }
    return pages.show(request, "mailbox.html", desk=desk, **context)


def _signs(told: dict[str, Any], *, language: str) -> list[str]:
    """What was ticked, in the language of the page; what the form no longer offers, as it was."""
    names = dict(questions.sign_names(str(told.get("about", "")), language=language))
    return [names.get(each["key"], each["name"]) for each in told.get("signs", [])]


def _open(request: HttpRequest, *, now: datetime) -> HttpResponse:
    try:
        form_id = _form(request, now=now)
    except proof.Stale:
        return door(request, now=now, problem="stale")
    if not form_id.is_solved(request.POST.get("work", "")):
        seconds = form_id.seconds_to_wait(settings.DIJKWACHT_MAILBOX_WAIT, now=now)
        if seconds:
            return door(request, now=now, seconds=seconds)
    found = actions.open_mailbox(request.POST.get("code", ""))
    if found is None:
        crowd.note_tried(form_id.nonce)
        return door(request, now=now, problem="wrong")
    return show(request, found, now=now, typed=request.POST.get("text", ""))


def _form(request: HttpRequest, *, now: datetime) -> proof.FormId:
    return proof.form_for_code(request.POST.get("form", ""), ABOUT, now=now)


def _do(request: HttpRequest, found: Mailbox, do: str, *, now: datetime) -> HttpResponse:
    if do == "answer":
        return _answer(request, found, now=now)
    if do == "delete":
        desk = pages.desk_of(found.report.party.code)
        token = reopening.token_of(found.id, found.pair, now=now)
        return pages.show(request, "mailbox_delete.html", desk=desk, token=token)
    if do == "delete-yes":
        actions.delete_report(found, now=now)
        return pages.show(request, "mailbox_deleted.html")
    return show(request, found, now=now)


def _answer(request: HttpRequest, found: Mailbox, *, now: datetime) -> HttpResponse:
    text = request.POST.get("text", "").replace("\x00", "")
    once = f"answer:{request.POST.get('once', '')[:100]}"
    if crowd.sent_as(once):
        return show(request, found, now=now, is_sent=True)
    files, refused = _files(request)
    if refused:
        return show(request, found, now=now, typed=text, refused=refused)
    problem = _problem(request, found, text, len(files))
    if problem:
        return show(request, found, now=now, typed=text, problem=problem)
    try:
        actions.answer(found, text, files=files, now=now)
    except rules.CannotAnswer:
        return show(request, found, now=now, typed=text, problem=pages.words_of(request)["errors"]["failed"])
    crowd.note_sent(once, "answer")
    return show(request, found, now=now, is_sent=True)


def _problem(request: HttpRequest, found: Mailbox, text: str, files: int) -> str:
    t = pages.words_of(request)
    if not text.strip() and not files:
        return str(t["mailbox"]["answer_required"])
    if len(text) > STORY:
        most = str(STORY)
        return str(t["errors"]["too_long"]).replace("{n}", str(len(text))).replace("{most}", most)
    return str(t["mailbox"]["state_closed"]) if found.report.state == State.CLOSED else ""


def _files(request: HttpRequest) -> tuple[list[CleanFile], list[str]]:
    t, language = pages.words_of(request), pages.language_of(request)
    files: list[CleanFile] = []
    refused: list[str] = []
    chosen = request.FILES.getlist("files")
    if len(chosen) > sheets.MOST_FILES:
        return [], [t["files"]["too_many"]]
    for each in chosen:
        try:
            files.append(sheets.cleaned(each.name or "", each.read()))
        except CannotAccept as problem:
            refused.append(sheets.refusal(problem, name=each.name or "", t=t, language=language))
    if refused and files:
        refused.append(t["mailbox"]["choose_again"])
    return files, refused
