from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from dijkwacht.agreement import actions, forms, permissions, queries, rules
from dijkwacht.parties.permissions import ActorRequest, fresh_login_required, needs


@require_http_methods(["GET", "POST"])
@needs("agreement:report")
def reports(request: ActorRequest) -> HttpResponse:
    """Make the half-yearly progress report, and find the earlier ones."""
    now = timezone.now()
    form = forms.MakeReport(request.POST or None, today=timezone.localdate(now), own_party=request.actor.party_id)

    if form.is_valid():
        try:
            made = actions.make_report(actor=request.actor, now=now, **form.cleaned_data)
        except rules.CannotReport as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, f"Rapportage {made.number} is gemaakt en ligt vast.")
            return redirect("agreement:reports")

    context = {"form": form, "reports": queries.reports(request.actor)}
    return render(request, "agreement/reports.html", context)


@require_safe
@needs("agreement:report")
@fresh_login_required
def report(request: ActorRequest, number: str) -> HttpResponse:
    """The PDF of a report as it was made; opening it is logged."""
    found = permissions.reports_visible_to(request.actor).defer("snapshot").select_related("party")
    kept = get_object_or_404(found, number=number)
    content = actions.open_report(kept, actor=request.actor, now=timezone.now())
    about = kept.party.code if kept.party else "drenthe"
    name = f"voortgangsrapportage-{about}-{kept.as_of:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
