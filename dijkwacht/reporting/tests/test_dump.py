"""
A copy of the whole database opens nothing.

The stage: a vault that is open in a browser, a report with a photo and a name, a conversation, an interrupted
report, a key that is being replaced. The dump is COPY of every table by the owner, inside the same transaction.
"""

import base64
import os
import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.lib.envelopes import CannotOpen, pair_of
from dijkwacht.lib.files import CleanFile
from dijkwacht.reporting import actions, paper, sealing, unlocked
from dijkwacht.reporting.models import (
    Draft,
    DraftFile,
    EscrowedKey,
    KeyGrant,
    KeyHolder,
    Message,
    PartyKey,
    Report,
    ReportFile,
    Rewrap,
)
from dijkwacht.reporting.tests.vault import PASSPHRASE, keys_of, open_vault, set_up

TEXT = "Zeven blauwe vaten achter de schuur van Bolwijk"
NAME = "Wobbe Warnaars"
QUESTION = "Hoeveel vaten waren het precies"
ANSWER = "Het waren er zeven en ze lekten"
DRAFT = "Ik begon te schrijven over de loods"
PHOTO = CleanFile("bolwijk.txt", "text/plain", b"Foto-van-de-vaten " * 600, [])
KEY_SIZE = 32
LONGEST_THAT_HOLDS_A_KEY = 160


@pytest.fixture
def stage(intake_officer, outsider, logged_in):
    now = timezone.now()
    made = SimpleNamespace(receipt=receipts.new_words(), code=receipts.new_words(), officer=intake_officer)
    made.ceremony = set_up(intake_officer, now=now)
    made.browser = logged_in(intake_officer)
    open_vault(made.browser)
    made.touched = os.urandom(KEY_SIZE)
    given = {"credential": "c2xldXRlbA", "secret": base64.urlsafe_b64encode(made.touched).decode().rstrip("=")}
    assert made.browser.post("/meldingen/kluis/beveiligingssleutel/", given).status_code == 302
    with acting(outsider):
        made.report = actions.send_report(
            {"seen": TEXT}, files=[PHOTO], way="known", identity={"name": NAME}, receipt=made.receipt,
            actor=outsider, now=now,
        )  # fmt: skip
        actions.save_draft({"seen": DRAFT}, code=made.code, files=[PHOTO], actor=outsider, now=now)
    with acting(intake_officer):
        made.keys = keys_of(intake_officer)
        made.content_key = made.keys.content_key(made.report)
        made.party_private = made.keys.for_party(made.report.party_key).private
        actions.say(
            made.report, QUESTION, key=made.content_key, author="handler", handler_id=intake_officer.user_id, now=now
        )
    with acting(ANONYMOUS):
        actions.answer(actions.open_mailbox(made.receipt), ANSWER, files=[PHOTO], now=now)
    with acting(intake_officer):
        actions.rotate_key(reason="oefening", keys=made.keys, actor=intake_officer, now=now)
        made.new_private = made.keys.for_party(PartyKey.objects.get(retired_at=None, party=outsider.party_id)).private
    return made


@pytest.fixture
def tables(stage, owner) -> dict[str, bytes]:
    """Every table as it would lie in a backup, and what the sessions in it say once unpacked."""
    found = {}
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "select c.oid::regclass::text from pg_class c"
            " where relkind in ('r', 'm') and relnamespace = 'public'::regnamespace"
        )
        for (table,) in cursor.fetchall():
            with cursor.connection.cursor().copy(f"copy {table} to stdout") as copy:
                found[table] = b"".join(bytes(part) for part in copy)
    found["sessions, unpacked"] = b"".join(repr(each.get_decoded()).encode() for each in Session.objects.all())
    return found


@pytest.fixture
def dump(tables) -> bytes:
    return b"\n".join(tables.values())


def forms_of(secret: bytes) -> set[bytes]:
    """A secret as it may stand in a dump: plain, in hexadecimals, in base64."""
    return {secret, secret.hex().encode(), base64.b64encode(secret).rstrip(b"="),
            base64.urlsafe_b64encode(secret).rstrip(b"=")}  # fmt: skip


def test_the_dump_is_a_real_one(dump, stage):
    assert stage.report.number.encode() in dump
    assert stage.officer.name.encode() in dump
    with acting(stage.officer):
        assert bytes(Report.objects.get(pk=stage.report.pk).content).hex().encode() in dump


@pytest.mark.parametrize(
    "known", [TEXT, NAME, QUESTION, ANSWER, DRAFT, PHOTO.name, "Foto-van-de-vaten", PASSPHRASE, "Bolwijk", "schuur van"]
)
def test_nothing_that_was_told_stands_in_it(dump, known):
    lower = dump.lower()
    assert not [form for form in forms_of(known.encode()) if form.lower() in lower]


