"""Matrix page and progress reports, at demo size, inside one process."""

import time
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from benchmarks.database import as_owner, milliseconds


def measure(say: Callable[[str], None]) -> dict[str, float]:
    """This will return seconds for the matrix page and for the PDF of all parties and of one."""
    from dijkwacht.agreement import actions
    from dijkwacht.lib.access import acting
    from dijkwacht.parties.access import actor_for
    from dijkwacht.parties.models import Membership

    with as_owner():
        found = Membership.objects.select_related("user", "party").filter(role="policy_adviser").first()
    if found is None:
        raise SystemExit("no demo data")
    say("matrix page and reports ...")
    browser = _browser(found)
    page = milliseconds(lambda: browser.get("/overeenkomst/")) / 1000
    now = timezone.now()
    with acting(actor_for(found)) as actor:
        today = timezone.localdate(now)
        whole = _seconds(lambda: actions.make_report(None, as_of=today, actor=actor, now=now))
        one = _seconds(lambda: actions.make_report(found.party, as_of=today, actor=actor, now=now))
    return {"matrix page, 28 x 17": page, "PDF of the province, 17 parties": whole, "PDF of one party": one}


def _seconds(what: Callable[[], Any]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def _browser(membership: Any) -> Client:
    from dijkwacht.parties import sessions

    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(membership.user)
    session = browser.session
    session[sessions.MEMBERSHIP] = membership.pk
    session[sessions.SECOND_FACTOR] = membership.user_id
    session.save()
    return browser
