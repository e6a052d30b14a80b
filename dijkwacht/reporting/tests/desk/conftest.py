"""An officer of Emmen with an open vault, and reports that came in for her."""

import pytest

from dijkwacht.audit.models import Event
from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.lib.files import clean_file
from dijkwacht.reporting import actions, permissions
from dijkwacht.reporting.models import KeyHolder, PartyKey, Report
from dijkwacht.reporting.unlocked import Keys

STORY = {
    "version": 1,
    "language": "nl",
    "about": "barn",
    "about_name": "Vreemde schuur of loods",
    "phenomena": ["drugslab"],
    "signs": [{"key": "smell", "name": "Vreemde lucht", "indicators": ["drugslab-1"]}],
    "questions": [{"key": "vehicles", "label": "Welke auto's zag u?", "answer": "Een busje, 12-ABC-3."}],
    "own": "Mijn broer Kees zag zeven blauwe vaten bij Bolwijk. Bel 06-12345678.",
    "heard": "Jan de Vries zegt dat het 's nachts gebeurt.",
    "thought": "Misschien drugs.",
    "place": "schuur achter Kanaalweg 12",
    "locality": "Nieuw-Verzonnen",
    "point": [52.78, 6.89],
    "observed_from": "2026-11-01",
    "observed_until": "",
}
WHO = {"name": "Geheime Melder", "phone": "0612345678", "email": "g.melder@voorbeeld.example", "best_time": ""}
PHOTO = clean_file("notitie.txt", b"Zeven vaten (fictief).\n")


@pytest.fixture
def act(now):
    """`act(actor, actions.ask, report, ...)` does one thing as that person."""

    def do(actor, action, *args, at=None, **given):
        with acting(actor, now=at or now):
            return action(*args, **given, actor=actor, now=at or now)

    return do


@pytest.fixture
def identity_pair(emmen, custodian, now):
    """The key for names of Emmen, with its private half in the hands of the test."""
    pair = envelopes.new_pair()
    with acting(custodian):
        PartyKey.objects.create(
            party=emmen, purpose="identity", public=pair.public, created_at=now, created_by_id=custodian.user_id
        )
    return pair


@pytest.fixture
def holds(emmen, now):
    """`holds(actor, "intake", party_pair)` gives somebody the open keys of a purpose."""

    def give(actor, purpose, pair):
        own = envelopes.new_pair()
        with acting(actor):
            holder = KeyHolder.objects.filter(user_id=actor.user_id).first() or KeyHolder.objects.create(
                party_id=actor.party_id,
                user_id=actor.user_id,
                purpose=purpose,
                public=own.public,
                wrapped=b"w",
                salt=b"s",
                memory_mib=8,
                created_at=now,
            )
            key = PartyKey.objects.get(party_id=actor.party_id, purpose=purpose)
        return Keys(holder=holder, own=own, _opened={key.pk: pair})

    return give


@pytest.fixture
def keys(holds, intake_officer, party_pair):
    return holds(intake_officer, "intake", party_pair)


@pytest.fixture
def custodian_keys(holds, custodian, identity_pair):
    return holds(custodian, "identity", identity_pair)


@pytest.fixture
def send(emmen, party_pair, now):
    """`send("known")` is a report that came in through the site, and its receipt as `.receipt`."""

    def send_one(way="anonymous", *, files=(), at=None, **changes):
        receipt = receipts.new_words()
        outsider = permissions.outsider(emmen.pk)
        with acting(outsider):
            report = actions.send_report(
                STORY | changes,
                files=files,
                way=way,
                identity=None if way == "anonymous" else WHO,
                receipt=receipt,
                actor=outsider,
                now=at or now,
            )
        report.receipt = receipt
        return report

    return send_one


@pytest.fixture
def report(send):
    return send(files=[PHOTO])


@pytest.fixture
def confidential(send, identity_pair):
    return send("confidential")


@pytest.fixture
def answered(now):
    """`answered(report, "Blauw.")` is what the reporter says in her mailbox."""

    def answer(report, text, *, at=None):
        with acting(ANONYMOUS):
            return actions.answer(actions.open_mailbox(report.receipt), text, now=at or now)

    return answer


@pytest.fixture
def in_mailbox(now):
    """`in_mailbox(report)` is the conversation as the reporter reads it; None when the mailbox does not open."""

    def look(report, *, at=None):
        with acting(ANONYMOUS):
            mailbox = actions.open_mailbox(report.receipt)
            return [each.text for each in actions.read_messages(mailbox, now=at or now)] if mailbox else None

    return look


@pytest.fixture
def stored(owner):
    """`stored(report)` is the row as it is, whoever may see it."""

    def read(row):
        with owner():
            return Report.objects.get(pk=row.pk)

    return read


@pytest.fixture
def logged(owner):
    """`logged("reporting:read", report)` is how often that stands in the log for this thing."""

    def count(action, subject=None):
        with owner():
            found = Event.objects.filter(action=action)
            return found.filter(subject_id=str(subject.pk)).count() if subject is not None else found.count()

    return count


@pytest.fixture
def taken_in(act, report, intake_officer, keys):
    """The report, read by the intake."""
    act(intake_officer, actions.read_report, report, keys=keys)
    return report
