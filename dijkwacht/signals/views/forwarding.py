"""A signal to the competent authority (Awb 2:3), and what other parties forwarded to this one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib.ids import normalise_number
from dijkwacht.parties.permissions import ActorRequest, fresh_login_required, needs
from dijkwacht.signals import actions, permissions, queries, rules
from dijkwacht.signals.forms import forwarding as forms
from dijkwacht.signals.models import Forwarding, Signal
from dijkwacht.signals.views import doors
from dijkwacht.signals.views.handling import download

both = require_http_methods(["GET", "POST"])
ANONYMOUS = "anonymous"


@needs("signal:forward")
@both
def prepare(request: ActorRequest, number: str) -> HttpResponse:
    signal = doors.find(request, number)
    doors.demand(request, "signal:forward", signal)
    regime = signal.regime
    stopped = doors.cannot(
        request,
        signal,
        lambda: rules.check_can_forward(signal, regime_allows=regime.may_forward, why_not=regime.why_not_forward),
    )
    if stopped:
        return stopped
    asked = normalise_number(request.GET.get("concept", ""))
    concept = signal.forwardings.filter(number=asked, sent_at=None).first() if asked else None
    pick = _authority_form(request, signal)
    if not pick.is_valid():
        return doors.page(request, "forward_pick", signal, form=pick, concept=concept)
    return _write(request, signal, pick.cleaned_data["chosen"], concept)


def _authority_form(request: ActorRequest, signal: Signal) -> forms.ChooseAuthority:
    proposals = queries.proposals_for(signal)
    proposed = [each.authority for each in proposals]
    return forms.ChooseAuthority(
        request.GET if {"authority", "other"} & set(request.GET) else None,
        proposed=[(each.authority, each.name) for each in proposals],
        hints={each.authority: each.hint for each in proposals},
        others=[(each.code, each.name) for each in knowledge.authorities() if each.code not in proposed],
    )


def _write(request: ActorRequest, signal: Signal, authority: str, concept: Forwarding | None) -> HttpResponse:
    form = _forward_form(request, signal, authority, concept)
    made: list[Forwarding] = []
    if form.is_valid() and doors.attempt(
        request,
        form,
        lambda: made.append(
            actions.prepare_forwarding(
                signal,
                authority=authority,
                concept=concept,
                **form.forwarding(),
                actor=request.actor,
                now=timezone.now(),
            )
        ),
    ):
        return redirect("signals:forwarding", signal.number, made[0].number)
    return doors.page(request, "forward", signal, form=form, authority=knowledge.authority(authority))


def _forward_form(request: ActorRequest, signal: Signal, authority: str, concept: Forwarding | None) -> forms.Forward:
    proposal = next((each for each in queries.proposals_for(signal) if each.authority == authority), None)
    anonymous = signal.regime_id == ANONYMOUS
    return forms.Forward(
        request.POST or None,
        initial=_told_before(concept) if concept else _told_first(signal, proposal),
        bases=[(each.code, f"{each.name} ({each.article})") for each in knowledge.legal_bases()],
        recipients=queries.recipients_for(signal, authority),
        asks_consent=proposal is not None and proposal.asks_consent,
        protects_source=anonymous or signal.confidential,
        anonymous=anonymous,
    )


def _told_first(signal: Signal, proposal: queries.Proposal | None) -> dict[str, Any]:
    """What the letter begins with: the object and the own observation; never persons or the reporter."""
    return {
        "legal_basis": (proposal.legal_basis if proposal else "") or rules.FORWARD_BASIS,
        "subject": signal.title,
        "place": signal.where,
        "message": signal.own_observation,
        "stays_behind": "Personen, de melder en wat van anderen is gehoord: niet nodig voor de ontvanger.",
    }


def _told_before(concept: Forwarding) -> dict[str, Any]:
    names = ("legal_basis_id", "subject", "place", "message", "stays_behind", "reporter_told", "recipient_id")
    told = {name.removesuffix("_id"): getattr(concept, name) for name in names}
    return told | {"recipient": concept.recipient_id or forms.OUTSIDE}


def _of(request: ActorRequest, number: str, forwarding: str) -> tuple[Signal, Forwarding]:
    signal = doors.find(request, number)
    doors.demand(request, "signal:forward", signal)
    found = signal.forwardings.select_related("authority", "recipient", "legal_basis", "made_by", "signal", "party")
    return signal, get_object_or_404(found.defer("letter"), number=normalise_number(forwarding) or "")


@needs("signal:forward")
@require_GET
def forwarding(request: ActorRequest, number: str, forwarding: str) -> HttpResponse:
    signal, found = _of(request, number, forwarding)
    today = timezone.localdate()
    return doors.page(request, "forwarding", signal, forwarding=found, form=forms.Confirm(), today=today)


@needs("signal:forward")
@fresh_login_required
@both
def send(request: ActorRequest, number: str, forwarding: str) -> HttpResponse:
    signal, found = _of(request, number, forwarding)
    form = forms.Send(request.POST or None)
    now = timezone.now()
    if form.is_valid() and doors.attempt(
        request, form, lambda: actions.send_forwarding(found, actor=request.actor, now=now)
    ):
        messages.success(request, "Verstuurd. De brief staat klaar.")
        return redirect("signals:forwarding", signal.number, found.number)
    return doors.page(request, "send", signal, forwarding=found, form=form)


@needs("signal:forward")
@both
def confirm(request: ActorRequest, number: str, forwarding: str) -> HttpResponse:
    signal, found = _of(request, number, forwarding)
    form = forms.Confirm(request.POST or None)
    now = timezone.now()
    if form.is_valid() and doors.attempt(
        request, form, lambda: actions.confirm_forwarding(found, **form.cleaned_data, actor=request.actor, now=now)
    ):
        return doors.leave(request, signal, "De bevestiging is vastgelegd.")
    return doors.page(request, "forwarding", signal, forwarding=found, form=form, today=timezone.localdate())


@needs("signal:forward")
@both
def remind(request: ActorRequest, number: str, forwarding: str) -> HttpResponse:
    signal, found = _of(request, number, forwarding)
    form = forms.Send(request.POST or None)
    now = timezone.now()
    if form.is_valid() and doors.attempt(
        request, form, lambda: actions.remind_forwarding(found, actor=request.actor, now=now)
    ):
        messages.success(request, "De herinnering is vastgelegd. U krijgt een nieuwe termijn.")
        return redirect("signals:forwarding", signal.number, found.number)
    return doors.page(request, "remind", signal, forwarding=found, form=form)


@needs("signal:forward")
@require_GET
def letter(request: ActorRequest, number: str, forwarding: str) -> HttpResponse:
    signal, found = _of(request, number, forwarding)
    if found.sent_at is None:
        doors.shut(request, "signal:forward")
    content = actions.open_letter(signal.forwardings.get(pk=found.pk), actor=request.actor, now=timezone.now())
    return download(content, name=f"{found.number}.pdf", media_type="application/pdf")


@needs("signal:intake")
@require_GET
def inbox(request: ActorRequest) -> HttpResponse:
    answered = permissions.incoming_to(request.actor).exclude(confirmed_at=None, returned_at=None)
    recent = answered.select_related("party").defer("letter").order_by("-sent_at", "-id")[:25]
    waiting = queries.incoming_forwardings(request.actor).defer("letter").order_by("sent_at", "id")
    return render(request, "signals/inbox.html", {"waiting": waiting, "recent": recent})


@needs("signal:intake")
@both
def incoming(request: ActorRequest, number: str) -> HttpResponse:
    found = permissions.incoming_to(request.actor).select_related("party", "legal_basis", "regime").defer("letter")
    forwarding = found.filter(number=normalise_number(number) or "").first()
    if forwarding is None:
        doors.shut(request, "signal:intake")
    now = timezone.now()
    sends_back = request.POST.get("step") == "return"
    form = forms.Return(request.POST if sends_back else None)
    accept = forms.Send(request.POST if request.method == "POST" and not sends_back else None)
    if form.is_valid() and _sent_back(request, forwarding, form):
        return redirect("signals:inbox")
    if accept.is_valid():
        made: list[Signal] = []
        if doors.attempt(
            request,
            accept,
            lambda: made.append(actions.receive_forwarding(forwarding, actor=request.actor, now=now)),
        ):
            return doors.leave(request, made[0], "Dit is nu uw signaal. De afzender ziet dat u het ontving.")
    actions.open_incoming(forwarding, actor=request.actor, now=now)
    return render(request, "signals/incoming.html", {"forwarding": forwarding, "form": form, "accept": accept})


def _sent_back(request: ActorRequest, forwarding: Forwarding, form: forms.Return) -> bool:
    given, now = form.cleaned_data, timezone.now()
    done = doors.attempt(
        request, form, lambda: actions.return_forwarding(forwarding, **given, actor=request.actor, now=now)
    )
    if done:
        messages.success(request, "Teruggestuurd. De afzender leest uw reden.")
    return done
