"""Functional management: who works here, and in which roles."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dijkwacht.audit import actions as audit
from dijkwacht.parties import actions, forms, permissions, queries, rules
from dijkwacht.parties.models import User
from dijkwacht.parties.permissions import ActorRequest, fresh_login_required, needs

NO_MAIL = "De e-mail kon niet worden verstuurd. Probeer het later opnieuw."


@require_GET
@needs("people:read")
def people(request: ActorRequest) -> HttpResponse:
    form = forms.PeopleFilter(request.GET, party=queries.own_party(request.actor))
    chosen = form.cleaned_data if form.is_valid() else {}
    today = timezone.localdate()
    found = queries.people(
        request.actor,
        text=chosen.get("q", ""),
        role=chosen.get("role", ""),
        state=chosen.get("state", ""),
        today=today,
    )
    context = {
        "filter": form,
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "can_manage": request.actor.can("people:manage"),
        "can_review": request.actor.can("people:review"),
        "review_due": queries.review_is_due(request.actor, now=timezone.now()),
        "last_review": queries.last_review(request.actor),
        "today": today,
    }
    return render(request, "parties/people.html", context)


@require_GET
@needs("people:read")
def person(request: ActorRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    today = timezone.localdate()
    memberships = list(queries.memberships_of(somebody, actor=request.actor))
    manages = request.actor.can("people:manage") and somebody.pk != request.actor.user_id
    audit.record("person:read", subject=somebody, actor=request.actor, now=timezone.now())
    context = {
        "person": somebody,
        "live": [each for each in memberships if not each.ends_on or each.ends_on > today],
        "past": [each for each in memberships if each.ends_on and each.ends_on <= today],
        "manages": manages,
        "is_me": somebody.pk == request.actor.user_id,
        "can_reset": manages and queries.works_only_here(somebody, actor=request.actor),
        "today": today,
    }
    return render(request, "parties/person.html", context)


@require_http_methods(["GET", "POST"])
@needs("people:manage")
@fresh_login_required
def add_person(request: ActorRequest) -> HttpResponse:
    form = forms.AddPerson(
        request.POST or None, party=queries.own_party(request.actor), initial={"starts_on": timezone.localdate()}
    )
    if form.is_valid():
        now = timezone.now()
        try:
            somebody = actions.add_person(actor=request.actor, now=now, **form.cleaned_data)
        except rules.CannotGrant as problem:
            form.add_error(None, str(problem))
        else:
            _invite(request, somebody)
            return redirect("parties:person", somebody.pk)
    return render(request, "parties/add_person.html", {"form": form})


@require_http_methods(["GET", "POST"])
@needs("people:manage")
@fresh_login_required
def give_role(request: ActorRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    today = timezone.localdate()
    held = [each.role for each in queries.memberships_of(somebody, actor=request.actor) if each.is_live(today)]
    form = forms.GiveRole(
        request.POST or None, party=queries.own_party(request.actor), held=held, initial={"starts_on": today}
    )
    if form.is_valid():
        try:
            actions.give_role(somebody, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except rules.CannotGrant as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{somebody.name} heeft de rol gekregen.")
            return redirect("parties:person", somebody.pk)
    return render(request, "parties/give_role.html", {"form": form, "person": somebody})


@require_http_methods(["GET", "POST"])
@needs("people:manage")
@fresh_login_required
def end_role(request: ActorRequest, pk: int) -> HttpResponse:
    here = permissions.memberships_visible_to(request.actor).filter(permissions.at_party_of(request.actor))
    membership = get_object_or_404(here.exclude(role="system").select_related("user"), pk=pk)
    form = forms.EndRole(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        try:
            actions.end_role(membership, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except rules.CannotEnd as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "De rol is beëindigd.")
            return redirect("parties:person", membership.user_id)
    context = {"form": form, "membership": membership, "person": membership.user}
    return render(request, "parties/end_role.html", context)


@require_http_methods(["GET", "POST"])
@needs("people:manage")
@fresh_login_required
def leave(request: ActorRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    form = forms.Reason(request.POST or None)
    if form.is_valid():
        try:
            actions.leave(somebody, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except rules.CannotEnd as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"{somebody.name} heeft hier geen rol meer.")
            return redirect("parties:person", somebody.pk)
    return render(request, "parties/leave.html", {"form": form, "person": somebody})


@require_http_methods(["GET", "POST"])
@needs("people:manage")
@fresh_login_required
def forget_second_factor(request: ActorRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    if not queries.works_only_here(somebody, actor=request.actor):
        permissions.refuse(request, wanted="people:manage")
    form = forms.Reason(request.POST or None)
    if form.is_valid():
        actions.forget_second_factor(somebody, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{somebody.name} kan nu een nieuwe extra beveiliging instellen.")
        return redirect("parties:person", somebody.pk)
    return render(request, "parties/forget_factor.html", {"form": form, "person": somebody})


@require_POST
@needs("people:manage")
@fresh_login_required
def invite(request: ActorRequest, pk: int) -> HttpResponse:
    somebody = _person(request, pk)
    _invite(request, somebody)
    return redirect("parties:person", somebody.pk)


def _invite(request: ActorRequest, somebody: User) -> None:
    if actions.send_invitation(somebody, actor=request.actor, now=timezone.now()):
        messages.success(request, f"{somebody.name} kan inloggen. Wij hebben een e-mail gestuurd met uitleg.")
    else:
        messages.warning(request, NO_MAIL)


def _person(request: ActorRequest, pk: int) -> User:
    found: User = get_object_or_404(permissions.people_visible_to(request.actor), pk=pk)
    return found
