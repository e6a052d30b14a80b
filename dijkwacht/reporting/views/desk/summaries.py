"""Left what was told, right the searchable summary; and taking words out for later readers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, desk_rules, unlocked
from dijkwacht.reporting.actions import Reading
from dijkwacht.reporting.forms import desk as forms
from dijkwacht.reporting.guards import KeysRequest, needs_open_vault
from dijkwacht.reporting.models import Report
from dijkwacht.reporting.suggestions import leave_out, pieces, suggest
from dijkwacht.reporting.views.desk import doors
from dijkwacht.signals.forms import reporting as signal_forms

ALL = "*"


@needs("report:read")
@require_http_methods(["GET", "HEAD", "POST"])
@doors.says_when_shut
def summarise(request: ActorRequest, number: str) -> HttpResponse:
    """A form that comes when the vault has closed keeps what was typed; only the report itself is not shown."""
    keys = unlocked.keys_of(request)
    if keys is None and request.method != "POST":
        return _led_to_vault(request)
    found = doors.find(request, number)
    try:
        desk_rules.check_can_enter(found)
    except desk_rules.CannotEnter as problem:
        messages.info(request, str(problem))
        return redirect("reporting:report", found.number)
    now = timezone.now()
    reading = actions.read_report(found, keys=keys, actor=request.actor, now=now) if keys else None
    form, persons = _forms(request, reading)
    if reading is None:
        form.add_error(
            None, "De kluis is intussen dichtgegaan. Uw tekst staat er nog. Open de kluis in een nieuw tabblad."
        )
    elif _is_sent(request) and all([form.is_valid(), *(each.is_valid() for each in persons)]):
        answer = _enter(request, found, form, persons, keys=keys)
        if answer is not None:
            return answer
    return _show(request, found, form, persons, reading)


@needs_open_vault
def _led_to_vault(request: KeysRequest) -> HttpResponse:
    raise AssertionError("the vault is closed here")  # pragma: no cover


def _is_sent(request: ActorRequest) -> bool:
    return request.method == "POST" and not {"leave_out", "step"} & set(request.POST)


def _forms(request: ActorRequest, reading: Reading | None) -> tuple[forms.Summary, list[signal_forms.NamedPerson]]:
    options: dict[str, Any] = {
        "phenomena": knowledge.phenomena().prefetch_related(None),
        "clues_of": knowledge.indicators_of,
        "today": timezone.localdate(),
        "given": reading.files if reading else [],
    }
    if _is_sent(request):
        return forms.Summary(request.POST, **options), signal_forms.persons(sent=request.POST)
    if request.method == "POST":
        typed = _left_out(request.POST)
        initial = {
            name: typed.getlist(name) if name in {"indicators", "take"} else typed.get(name, "") for name in typed
        }
        people = {name: typed.getlist(name) for name in typed if name.startswith("person")}
        return forms.Summary(initial=initial, **options), signal_forms.persons(typed=people)
    return forms.Summary(initial=forms.first_summary(reading.told), **options), signal_forms.persons()  # type: ignore[union-attr]


def _left_out(post: QueryDict) -> QueryDict:
    """What was typed, with the words that the officer chose replaced: "own_observation|Jan", or all of a field."""
    typed = post.copy()
    field, _, word = post.get("leave_out", "").partition("|")
    if field in forms.STORIES:
        text = typed.get(field, "")
        words = [each.text for each in suggest(text)] if word == ALL else [word]
        typed[field] = leave_out(text, words)
    return typed


def _enter(
    request: ActorRequest,
    found: Report,
    form: forms.Summary,
    persons: list[signal_forms.NamedPerson],
    *,
    keys: unlocked.Keys | None,
) -> HttpResponse | None:
    made: list[str] = []
    files = [UUID(each) for each in form.cleaned_data.get("take", [])]

    def enter() -> None:
        given = {"summary": form.told(persons), "files": files, "keys": keys}
        made.append(actions.enter_as_signal(found, **given, actor=request.actor, now=timezone.now()).number)  # type: ignore[arg-type]

    if not doors.attempt(request, form, enter):
        return None
    messages.success(request, f"Het signaal staat in Dijkwacht onder nummer {made[0]}.")
    return redirect("signals:detail", made[0])


def _show(
    request: ActorRequest,
    found: Report,
    form: forms.Summary,
    persons: list[signal_forms.NamedPerson],
    reading: Reading | None,
) -> HttpResponse:
    marked = [(name, suggest(str(form[name].value() or ""))) for name in forms.STORIES]
    context: dict[str, Any] = {"report": found, "form": form, "persons": persons, "marked": dict(marked)}
    context["left"] = sum(len(each) for _, each in marked)
    context["has_persons"] = any(each.is_open for each in persons)
    if reading:
        told = reading.told
        stories = [("own", told.own), ("heard", told.heard), ("thought", told.thought)]
        context |= {
            "told": told,
            "files": reading.files,
            "stories": [(kind, pieces(text)) for kind, text in stories if text],
            "place": pieces(told.place),
            "asked": [(label, pieces(answer)) for label, answer in told.questions],
            "conversation": [(each, pieces(each.text)) for each in reading.conversation],
        }
    return render(request, "reporting/desk/summary.html", context)


@needs("report:read")
@needs_open_vault
@require_http_methods(["GET", "HEAD", "POST"])
@doors.says_when_shut
def mask(request: KeysRequest, number: str) -> HttpResponse:
    found = doors.find(request, number)
    now = timezone.now()
    reading = actions.read_report(found, keys=request.keys, actor=request.actor, now=now)
    findings = {each.text: each.reason for text in reading.told.texts() for each in suggest(text)}
    form = forms.MaskWords(request.POST or None, findings=findings.items())
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("words", "reason")}
        given["is_final"] = bool(form.cleaned_data["is_final"])
        if doors.attempt(
            request,
            form,
            lambda: actions.mask_words(found, **given, keys=request.keys, actor=request.actor, now=now),
        ):
            return doors.back_to(request, found, "De woorden zijn afgeschermd.")
    return render(request, "reporting/desk/mask.html", {"report": found, "form": form})


@needs("report:read")
@needs_open_vault
@require_http_methods(["GET", "HEAD", "POST"])
@doors.says_when_shut
def masks(request: KeysRequest, number: str) -> HttpResponse:
    """Shows the words that were taken out with a lock on, or puts them back."""
    found = doors.find(request, number)
    form = forms.Why(request.POST or None)
    opened = None
    if form.is_valid():
        given = {**form.cleaned_data, "keys": request.keys, "actor": request.actor, "now": timezone.now()}
        if request.POST.get("step") == "back":
            actions.put_back(found, **given)
            return doors.back_to(request, found, "De woorden staan weer in de melding.")
        opened = actions.open_masks(found, **given)
    return render(request, "reporting/desk/masks.html", {"report": found, "form": form, "opened": opened})
