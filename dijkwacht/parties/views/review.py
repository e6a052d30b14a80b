"""The yearly look at who holds which role, signed by the person who looked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from dijkwacht.parties import actions, forms, permissions, queries, rules
from dijkwacht.parties.permissions import ActorRequest, fresh_login_required, needs


@require_GET
@needs("people:read")
def reviews(request: ActorRequest) -> HttpResponse:
    context = {
        "reviews": permissions.reviews_visible_to(request.actor),
        "due": queries.review_is_due(request.actor, now=timezone.now()),
        "can_review": request.actor.can("people:review"),
    }
    return render(request, "parties/reviews.html", context)


@require_http_methods(["GET", "POST"])
@needs("people:review")
@fresh_login_required
def review(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    live = list(queries.live_memberships(request.actor, today=timezone.localdate(now)))
    form = forms.Review(request.POST or None, live=live, by=request.actor.user_id)
    if form.is_valid():
        remark = form.cleaned_data["remark"]
        try:
            signed = actions.sign_review(decisions=form.decisions(), remark=remark, actor=request.actor, now=now)
        except (rules.CannotReview, rules.CannotEnd) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "De controle is ondertekend.")
            return redirect("parties:review_detail", signed.pk)
    return render(request, "parties/review.html", {"form": form})


@require_GET
@needs("people:read")
def review_detail(request: ActorRequest, pk: int) -> HttpResponse:
    signed = get_object_or_404(permissions.reviews_visible_to(request.actor), pk=pk)
    ended = sum(line["decision"] == "end" for line in signed.snapshot)
    return render(request, "parties/review_detail.html", {"review": signed, "ended": ended})
