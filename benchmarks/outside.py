"""What people outside do: sending a report, opening a mailbox; and a party that gets a new key. To 127.0.0.1 only."""

import base64
import hashlib
import html
import http.client
import json
import re
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from benchmarks.stack import Stack

CLIENTS = (1, 8, 32)
EACH = {1: 12, 8: 3, 32: 1}
"""Reports that each client has ready: a sum was done for each, which is the browser's work and not the server's."""
PARTY = "gm0114"
FORM = f"/melden/{PARTY}/formulier/anoniem/"
MAILBOX = "/melden/postvak/"
WRONG = "0000 1111 2222 3333 4444"
REWRAPPED = 10_000
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_SUM = re.compile(r'data-work="([^"]+)"')


class Visitor:
    """A browser without script that keeps nothing but the page that is open."""

    def __init__(self, stack: Stack) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=120)
        self.text = ""

    def ask(self, address: str, fields: list[tuple[str, str]] | None = None) -> int:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        self.connection.request("POST" if fields else "GET", address, urlencode(fields) if fields else None, kind)
        answer = self.connection.getresponse()
        self.text = answer.read().decode()
        return answer.status

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [(name, html.unescape(value)) for name, value in _HIDDEN.findall(self.text)]

    def filled_in(self) -> list[tuple[str, str]]:
        """This will fill in a report and return what the last button sends, with the sum done."""
        self.ask(FORM)
        told = "Achter de schuur staan vaten en het ruikt scherp."
        for typed in ({"about": "lab"}, {"own": told}, {}):
            self.ask(FORM, [*self.hidden, *typed.items(), ("go", "next")])
        return [*self.hidden, ("kind", "digits"), ("work", self._work()), ("go", "send")]

    def send(self, ready: list[tuple[str, str]]) -> None:
        if self.ask(FORM, ready) != 200 or 'class="code' not in self.text:
            raise SystemExit(f"a report from outside was not taken: {re.sub('<[^>]+>', ' ', self.text)[-600:]}")

    def look_in(self, receipt: str) -> None:
        self.ask(MAILBOX)
        asked = [(name, value) for name, value in self.hidden if name != "work"]
        self.ask(MAILBOX, [*asked, ("do", "open"), ("code", receipt), ("work", self._work())])
        if "vinden wij niets" not in self.text:
            raise SystemExit(f"the receipt was not looked at: {re.sub('<[^>]+>', ' ', self.text)[-600:]}")

    def _work(self) -> str:
        found = _SUM.search(self.text)
        if found is None:
            raise SystemExit(f"no sum on the last page: {re.sub('<[^>]+>', ' ', self.text)[-600:]}")
        asked = json.loads(html.unescape(found.group(1)))
        for number in range(asked["max"] + 1):
            if hashlib.sha256(f"{asked['salt']}{number}".encode()).hexdigest() == asked["challenge"]:
                return base64.b64encode(json.dumps({"salt": asked["salt"], "number": number}).encode()).decode()
        raise SystemExit("the sum has no answer")


def measure(stack: Stack, say: Callable[[str], None]) -> dict[int, tuple[float, int]]:
    """This will return, by number of clients, reports taken a second and the memory of all processes in MB."""
    found = {}
    for clients in CLIENTS:
        visitors = [Visitor(stack) for _ in range(clients)]
        ready = [[visitor.filled_in() for _ in range(EACH[clients])] for visitor in visitors]
        highest = [stack.memory()]
        seconds = _at_once(visitors, ready, watch=lambda highest=highest: highest.append(stack.memory()))
        found[clients] = (clients * EACH[clients] / seconds, max(highest))
        say(f"reports from outside, {clients} at once: {found[clients][0]:.1f} a second, {found[clients][1]} MB")
    return found


def _at_once(visitors: list[Visitor], ready: list[Any], *, watch: Callable[[], None]) -> float:
    def work(visitor: Visitor, forms: list[list[tuple[str, str]]]) -> None:
        for form in forms:
            visitor.send(form)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(visitors, ready, strict=True)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        watch()
        time.sleep(0.2)
    return time.monotonic() - began


