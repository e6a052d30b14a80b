from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from dijkwacht.audit import actions, queries, rules
from dijkwacht.audit.models import Event, Retention, State
from dijkwacht.lib.access import acting

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 17)


@pytest.fixture
def keep(emmen, intake_officer, now):
    """`keep()` starts a term on a thing; the party itself stands in for a thing with a key."""

    def start(thing=emmen, *, ended=True, duration="P4W", max_extensions=1, actor=intake_officer):
        begun = TODAY - timedelta(days=28 if ended else 1)
        with acting(actor):
            actions.schedule(
                thing,
                term_code="no-follow-up",
                term_name="Geen vervolg",
                duration=duration,
                max_extensions=max_extensions,
                event_on=begun,
                actor=actor,
                now=now,
                party_id=emmen.pk,
            )
            return queries.retention_of(thing)

    return start


@pytest.fixture
def does(now):
    """`does(actor, actions.agree, retention)` lets somebody take a step."""

    def take(actor, step, retention, **more):
        with acting(actor):
            return step(retention, actor=actor, now=now, **more)

    return take


@pytest.fixture
def proposed(keep, does, itself):
    return does(itself, actions.propose, keep())


@pytest.mark.parametrize(
    ("event_on", "duration", "ends_on"),
    [
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2026, 11, 17), "P4W", date(2026, 12, 15)),
        (date(2026, 11, 17), "P12M", date(2027, 11, 17)),
        (date(2026, 11, 17), "P5Y", date(2031, 11, 17)),
        (date(2026, 11, 30), "P1Y3M10D", date(2028, 3, 10)),
    ],
)
def test_when_a_term_ends(event_on, duration, ends_on):
    assert rules.ends_on(event_on, duration) == ends_on


@pytest.mark.parametrize("duration", ["", "P", "12 maanden", "PT5H", "P-1Y", "P1Y "])
def test_a_term_that_is_not_written_well_is_refused(duration):
    with pytest.raises(rules.CannotRead):
        rules.ends_on(TODAY, duration)


STATES = [State.RUNNING, State.PROPOSED, State.FIRST_AGREED, State.AGREED, State.HELD, State.WITHDRAWN, State.DESTROYED]


@pytest.mark.parametrize(
    ("check", "allowed"),
    [
        (lambda r: rules.check_can_propose(r, today=TODAY), {State.RUNNING}),
        (lambda r: rules.check_can_agree(r, by=2), {State.PROPOSED, State.FIRST_AGREED}),
        (rules.check_can_extend, {State.RUNNING, State.PROPOSED, State.FIRST_AGREED}),
        (rules.check_can_hold, {State.RUNNING, State.PROPOSED, State.FIRST_AGREED, State.AGREED}),
        (rules.check_can_release, {State.HELD}),
        (rules.check_can_bury, {State.AGREED}),
    ],
)
@pytest.mark.parametrize("state", STATES)
def test_what_may_happen_in_which_state(check, allowed, state):
    refusals = (rules.CannotPropose, rules.CannotAgree, rules.CannotExtend, rules.CannotHold, rules.CannotBury)
    retention = Retention(state=state, ends_on=TODAY, first_by_id=1, max_extensions=1)
    if state in allowed:
        check(retention)
    else:
        with pytest.raises(refusals):
            check(retention)


def test_two_people_and_then_it_goes(proposed, does, privacy_officer, director, itself):
    first = does(privacy_officer, actions.agree, proposed)
    second = does(director, actions.agree, first)
    with acting(itself):
        assert list(queries.agreed_for_destruction("parties.party")) == [second]

    gone = does(itself, actions.bury, second)

    assert (gone.state, gone.first_by_name, gone.second_by_name) == ("destroyed", privacy_officer.name, director.name)
    with acting(privacy_officer):
        assert [step.kind for step in gone.steps.all()] == ["proposed", "agreed", "agreed", "destroyed"]
        assert Event.objects.filter(action="retention:destroyed", subject_type="parties.party").exists()


def test_what_waits_for_whom(proposed, does, privacy_officer, director, auditor):
    does(director, actions.agree, proposed)

    for actor, waiting in [(privacy_officer, 1), (director, 0), (auditor, 0)]:
        with acting(actor):
            assert queries.waiting_for(actor).count() == waiting


def test_nobody_agrees_twice(proposed, does, privacy_officer):
    first = does(privacy_officer, actions.agree, proposed)

    with pytest.raises(rules.CannotAgree, match="tweede persoon"):
        does(privacy_officer, actions.agree, first)


