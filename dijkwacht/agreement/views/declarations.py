from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from dijkwacht.agreement import actions, forms, permissions, rules
from dijkwacht.agreement.views.shared import ambition_or_404, party_or_404
from dijkwacht.parties.permissions import ActorRequest, needs, refuse


@require_http_methods(["GET", "POST"])
@needs("agreement:declare")
def declare(request: ActorRequest, number: str, code: str) -> HttpResponse:
    """Say, dated and with a document, how it stands with an ambition of your own party."""
    now = timezone.now()
    ambition, party = ambition_or_404(number, day=timezone.localdate(now)), party_or_404(code)
    if not permissions.can_declare(request.actor, party.pk):
        refuse(request, wanted="agreement:declare")
    if not ambition.applies_to_kind(party.kind):
        raise Http404
    form = forms.Declare(request.POST or None, request.FILES or None, today=timezone.localdate(now), ambition=ambition)

    if form.is_valid():
        try:
            actions.declare_status(ambition, party=party, actor=request.actor, now=now, **form.cleaned_data)
        except rules.CannotDeclare as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Uw verklaring over ambitie {number} is vastgelegd.")
            return redirect("agreement:cell", number, code)

    return render(request, "agreement/declare.html", {"ambition": ambition, "party": party, "form": form})


@require_http_methods(["GET", "POST"])
@needs("agreement:declare")
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back a declaration, with the reason."""
    found = permissions.declarations_visible_to(request.actor).select_related("ambition", "party")
    declaration = get_object_or_404(found, pk=pk)
    if not permissions.can_declare(request.actor, declaration.party_id):
        refuse(request, wanted="agreement:declare")
    form = forms.Withdraw(request.POST or None)
    number, code = declaration.ambition.number, declaration.party.code

    if form.is_valid():
        try:
            actions.withdraw_declaration(declaration, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except rules.CannotWithdraw as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "De verklaring is ingetrokken.")
            return redirect("agreement:cell", number, code)

    return render(request, "agreement/withdraw.html", {"declaration": declaration, "form": form})


@require_safe
@needs("agreement:read")
def document(request: ActorRequest, pk: int) -> HttpResponse:
    """The document behind a declaration of the own party; opening it is logged."""
    found = permissions.documents_visible_to(request.actor).select_related("declaration")
    kept = get_object_or_404(found, declaration_id=pk)
    content = actions.open_document(kept, actor=request.actor, now=timezone.now())
    headers = {"Content-Disposition": content_disposition_header(True, kept.name) or "attachment"}
    return HttpResponse(content, content_type=kept.media_type, headers=headers)
