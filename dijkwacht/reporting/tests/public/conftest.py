"""The public site of Emmen, open, and somebody with a browser that tells something."""

import base64
import hashlib
import html
import json
import re

import pytest
from django.test import Client

from dijkwacht.lib.access import acting
from dijkwacht.reporting import crowd

START = "/melden/gm0114/"
ANONYMOUS = f"{START}formulier/anoniem/"
_INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_SUM = re.compile(r'data-work="([^"]+)"')


class Visitor:
    """A browser without script that fills in what it is asked; `solve` does the sum that a script would do."""

    def __init__(self, **headers):
        self.client = Client(headers=headers)
        self.answer = None

    def opens(self, address):
        self.answer = self.client.get(address)
        return self

    def sends(self, address, go="next", **typed):
        """Sends the form of the page that is open: its hidden fields, and what is typed."""
        files = {name: typed.pop(name) for name in ["files"] if name in typed}
        self.answer = self.client.post(address, self.hidden | typed | {"go": go} | files)
        return self

    @property
    def page(self):
        return html.unescape(self.answer.content.decode())

    @property
    def hidden(self):
        found = {}
        for name, value in _INPUT.findall(self.answer.content.decode()):
            found.setdefault(name, []).append(html.unescape(value))
        return {name: values if len(values) > 1 else values[0] for name, values in found.items()}

    def solve(self):
        """What the script finds for the sum on this page."""
        asked = json.loads(html.unescape(_SUM.search(self.answer.content.decode()).group(1)))
        for number in range(asked["max"] + 1):
            if hashlib.sha256(f"{asked['salt']}{number}".encode()).hexdigest() == asked["challenge"]:
                return base64.b64encode(json.dumps({"salt": asked["salt"], "number": number}).encode()).decode()
        raise AssertionError("the sum has no answer")

    @property
    def receipt(self):
        """The words on the page of the receipt."""
        words = re.search(r'<ol class="code words"[^>]*>(.*?)</ol>', self.answer.content.decode(), re.DOTALL)
        return " ".join(re.findall(r"<li>([^<]+)</li>", words.group(1)))

    def tells(self, own="Achter de schuur staan vaten.", **more):
        """From the first page to the last, up to the check."""
        self.opens(ANONYMOUS).sends(ANONYMOUS, about="lab")
        self.sends(ANONYMOUS, own=own, **more).sends(ANONYMOUS)
        return self

    def opens_mailbox(self, receipt):
        self.opens("/melden/postvak/")
        self.answer = self.client.post("/melden/postvak/", self.hidden | {"do": "open", "code": receipt})
        return self


@pytest.fixture(autouse=True)
def quiet_hour():
    crowd.forget()


@pytest.fixture
def open_point(emmen, party_pair, director):
    """Emmen takes reports."""
    from dijkwacht.reporting.models import PublicPoint

    with acting(director):
        return PublicPoint.objects.create(party=emmen, is_open=True, phone="140591", threshold=60)


@pytest.fixture
def visitor(open_point):
    return Visitor()


@pytest.fixture
def read_report(intake_officer, party_pair):
    """`read_report(report)` opens what was told, as an officer with the key does."""
    from dijkwacht.lib import envelopes
    from dijkwacht.reporting import sealing

    def read(report):
        key = envelopes.open_sealed(party_pair, bytes(report.key_for_party))
        return sealing.open_json(bytes(report.content), key=key, context=sealing.of_report(report.pk))

    return read


@pytest.fixture
def reports(intake_officer):
    """Every report of Emmen, as its intake sees them."""
    from dijkwacht.reporting.models import Report

    def all_of_them():
        with acting(intake_officer):
            return list(Report.objects.order_by("id"))

    return all_of_them
