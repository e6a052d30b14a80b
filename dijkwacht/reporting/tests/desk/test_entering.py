import pytest
from django.core.exceptions import PermissionDenied

from dijkwacht.audit import actions as audit
from dijkwacht.audit import queries as kept
from dijkwacht.lib.access import acting
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions, desk_rules
from dijkwacht.reporting.models import Report, ReportFile
from dijkwacht.signals import actions as signals
from dijkwacht.signals import permissions as seen
from dijkwacht.signals import rules as signal_rules
from dijkwacht.signals.models import Signal

SUMMARY = signals.Report(
    title="Vaten bij een schuur",
    object_kind="place",
    place="schuur aan een kanaal",
    own_observation="Er staan zeven blauwe vaten. [weggelaten] zag het.",
)


@pytest.fixture
def enter(act, intake_officer, keys):
    def do(report, **changes):
        return act(intake_officer, actions.enter_as_signal, report, **({"summary": SUMMARY, "keys": keys} | changes))

    return do


def test_the_summary_becomes_a_signal_under_the_rules_for_anonymous(enter, taken_in, stored):
    signal = enter(taken_in)
    assert (signal.channel, signal.regime_id, signal.phase) == ("public", "anonymous", "intake")
    assert signal.received_at == stored(taken_in).hour
    assert (stored(taken_in).state, stored(taken_in).signal_id) == ("entered", signal.pk)


@pytest.mark.parametrize("way", ["known", "confidential"])
def test_somebody_with_a_name_falls_under_the_ordinary_rules(enter, send, identity_pair, way):
    assert enter(send(way)).regime_id == "avg"


def test_what_was_told_itself_is_nowhere_in_the_signal(enter, taken_in, owner):
    signal = enter(taken_in)
    with owner():
        row = Signal.objects.filter(pk=signal.pk).values().get()
    assert "Bolwijk" not in str(row)
    assert "Kees" not in str(row)


def test_it_is_entered_once(enter, taken_in):
    enter(taken_in)
    with pytest.raises(desk_rules.CannotEnter):
        enter(taken_in)


def test_a_chosen_file_goes_along_and_others_stay(enter, taken_in, owner, director, now):
    with owner():
        file = ReportFile.objects.get()
    signal = enter(taken_in, files=[file.pk])
    with acting(director, now=now):
        found = seen.visible_to(director).get(pk=signal.pk)
        assert [each.name for each in found.attachments.all()] == ["notitie.txt"]


def test_without_a_choice_no_file_goes_along(enter, taken_in, owner):
    signal = enter(taken_in)
    with owner():
        assert signal.attachments.count() == 0


def test_who_does_no_intake_enters_nothing(act, report, director, keys):
    with pytest.raises(PermissionDenied):
        act(director, actions.enter_as_signal, report, summary=SUMMARY, keys=keys)


def test_a_report_that_belongs_elsewhere_stays_as_it_was(enter, taken_in, stored):
    with pytest.raises(signal_rules.CannotReport):
        enter(taken_in, summary=signals.Report("x", "place", "y", own_observation="z", phenomenon="druk-op-overheid"))
    assert stored(taken_in).state == "read"


@pytest.fixture
def close(act, intake_officer, keys):
    def do(report, *, last_message="", erase_identity=True, at=None):
        given = {"last_message": last_message, "erase_identity": erase_identity, "keys": keys}
        act(intake_officer, actions.close_report, report, at=at, **given)

    return do


def test_closing_tells_the_reporter_and_starts_the_term(close, taken_in, in_mailbox, stored, intake_officer, now):
    close(taken_in, last_message="Dank u wel. Wij zijn klaar.")
    assert in_mailbox(taken_in) == ["Dank u wel. Wij zijn klaar."]
    found = stored(taken_in)
    assert (found.state, found.destroy_after.isoformat()) == ("closed", "2027-02-17")
    with acting(intake_officer, now=now):
        assert kept.retention_of(found).term_code == "public_report"


def test_after_closing_nobody_says_anything(close, taken_in, act, intake_officer, keys, answered):
    from dijkwacht.reporting.rules import CannotAnswer

    close(taken_in)
    with pytest.raises(desk_rules.CannotAsk):
        act(intake_officer, actions.ask, taken_in, text="Nog iets?", keys=keys)
    with pytest.raises(CannotAnswer):
        answered(taken_in, "Nog iets.")
    with pytest.raises(desk_rules.CannotClose):
        close(taken_in)


def test_the_name_goes_when_it_is_closed(close, send, stored, logged):
    report = send("known")
    close(report)
    assert (stored(report).identity, stored(report).identity_key) == (None, None)
    assert logged("reporting:name_erased", report) == 1


def test_a_name_that_stays_goes_after_its_term(close, send, stored, emmen, now):
    from datetime import timedelta

    report = send("known")
    close(report, erase_identity=False)
    with acting(system_actor(emmen), now=now) as itself:
        assert actions.erase_names(before=now - timedelta(days=1), actor=itself, now=now) == 0
        assert actions.erase_names(before=now + timedelta(days=1), actor=itself, now=now) == 1
    assert stored(report).identity is None


@pytest.fixture
def destroyed(close, taken_in, act, emmen, director, privacy_officer, now):
    """A report that was closed, and that two people agreed to destroy after its term."""
    from datetime import timedelta

    close(taken_in, last_message="Wij zijn klaar.")
    later = now + timedelta(days=120)
    with acting(system_actor(emmen), now=later) as itself:
        audit.propose_due(actor=itself, now=later)
    for somebody in (director, privacy_officer):
        with acting(somebody, now=later):
            for retention in kept.waiting_for(somebody):
                audit.agree(retention, actor=somebody, now=later)
    with acting(system_actor(emmen), now=later) as itself:
        assert actions.destroy_agreed_reports(actor=itself, now=later) == 1
    return taken_in


def test_two_people_destroy_it_and_nothing_is_left(destroyed, owner, in_mailbox):
    from django.db import connection

    assert in_mailbox(destroyed) is None
    with owner(), connection.cursor() as cursor:
        for table in ("message", "reportfile", "mask", "identityrequest"):
            cursor.execute(f"select count(*) from reporting_{table} where report_id = %s", [destroyed.pk])
            assert cursor.fetchone() == (0,), table
        left = Report.objects.get(pk=destroyed.pk)
    assert left.state == "deleted"
    assert not any([left.content, left.mailbox, left.key_for_party, left.key_for_reporter, left.reporter_public])


def test_a_tombstone_stays(destroyed, director, now):
    with acting(director, now=now):
        assert kept.retention_of(destroyed).state == "destroyed"


def test_only_dijkwacht_itself_destroys(intake_officer, now):
    with acting(intake_officer, now=now):
        for job in (actions.destroy_agreed_reports, actions.end_grants, actions.collect):
            with pytest.raises(PermissionDenied):
                job(actor=intake_officer, now=now)


def test_what_a_reporter_takes_back_takes_the_masks_along(act, taken_in, intake_officer, keys, owner, now):
    from dijkwacht.lib.access import ANONYMOUS
    from dijkwacht.reporting.models import Mask

    act(intake_officer, actions.mask_words, taken_in, words=["Kees"], is_final=False, reason="broer", keys=keys)
    with acting(ANONYMOUS):
        actions.delete_report(actions.open_mailbox(taken_in.receipt), now=now)
    with owner():
        assert Mask.objects.count() == 0
