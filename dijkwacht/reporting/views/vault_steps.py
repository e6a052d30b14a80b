"""What officers do with the vault: each page one step, with what it means said first."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.lib import receipts
from dijkwacht.lib.envelopes import CannotOpen
from dijkwacht.parties.permissions import ActorRequest, fresh_login_required, needs
from dijkwacht.reporting import actions, queries, unlocked
from dijkwacht.reporting.forms import vault as forms
from dijkwacht.reporting.guards import KeysRequest, fresh_for_secrets, needs_open_vault
from dijkwacht.reporting.vault_rules import CannotKeep
from dijkwacht.reporting.views.vault import KEEPERS

both = require_http_methods(["GET", "HEAD", "POST"])


@both
@needs(*KEEPERS)
@fresh_for_secrets
def set_up(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    state = queries.vault(request.actor, queries.purpose_of(request.actor) or "")
    if state.key is not None:
        return redirect("reporting:vault")
    chosen, keepers = _new_passphrase(request), _keepers(request)
    if chosen.is_valid() & keepers.is_valid():
        try:
            ceremony = actions.set_up_vault(**chosen.cleaned_data, **keepers.cleaned_data, actor=request.actor, now=now)
        except CannotKeep as problem:
            chosen.add_error(None, str(problem))
        else:
            answer = _sheets(request, ceremony)
            unlocked.keep_open(request, answer, private=ceremony.private, now=now)
            return answer
    return _page(request, "set_up", form=chosen, keepers=keepers, state=state, suggestion=receipts.new_words(5))


@both
@needs(*KEEPERS)
@fresh_for_secrets
def join(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    form = _new_passphrase(request)
    if form.is_valid():
        try:
            holder, private = actions.join_vault(**form.cleaned_data, actor=request.actor, now=now)
        except CannotKeep as problem:
            form.add_error(None, str(problem))
        else:
            answer = _page(request, "joined", words=queries.control_words(bytes(holder.public)))
            unlocked.keep_open(request, answer, private=private, now=now)
            return answer
    return _page(request, "join", form=form, suggestion=receipts.new_words(5))


@both
@needs(*KEEPERS)
@fresh_login_required
@needs_open_vault
def let_in(request: KeysRequest, pk: int) -> HttpResponse:
    waiting = queries.live_holders(request.actor, request.keys.holder.purpose).exclude(pk=request.keys.holder.pk)
    holder = get_object_or_404(waiting.select_related("user"), pk=pk)
    form = forms.SameWords(request.POST or None)
    if form.is_valid():
        try:
            actions.let_in(holder, keys=request.keys, actor=request.actor, now=timezone.now())
        except (CannotKeep, CannotOpen) as problem:
            form.add_error(None, str(problem))
        else:
            return _done(request, f"{holder.user.name} kan nu meldingen openen met de eigen wachtzin.")
    return _page(request, "let_in", form=form, holder=holder, words=queries.control_words(bytes(holder.public)))


@both
@needs("vault:manage")
@fresh_login_required
def leave(request: ActorRequest, pk: int) -> HttpResponse:
    mine = queries.purpose_of(request.actor)
    holder = get_object_or_404(queries.holders_here(request.actor, mine).select_related("user"), pk=pk)
    keys = unlocked.keys_of(request)
    form = forms.Why(request.POST or None)
    if form.is_valid():
        actions.leave_vault(holder, **form.cleaned_data, keys=keys, actor=request.actor, now=timezone.now())
        return _done(request, f"{holder.user.name} heeft geen sleutel meer.")
    state = queries.vault(request.actor, holder.purpose)
    context = {
        "holder": holder,
        "is_me": holder.user_id == request.actor.user_id,
        "is_only": state.has_one and any(each.has_key and each.holder.pk == holder.pk for each in state.holders),
        "rotates": keys is not None and keys.holder.pk != holder.pk,
    }
    return _page(request, "leave", form=form, **context)


@both
@needs(*KEEPERS)
@fresh_login_required
@needs_open_vault
def rotate(request: KeysRequest) -> HttpResponse:
    form = forms.Why(request.POST or None)
    if form.is_valid():
        try:
            rewrap = actions.rotate_key(**form.cleaned_data, keys=request.keys, actor=request.actor, now=timezone.now())
        except (CannotKeep, CannotOpen) as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("reporting:rewrap", rewrap.pk)
    state = queries.vault(request.actor, request.keys.holder.purpose)
    return _page(request, "rotate", form=form, state=state)


@both
@needs(*KEEPERS)
@fresh_for_secrets
@needs_open_vault
def passphrase(request: KeysRequest) -> HttpResponse:
    form = _new_passphrase(request)
    if form.is_valid():
        actions.change_passphrase(
            form.cleaned_data["passphrase"], keys=request.keys, actor=request.actor, now=timezone.now()
        )
        return _done(request, "Uw wachtzin is veranderd.")
    return _page(request, "passphrase", form=form, suggestion=receipts.new_words(5))


@both
@needs(*KEEPERS)
@fresh_for_secrets
@needs_open_vault
def security_key(request: KeysRequest) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("step") == "remove":
        actions.remove_security_key(keys=request.keys, actor=request.actor, now=now)
        return _done(request, "Alleen uw wachtzin opent nu nog uw kluis.")
    form = forms.SecurityKey(request.POST or None)
    if form.is_valid():
        actions.add_security_key(**form.cleaned_data, keys=request.keys, actor=request.actor, now=now)
        return _done(request, "Uw beveiligingssleutel opent voortaan ook de kluis.")
    return _page(request, "security_key", form=form, holder=request.keys.holder)


@both
@needs(*KEEPERS)
@fresh_for_secrets
def recover(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    state = queries.vault(request.actor, queries.purpose_of(request.actor) or "")
    halves, chosen = forms.Halves(request.POST or None), _new_passphrase(request)
    if halves.is_valid() & chosen.is_valid():
        try:
            _, private = actions.recover_from_escrow(
                **halves.cleaned_data, **chosen.cleaned_data, actor=request.actor, now=now
            )
        except (CannotKeep, CannotOpen) as problem:
            halves.add_error(None, str(problem))
        else:
            answer = _done(request, "De kluis is weer open. Maak nu een nieuwe noodsleutel en vervang de sleutel.")
            unlocked.keep_open(request, answer, private=private, now=now)
            return answer
    return _page(request, "recover", form=halves, chosen=chosen, state=state, suggestion=receipts.new_words(5))


@both
@needs(*KEEPERS)
@fresh_login_required
@needs_open_vault
def new_sheets(request: KeysRequest) -> HttpResponse:
    form = _keepers(request)
    if form.is_valid():
        given = {**form.cleaned_data, "keys": request.keys, "actor": request.actor, "now": timezone.now()}
        try:
            return _sheets(request, actions.replace_escrow(**given))
        except (CannotKeep, CannotOpen) as problem:
            form.add_error(None, str(problem))
    return _page(request, "new_sheets", form=form)


def _new_passphrase(request: ActorRequest) -> forms.NewPassphrase:
    about = [request.actor.name, request.actor.party_name]
    return forms.NewPassphrase(request.POST or None, about=about, account=request.user)


def _keepers(request: ActorRequest) -> forms.Keepers:
    return forms.Keepers(request.POST or None, officer=request.actor.name)


def _sheets(request: ActorRequest, ceremony: actions.Ceremony) -> HttpResponse:
    """The only time that the halves are anywhere but on paper."""
    escrow = ceremony.escrow
    sheets = [(1, escrow.first_keeper, ceremony.first), (2, escrow.second_keeper, ceremony.second)]
    return _page(request, "sheets", escrow=escrow, sheets=sheets)


def _page(request: ActorRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"reporting/vault/{name}.html", context)


def _done(request: ActorRequest, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("reporting:vault")
