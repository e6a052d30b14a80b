"""Attacks on the vault, and two people at the same moment. The latter need connections that really commit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from datetime import date
from threading import Event

import pytest
from django.core.cache import cache
from django.db import connection

from conftest import as_owner
from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import acting
from dijkwacht.lib.envelopes import CannotOpen
from dijkwacht.reporting import actions, permissions, sealing, vault_rules
from dijkwacht.reporting.models import Escrow, EscrowedKey, KeyGrant, PartyKey, Report
from dijkwacht.reporting.tests.vault import PASSPHRASE, keys_of, open_vault, rewrap_all, set_up

OTHER = "een bakfiets vol wortels op zondag"


@pytest.fixture
def no_tries(db):
    cache.clear()


@pytest.fixture
def vault(no_tries, intake_officer, now):
    return set_up(intake_officer, now=now)


@pytest.fixture
def colleague(person, emmen):
    return person(emmen, "intake_officer", name="Carla Zuid")


@pytest.fixture
def waiting(vault, colleague, now):
    """Somebody with a pair of her own whom nobody let in yet."""
    with acting(colleague):
        return actions.join_vault(passphrase=OTHER, actor=colleague, now=now)[0]


def rotate(actor, now):
    with acting(actor):
        return actions.rotate_key(reason="elk jaar", keys=keys_of(actor), actor=actor, now=now)


# who writes in the database without a key


def test_a_grant_that_somebody_wrote_in_the_database_brings_no_key(waiting, intake_officer, colleague, now):
    with acting(colleague):
        key = PartyKey.objects.get()
        junk = envelopes.hand_over(envelopes.new_pair(), to=bytes(waiting.public))
        KeyGrant.objects.create(
            party_key=key, party_id=key.party_id, holder=waiting, sealed=junk, granted_by_id=colleague.user_id,
            granted_at=now,
        )  # fmt: skip
    rotated = rotate(intake_officer, now)
    with acting(colleague), pytest.raises(CannotOpen, match="Vraag een collega"):
        keys_of(colleague, passphrase=OTHER).for_party(rotated.new_key_id)
    with acting(intake_officer):
        assert keys_of(intake_officer).for_party(rotated.new_key_id)


def test_who_replaces_the_key_never_shuts_herself_out(vault, intake_officer, now, owner):
    """An envelope from before there were marks opens still; the pair in it is proof enough."""
    with owner():
        grant = KeyGrant.objects.get()
        KeyGrant.objects.update(sealed=bytes(grant.sealed)[:80])
    rotated = rotate(intake_officer, now)
    with acting(intake_officer):
        assert keys_of(intake_officer).for_party(rotated.new_key_id)


def test_another_pair_in_an_envelope_of_an_officer_is_noticed(vault, intake_officer, now, owner):
    """Else he who put it there could mark envelopes of his own with it."""
    with acting(intake_officer):
        hers = keys_of(intake_officer).own.public
    with owner():
        KeyGrant.objects.update(sealed=envelopes.hand_over(envelopes.new_pair(), to=hers))
    with pytest.raises(CannotOpen, match="niet die van deze kluis"):
        rotate(intake_officer, now)


@pytest.mark.parametrize("also_points_the_copy_at_it", [False, True])
def test_a_new_key_is_not_put_aside_for_paper_that_nobody_printed(
    vault, intake_officer, now, owner, also_points_the_copy_at_it
):
    """Else it would lie open for whoever put his own public half there."""
    with owner():
        Escrow.objects.update(retired_at=now)
        his = Escrow.objects.create(
            party_id=intake_officer.party_id, purpose="intake", public=envelopes.new_pair().public, first_keeper="x",
            second_keeper="y", first_check=b"", second_check=b"", made_by_id=intake_officer.user_id, made_at=now,
        )  # fmt: skip
        if also_points_the_copy_at_it:
            EscrowedKey.objects.update(escrow=his)
    with pytest.raises(vault_rules.CannotKeep, match="noodsleutel op papier"):
        rotate(intake_officer, now)
    with acting(intake_officer):
        assert PartyKey.objects.get().retired_at is None


# who has a pair, but no key


def test_who_waits_cannot_make_the_paper_worthless(vault, waiting, colleague, person, emmen, now):
    with acting(colleague), pytest.raises(vault_rules.CannotKeep, match="sleutel van deze kluis niet"):
        actions.replace_escrow(
            first_keeper="Chris", second_keeper="Dirk", keys=keys_of(colleague, passphrase=OTHER), actor=colleague,
            now=now,
        )  # fmt: skip
    third = person(emmen, "intake_officer")
    with acting(third):
        actions.recover_from_escrow(
            vault.first, vault.second, passphrase="drie eenden op een fietspad", actor=third, now=now
        )


def test_the_page_tells_her_so(waiting, colleague, logged_in):
    browser = logged_in(colleague)
    open_vault(browser, passphrase=OTHER)
    answer = browser.post(
        "/meldingen/kluis/noodsleutel/nieuw/", {"first_keeper": "Chris", "second_keeper": "Dirk", "printed": "on"}
    )
    assert "sleutel van deze kluis niet" in answer.content.decode()


def test_who_waits_can_still_take_a_key_away(vault, waiting, intake_officer, colleague, logged_in):
    browser = logged_in(colleague)
    open_vault(browser, passphrase=OTHER)
    with acting(intake_officer):
        hers = keys_of(intake_officer).holder
    answer = browser.post(f"/meldingen/kluis/weg/{hers.pk}/", {"reason": "kwam niet terug"})
    assert answer.status_code == 302
    with acting(colleague):
        assert not KeyGrant.objects.filter(withdrawn_at=None).exists()


# at the same moment


@pytest.fixture
def committing(django_db_setup, django_db_blocker):
    """A copy of the test database in which things are really committed; it is thrown away."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        _in_no_database(f'create database "{name}_copy" template "{name}"')
        connection.settings_dict["NAME"] = f"{name}_copy"
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            _in_no_database(f'drop database "{name}_copy" with (force)')


