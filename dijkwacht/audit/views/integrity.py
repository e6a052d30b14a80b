"""Is the log still what was written?"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from procrastinate.exceptions import AlreadyEnqueued

from dijkwacht.audit import queries, tasks
from dijkwacht.audit.views.log import ActorRequest
from dijkwacht.lib.doors import needs


@needs("audit:read")
@require_safe
def integrity(request: ActorRequest) -> HttpResponse:
    context = {
        "seal": queries.last_seal(),
        "check": queries.last_check(),
        "waiting": queries.waiting_for_seal(),
    }
    return render(request, "audit/integrity.html", context)


@needs("audit:read")
@require_POST
def check_now(request: ActorRequest) -> HttpResponse:
    """The check reads every row, so a job does it."""
    try:
        with transaction.atomic():
            tasks.check_log.configure().defer(timestamp=int(timezone.now().timestamp()))
    except AlreadyEnqueued:
        messages.info(request, "De controle loopt al.")
    else:
        messages.success(request, "De controle is gestart. Ververs deze pagina over een minuut.")
    return redirect("audit:integrity")
