"""The desk: somebody calls or stands at the counter, and an officer asks the questions of the website."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from dijkwacht.parties import queries as parties
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, crowd, proof, queries, questions, rules, spelling, texts
from dijkwacht.reporting.forms import public, telephone
from dijkwacht.reporting.models import Door, PublicPoint, Way
from dijkwacht.reporting.views.public import sending, steps
from dijkwacht.reporting.views.public.pages import Desk
from dijkwacht.reporting.views.public.sheets import Sheet

ABOUT = "telephone"


@dataclass(slots=True)
class Call:
    """One conversation: what was asked, and what was written down."""

    sheet: Sheet
    caller: telephone.Caller

    def forms(self) -> list[Any]:
        """The pages of the website that a caller gets, checked; without a name only for who wants that."""
        return [self.sheet.form(step, bound=True) for step in ("about", "tell", *self._named())]

    def _named(self) -> list[str]:
        return [] if self.sheet.way == Way.ANONYMOUS else ["identity"]

    def is_valid(self) -> bool:
        """Checks every page, so that all mistakes show at once."""
        return [form.is_valid() for form in (self.caller, *self.forms())].count(False) == 0


@require_http_methods(["GET", "HEAD", "POST"])
@needs("report:read")
def desk(request: ActorRequest) -> HttpResponse:
    """First what it is about, because the questions follow from that; then all questions on one page."""
    now = timezone.now()
    call = _call(request, now=now)
    if not call.sheet.desk.ways:
        return render(request, "reporting/doors/telephone_closed.html")
    if request.method == "POST" and call.is_valid():
        if sending.told(call.sheet):
            return _write_down(request, call, now=now)
        return _show(request, call, problem="Schrijf op wat de beller vertelde. Eén zin is genoeg.")
    return _show(request, call)


def _call(request: ActorRequest, *, now: datetime) -> Call:
    party = parties.signatories().get(pk=request.actor.party_id or 0)
    point = PublicPoint.objects.filter(party_id=party.pk).first() or PublicPoint(party_id=party.pk)
    at = Desk(party, point, queries.ways_open(party.pk))
    typed = request.POST if request.method == "POST" else QueryDict(request.META.get("QUERY_STRING", ""))
    way = typed.get("way", Way.ANONYMOUS)
    sheet = Sheet(
        request=request,
        desk=at,
        way=way if way in at.ways else Way.ANONYMOUS,
        now=now,
        t=texts.words(texts.DUTCH, party=party.name, phone=point.phone),
        language=texts.DUTCH,
        typed=MultiValueDict({name: typed.getlist(name) for name in public.carried() if name in typed}),
        form_id=_form_id(request, now=now),
    )
    return Call(sheet, telephone.Caller(request.POST or None, open_ways=at.ways))


def _form_id(request: ActorRequest, *, now: datetime) -> proof.FormId:
    try:
        return proof.form_of(request.POST.get("form", ""), ABOUT, now=now)
    except proof.Stale:
        return proof.new_form(ABOUT, now=now)


def _show(request: ActorRequest, call: Call, *, problem: str = "") -> HttpResponse:
    sheet = call.sheet
    if sheet.typed.get("about", "") not in questions.choices():
        choices = [(key, questions.about_name(key)) for key in questions.choices()]
        return render(request, "reporting/doors/telephone_about.html", {"choices": choices})
    bound = request.method == "POST"
    context = {
        "sheet": sheet,
        "about_name": questions.about_name(str(sheet.typed["about"])),
        "urgent": steps.urgent(sheet),
        "tell": sheet.form("tell", bound=bound),
        "identity": sheet.form("identity", bound=bound and sheet.way != Way.ANONYMOUS),
        "caller": call.caller,
        "problem": problem,
    }
    context["wrong"] = _wrong(context) if bound else []
    return render(request, "reporting/doors/telephone.html", context)


def _wrong(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Every mistake with the field that it stands at, for the summary above the page."""
    found = [context[name] for name in ("tell", "caller", "identity")]
    return [
        (each[name].id_for_label or name, error)
        for each in found
        if each.is_bound
        for name in each.errors
        for error in each.errors[name]
    ]


def _write_down(request: ActorRequest, call: Call, *, now: datetime) -> HttpResponse:
    sheet, kind = call.sheet, call.caller.cleaned_data["kind"]
    nonce = sheet.form_id.nonce
    receipt = None if kind == telephone.NO_RECEIPT else sheet.form_id.receipt(kind)
    is_again = crowd.sent_as(nonce) is not None
    if not is_again:
        try:
            is_again = not _send(request, call, receipt, now=now)
        except rules.CannotSend as problem:
            return _show(request, call, problem=str(problem))
        crowd.note_sent(nonce, kind)
    context = {"receipt": receipt, "spoken": spelling.read_out(receipt or ""), "way": sheet.way, "is_again": is_again}
    answer = render(request, "reporting/doors/telephone_done.html", context | {"kind": kind})
    answer["Cache-Control"] = "no-store"
    return answer


def _send(request: ActorRequest, call: Call, receipt: str | None, *, now: datetime) -> bool:
    """This will answer whether it was new: a form that is sent twice makes one report."""
    sheet = call.sheet
    try:
        with transaction.atomic():
            actions.send_report(
                sending.answers(sheet),
                way=sheet.way,
                identity=sending.identity(sheet),
                receipt=receipt,
                door=Door.PHONE,
                actor=request.actor,
                now=now,
            )
    except IntegrityError:
        return False
    return True