def looking(stack: Stack, times: int = 8) -> float:
    """This will return the seconds that a wrong receipt takes, its sum too; a right one does the same work."""
    visitor = Visitor(stack)
    visitor.look_in(WRONG)
    began = time.monotonic()
    for _ in range(times):
        visitor.look_in(WRONG)
    return (time.monotonic() - began) / times


def stretching(memory_mib: int, times: int = 5) -> float:
    """This will return the seconds of Argon2id alone, in this process."""
    from dijkwacht.lib import envelopes

    began = time.monotonic()
    for nth in range(times):
        envelopes.stretch(str(nth).encode(), salt=b"s" * envelopes.SALT_BYTES, memory_mib=memory_mib, size=64)
    return (time.monotonic() - began) / times


def without_queue() -> None:
    """Many reports in one hour would lead to the page with the queue. Runs as owner."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("update reporting_publicpoint set threshold = 1000000")


def rewrapping(say: Callable[[str], None]) -> tuple[float, float]:
    """This will return the seconds of a new key for 10,000 reports, and of the same envelopes without a database."""
    from django.conf import settings
    from django.utils import timezone

    from dijkwacht.lib import envelopes
    from dijkwacht.lib.access import acting
    from dijkwacht.parties import queries as parties
    from dijkwacht.parties.access import system_actor
    from dijkwacht.reporting import actions, queries
    from dijkwacht.reporting.actions import rotating
    from dijkwacht.reporting.unlocked import Keys, holder_of

    actor, now = _officer(), timezone.now()
    with acting(actor):
        private = actions.unlock(settings.DEMO_VAULT["passphrase"], actor=actor, now=now)
        holder, live = holder_of(actor), queries.live_key(actor.party_id, "intake")
        assert holder is not None
        keys = Keys(holder=holder, own=envelopes.pair_of(private))
        say(f"adding {REWRAPPED} reports ...")
        sealed = _add_reports(live, now)
        began = time.monotonic()
        for each in sealed:
            envelopes.seal_to(bytes(live.public), envelopes.open_sealed(keys.for_party(live), each))
        bare = time.monotonic() - began
    began = time.monotonic()
    with acting(actor):
        rewrap = actions.rotate_key(reason="meting", keys=keys, actor=actor, now=now)
    party = parties.all_parties().get(pk=actor.party_id)
    more = True
    while more:
        with acting(system_actor(party)) as itself:
            more = rotating.rewrap_some(rewrap.pk, most=250, actor=itself, now=now)
    return time.monotonic() - began, bare


def _officer() -> Any:
    from benchmarks.database import as_owner
    from dijkwacht.parties.access import actor_for
    from dijkwacht.parties.models import Membership
    from dijkwacht.reporting.models import KeyHolder

    with as_owner():
        holder = KeyHolder.objects.filter(purpose="intake", party__code=PARTY, left_at=None)[0]
        membership = Membership.objects.select_related("user", "party").get(
            user=holder.user_id, party=holder.party_id, role="intake_officer"
        )
    return actor_for(membership)


def _add_reports(live: Any, now: Any) -> list[bytes]:
    from uuid import uuid4

    from dijkwacht.lib import envelopes
    from dijkwacht.lib.ids import public_number
    from dijkwacht.reporting import rules, sealing
    from dijkwacht.reporting.models import Report

    rows = []
    numbers = list({public_number("M") for _ in range(REWRAPPED)})
    for number in numbers:
        key, report_id = envelopes.new_key(), uuid4()
        rows.append(
            Report(
                id=report_id,
                number=number,
                party_id=live.party_id,
                way="anonymous",
                door="phone",
                language="nl",
                hour=rules.hour_of(now),
                party_key=live,
                key_for_party=envelopes.seal_to(bytes(live.public), key),
                content=sealing.close_json({}, key=key, context=sealing.of_report(report_id)),
            )
        )
    Report.objects.bulk_create(rows, batch_size=1000)
    return [bytes(row.key_for_party) for row in rows]