def test_no_receipt_and_no_code_stands_in_it(dump, stage):
    for secret in (stage.receipt, stage.code):
        assert secret.encode() not in dump
        assert secret.replace(" ", "").encode() not in dump


def test_no_key_stands_in_it(dump, stage):
    opened = receipts.derive(receipts.normalise(stage.receipt))
    halves = [paper.read(half)[1] for half in (stage.ceremony.first, stage.ceremony.second)]
    cookie = base64.urlsafe_b64decode(stage.browser.cookies[unlocked.COOKIE].value)
    secrets = [
        opened.pair.private, stage.keys.own.private, stage.party_private, stage.new_private, stage.content_key,
        *halves, envelopes.join(*halves), cookie, stage.touched, *settings.DIJKWACHT_FILE_KEYS,
    ]  # fmt: skip
    assert len({bytes(each) for each in secrets}) == 11
    for secret in secrets:
        assert not [form for form in forms_of(secret) if form in dump]


def candidates(tables: dict[str, bytes]) -> set[bytes]:
    """
    What somebody with the dump would try as a key: every value of 32 bytes in any table, and every stretch of 32
    bytes of what is longer in the tables of this room and in the sessions.
    """
    found = set()
    for table, rows in tables.items():
        values = [bytes.fromhex(each.decode()) for each in re.findall(rb"\\\\x((?:[0-9a-f]{2})+)", rows)]
        texts = re.findall(rb"[A-Za-z0-9+/_-]{43,200}", re.sub(rb"[0-9a-f]{43,}", b"", rows))
        values += [unpacked(each) for each in texts]
        found |= {value for value in values if len(value) == KEY_SIZE}
        if table.startswith(("reporting_", "sessions")):
            for value in values:
                if len(value) <= LONGEST_THAT_HOLDS_A_KEY:
                    found |= {value[at : at + KEY_SIZE] for at in range(len(value) - KEY_SIZE + 1)}
    return found


def unpacked(text: bytes) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.translate(bytes.maketrans(b"+/", b"-_")) + b"=" * (-len(text) % 4))
    except ValueError:
        return b""


def opens(attempt) -> bool:
    try:
        attempt()
    except CannotOpen:
        return False
    return True


def test_the_dump_has_keys_to_try(tables, stage):
    """Else the next test would prove nothing."""
    found = candidates(tables)
    assert stage.keys.own.public in found
    assert len(found) > 500


def test_no_value_of_the_dump_opens_another(tables, stage, owner):
    tries = candidates(tables)
    with owner():
        report = Report.objects.get(pk=stage.report.pk)
        under_keys = [
            (report.content, sealing.of_report(report.pk)),
            (report.identity, sealing.of_identity(report.pk)),
            *[(each.sealed, sealing.of_message(each.pk)) for each in Message.objects.all()],
            *[(each.label, f"label:{each.pk}") for each in ReportFile.objects.all()],
            *[(each.sealed, f"draft:{each.pk}") for each in Draft.objects.all()],
            *[(each.sealed, f"draft-file:{each.pk}") for each in DraftFile.objects.all()],
        ]
        sealed = [
            report.key_for_party, report.key_for_reporter, report.identity_key,
            *[each.sealed for each in KeyGrant.objects.all()], *[each.sealed for each in EscrowedKey.objects.all()],
        ]  # fmt: skip
    assert len(under_keys) == 8
    assert len(sealed) == 7
    for key in tries:
        pair = pair_of(key)
        assert not any(opens(lambda: envelopes.decrypt(bytes(c), key=key, context=x)) for c, x in under_keys)  # noqa: B023
        assert not any(opens(lambda: envelopes.open_sealed(pair, bytes(each))) for each in sealed)  # noqa: B023


def test_the_passphrase_does_open_so_the_stage_was_right(stage, owner):
    with owner():
        holder = KeyHolder.objects.get()
    with acting(stage.officer):
        private = actions.unlock(PASSPHRASE, actor=stage.officer, now=timezone.now())
    assert pair_of(private).public == bytes(holder.public)


def test_the_key_that_a_job_needs_lies_under_the_key_of_the_server(stage, owner):
    with owner():
        assert stage.party_private not in bytes(Rewrap.objects.get().sealed)


def test_a_random_key_opens_nothing_either(stage, owner):
    with owner():
        content = bytes(Report.objects.get(pk=stage.report.pk).content)
    assert not opens(
        lambda: envelopes.decrypt(content, key=os.urandom(KEY_SIZE), context=sealing.of_report(stage.report.pk))
    )