def _in_no_database(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(statement)


@pytest.fixture
def officer(committing, now):
    from dijkwacht.parties.access import actor_for
    from dijkwacht.parties.models import Membership, Party, User

    with as_owner():
        user = User.objects.create(email="ina@emmen.example", name="Ina Intake", password="!")
        party = Party.objects.get(code="gm0114")
        actor = actor_for(
            Membership.objects.create(user=user, party=party, role="intake_officer", starts_on=date(2024, 2, 2))
        )
    set_up(actor, now=now)
    return actor


def _in_own_connection(do: Callable[[], object]) -> object:
    try:
        return do()
    finally:
        connection.close()


def _telling(officer, now):
    outsider = permissions.outsider(officer.party_id)

    def tell(hold=lambda: None):
        with acting(outsider):
            report = actions.send_report(
                {"seen": "Een schuur (fictief)."}, receipt=receipts.new_words(), actor=outsider, now=now
            )
            hold()
            return report

    return tell


@pytest.mark.parametrize("report_is_first", [True, False])
def test_no_rotation_passes_a_report_by_that_comes_in_at_the_same_moment(officer, now, report_is_first):
    keep, done = Event(), Event()

    def hold():
        done.set()
        keep.wait(20)

    tell = _telling(officer, now)

    def replace(hold=lambda: None):
        with acting(officer):
            rewrap = actions.rotate_key(reason="proef", keys=keys_of(officer), actor=officer, now=now)
            hold()
            return rewrap

    first, second = (tell, replace) if report_is_first else (replace, tell)
    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(_in_own_connection, lambda: first(hold))
        assert done.wait(20)
        two = threads.submit(_in_own_connection, second)
        with pytest.raises(StillWaiting):
            two.result(timeout=0.5)
        keep.set()
        report, rewrap = [each.result(timeout=20) for each in ((one, two) if report_is_first else (two, one))]

    assert rewrap.total == int(report_is_first)
    _read_with_new_key(officer, report, rewrap)


def _read_with_new_key(officer, report, rewrap):
    from dijkwacht.parties.models import Party

    with acting(officer):
        party = Party.objects.get(pk=officer.party_id)
    rewrap_all(rewrap, party)
    with acting(officer):
        found = Report.objects.get(pk=report.pk)
        assert found.party_key_id == rewrap.new_key_id
        key = keys_of(officer).content_key(found)
        assert sealing.open_json(found.content, key=key, context=sealing.of_report(found.pk))["seen"]


def test_many_guesses_at_once_count_as_many(officer, now):
    def guess(_):
        with acting(officer):
            try:
                actions.unlock("een heel andere zin dan de goede", actor=officer, now=now)
            except vault_rules.CannotUnlock as problem:
                return str(problem)
        raise AssertionError(PASSPHRASE)

    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(lambda nth: _in_own_connection(lambda: guess(nth)), range(8)))
    assert sum("klopt niet" in each for each in said) == 5