def test_the_database_refuses_one_person_twice(proposed, does, privacy_officer, owner):
    first = does(privacy_officer, actions.agree, proposed)

    with owner(), pytest.raises(IntegrityError), transaction.atomic():
        Retention.objects.filter(pk=first.pk).update(second_by_id=privacy_officer.user_id, state="agreed")


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("privacy_officer", True),
        ("director", True),
        ("auditor", False),
        ("intake_officer", False),
        ("reporter", False),
        ("functional_manager", False),
        ("stranger", False),
        ("itself", False),
    ],
)
def test_who_may_agree(who, allowed, proposed, does, request):
    actor = request.getfixturevalue(who)
    if allowed:
        assert does(actor, actions.agree, proposed).state == "first_agreed"
    else:
        with pytest.raises(PermissionDenied):
            does(actor, actions.agree, proposed)


def test_people_of_another_party_decide_nothing(proposed, does, person, assen):
    with pytest.raises(PermissionDenied):
        does(person(assen, "privacy_officer"), actions.agree, proposed)


def test_nothing_goes_before_its_day(keep, does, itself, now):
    with pytest.raises(rules.CannotPropose, match="nog niet voorbij"):
        does(itself, actions.propose, keep(ended=False))
    with acting(itself):
        assert actions.propose_due(actor=itself, now=now) == 0
        assert actions.propose_due(actor=itself, now=now + timedelta(days=40)) == 1


def test_extending_counts_and_has_an_end(proposed, does, director):
    longer = does(director, actions.extend, proposed, reason="Zaak loopt nog.")

    assert (longer.extensions, longer.ends_on, longer.state) == (1, TODAY + timedelta(days=28), "running")
    with pytest.raises(rules.CannotExtend, match="zo vaak verlengd"):
        does(director, actions.extend, longer, reason="Nog eens.")


def test_an_extension_lasts_as_long_as_the_reference_data_say(emmen, intake_officer, director, does, now):
    begun = TODAY - timedelta(days=400)
    with acting(intake_officer):
        given = {"term_code": "followed_up", "duration": "P5Y", "max_extensions": 1, "extension": "P1Y"}
        actions.schedule(emmen, **given, event_on=begun, actor=intake_officer, now=now, party_id=emmen.pk)
        kept = queries.retention_of(emmen)

    longer = does(director, actions.extend, kept, reason="Zaak loopt nog.")

    assert longer.ends_on == rules.ends_on(begun, "P6Y")


def test_an_agreement_lapses_when_it_is_held(proposed, does, privacy_officer, director):
    held = does(director, actions.hold, does(privacy_officer, actions.agree, proposed), reason="Beroep loopt.")
    freed = does(director, actions.release, held, reason="Beroep is klaar.")

    assert (held.state, held.first_by_id, held.hold_reason) == ("held", None, "Beroep loopt.")
    assert (freed.state, freed.hold_reason) == ("running", "")


def test_a_thing_in_use_again_has_no_term(proposed, emmen, intake_officer, now):
    with acting(intake_officer):
        actions.withdraw(emmen, actor=intake_officer, now=now)
        assert queries.retention_of(emmen).state == "withdrawn"
        actions.withdraw(emmen, actor=intake_officer, now=now)


def test_a_new_event_starts_the_term_again(keep):
    keep()

    assert keep(ended=False).ends_on == TODAY + timedelta(days=27)


def test_a_hold_outlives_a_new_event(keep, proposed, does, director):
    does(director, actions.hold, proposed, reason="Beroep loopt.")

    assert keep(ended=False).state == "held"


def test_after_an_agreement_the_term_cannot_start_again(keep, proposed, does, privacy_officer):
    does(privacy_officer, actions.agree, proposed)

    with pytest.raises(rules.CannotSchedule):
        keep()


def test_a_colleague_of_another_party_may_start_a_term(keep, stranger, emmen, intake_officer):
    assert keep(actor=stranger) is None, "she may not read it back"
    with acting(intake_officer):
        assert queries.retention_of(emmen).party_id == emmen.pk


def test_jobs_of_another_party_see_nothing_to_destroy(proposed, does, privacy_officer, director):
    from dijkwacht.audit.system import systems

    does(director, actions.agree, does(privacy_officer, actions.agree, proposed))
    other = next(each for each in systems() if each.party_id != proposed.party_id)

    with acting(other):
        assert not queries.agreed_for_destruction("parties.party")


@pytest.mark.parametrize("who", ["privacy_officer", "director", "auditor", "intake_officer", "reporter", "stranger"])
def test_the_list_and_the_database_say_the_same(who, proposed, request):
    from dijkwacht.audit.permissions import retentions_visible_to

    actor = request.getfixturevalue(who)
    with acting(actor):
        assert set(retentions_visible_to(actor)) == set(Retention.objects.all())


def test_without_a_person_no_term_starts(emmen, now, itself):
    from dijkwacht.lib.access import ANONYMOUS

    with acting(ANONYMOUS), pytest.raises(DatabaseError), transaction.atomic():
        actions.withdraw(emmen, actor=itself, now=now)
