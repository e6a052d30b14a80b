"""The ceremony, letting in, leaving, rotation and the way back."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.lib.envelopes import CannotOpen
from dijkwacht.parties.access import system_actor
from dijkwacht.reporting import actions, queries, sealing, vault_rules
from dijkwacht.reporting.models import Escrow, EscrowedKey, KeyGrant, KeyHolder, PartyKey, Report, Rewrap
from dijkwacht.reporting.tests.vault import PASSPHRASE, keys_of, rewrap_all, set_up

OTHER = "een bakfiets vol wortels op zondag"


@pytest.fixture(autouse=True)
def _no_tries_left_over(db):
    cache.clear()


@pytest.fixture
def vault(intake_officer, now):
    return set_up(intake_officer, now=now)


@pytest.fixture
def colleague(person, emmen):
    return person(emmen, "intake_officer", name="Carla Zuid")


@pytest.fixture
def two(vault, intake_officer, colleague, now):
    """Two officers who can both open the vault."""
    with acting(colleague):
        holder, _ = actions.join_vault(passphrase=OTHER, actor=colleague, now=now)
    with acting(intake_officer):
        actions.let_in(holder, keys=keys_of(intake_officer), actor=intake_officer, now=now)
    return holder


def tell(outsider, now, text="Een schuur (fictief)."):
    receipt = receipts.new_words()
    with acting(outsider):
        return actions.send_report({"seen": text}, receipt=receipt, actor=outsider, now=now), receipt


def read(report, officer, *, passphrase=PASSPHRASE):
    with acting(officer):
        report = Report.objects.get(pk=report.pk)
        key = keys_of(officer, passphrase=passphrase).content_key(report)
        return sealing.open_json(report.content, key=key, context=sealing.of_report(report.pk))["seen"]


def test_who_set_it_up_reads_what_comes_in(vault, outsider, intake_officer, now):
    report, _ = tell(outsider, now)
    assert read(report, intake_officer) == "Een schuur (fictief)."


def test_a_vault_is_set_up_once(vault, colleague, now):
    with pytest.raises(vault_rules.CannotKeep, match="al ingericht"):
        set_up(colleague, now=now)


@pytest.mark.parametrize("role", ["director", "reporter", "auditor", "functional_manager"])
def test_who_keeps_no_keys_sets_up_nothing(request, role, now):
    with pytest.raises(PermissionDenied):
        set_up(request.getfixturevalue(role), now=now)


@pytest.mark.parametrize(("first", "second"), [("Anna", " anna "), ("Anna", "ANNA")])
def test_the_halves_go_to_two_people(intake_officer, now, first, second):
    with pytest.raises(vault_rules.CannotKeep, match="twee verschillende"):
        set_up(intake_officer, keepers=(first, second), now=now)


def test_who_makes_the_halves_keeps_neither(intake_officer, now):
    with pytest.raises(vault_rules.CannotKeep, match="anderen dan uzelf"):
        set_up(intake_officer, keepers=(intake_officer.name, "Bert"), now=now)


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("kort", "te kort"),
        ("aaaaaaaaaaaaaaaaaaaa", "herhaalt"),
        ("12345678901234567890", "alleen cijfers"),
        ("mijn wachtwoord is lang genoeg", "wachtwoord"),
        ("wij wonen hier in Emmen bij het water", "emmen"),
    ],
)
def test_a_passphrase_that_others_guess_is_refused(intake_officer, now, passphrase, reason):
    with pytest.raises(vault_rules.CannotKeep, match=reason):
        set_up(intake_officer, passphrase=passphrase, now=now)


def test_spaces_in_a_passphrase_do_not_matter(vault, intake_officer, now):
    with acting(intake_officer):
        assert actions.unlock(f"  {PASSPHRASE.replace(' ', '   ')} ", actor=intake_officer, now=now)


def test_a_wrong_passphrase_opens_nothing_and_is_logged(vault, intake_officer, auditor, now):
    from dijkwacht.audit.models import Event

    with acting(intake_officer), pytest.raises(vault_rules.CannotUnlock, match="klopt niet"):
        actions.unlock(OTHER, actor=intake_officer, now=now)
    with acting(auditor):
        assert Event.objects.filter(action="vault:unlocked", result="refused").count() == 1


def test_after_five_wrong_tries_she_waits(vault, intake_officer, now):
    with acting(intake_officer):
        for _ in range(5):
            with pytest.raises(vault_rules.CannotUnlock, match="klopt niet"):
                actions.unlock(OTHER, actor=intake_officer, now=now)
        with pytest.raises(vault_rules.CannotUnlock, match="Te vaak"):
            actions.unlock(PASSPHRASE, actor=intake_officer, now=now)


def test_who_joined_waits_until_somebody_lets_her_in(vault, outsider, colleague, now):
    report, _ = tell(outsider, now)
    with acting(colleague):
        actions.join_vault(passphrase=OTHER, actor=colleague, now=now)
        with pytest.raises(CannotOpen, match="Vraag een collega"):
            keys_of(colleague, passphrase=OTHER).content_key(report)


def test_who_was_let_in_reads_it_too(two, outsider, colleague, now):
    report, _ = tell(outsider, now)
    assert read(report, colleague, passphrase=OTHER) == "Een schuur (fictief)."


def test_both_see_the_same_control_words(two, colleague):
    with acting(colleague):
        own = KeyHolder.objects.get(user_id=colleague.user_id)
    assert queries.control_words(own.public) == queries.control_words(two.public)
    assert len(queries.control_words(own.public).split()) == 4


def test_an_officer_of_another_party_cannot_let_in(vault, stranger, colleague, now):
    with acting(colleague):
        holder, _ = actions.join_vault(passphrase=OTHER, actor=colleague, now=now)
    set_up(stranger, now=now)
    with acting(stranger), pytest.raises(KeyHolder.DoesNotExist):
        actions.let_in(holder, keys=keys_of(stranger), actor=stranger, now=now)


def test_a_custodian_is_not_let_in_to_reports(vault, custodian, intake_officer, now):
    set_up(custodian, now=now)
    with acting(custodian):
        holder = KeyHolder.objects.get(user_id=custodian.user_id)
    with acting(intake_officer), pytest.raises(PermissionDenied):
        actions.let_in(holder, keys=keys_of(intake_officer), actor=intake_officer, now=now)


def test_another_passphrase_opens_the_same_keys(vault, outsider, intake_officer, now):
    report, _ = tell(outsider, now)
    with acting(intake_officer):
        actions.change_passphrase(OTHER, keys=keys_of(intake_officer), actor=intake_officer, now=now)
        with pytest.raises(vault_rules.CannotUnlock):
            actions.unlock(PASSPHRASE, actor=intake_officer, now=now)
    assert read(report, intake_officer, passphrase=OTHER) == "Een schuur (fictief)."


# Leaving


@pytest.fixture
def left(two, intake_officer, colleague, outsider, emmen, now):
    """The colleague kept her own key and the party's key when she left; a report came in before and after."""
    with acting(colleague):
        kept = keys_of(colleague, passphrase=OTHER)
        kept_pair = kept.for_party(PartyKey.objects.get(party=emmen))
    before, _ = tell(outsider, now, "Voor haar vertrek.")
    with acting(intake_officer):
        rewrap = actions.leave_vault(
            two, reason="andere baan", keys=keys_of(intake_officer), actor=intake_officer, now=now
        )
    after, _ = tell(outsider, now, "Na haar vertrek.")
    return kept, kept_pair, rewrap, before, after


def test_who_left_cannot_open_what_comes_in_from_now_on(left, colleague):
    kept, kept_pair, _, _, after = left
    with acting(colleague), pytest.raises(CannotOpen):
        kept.content_key(after)
    with pytest.raises(CannotOpen):
        envelopes.open_sealed(kept_pair, bytes(after.key_for_party))


def test_who_left_cannot_unlock_any_more(left, colleague, now):
    with acting(colleague), pytest.raises(vault_rules.CannotUnlock, match="nog geen sleutel"):
        actions.unlock(OTHER, actor=colleague, now=now)


def test_her_wrapped_keys_are_gone(left, two, intake_officer):
    with acting(intake_officer):
        holder = KeyHolder.objects.get(pk=two.pk)
        assert (bytes(holder.wrapped), KeyGrant.objects.filter(holder=two).exclude(sealed=None).count()) == (b"", 0)


def test_who_stays_reads_both_before_and_after_the_rewrap(left, intake_officer, emmen):
    _, _, rewrap, before, after = left
    assert (read(before, intake_officer), read(after, intake_officer)) == ("Voor haar vertrek.", "Na haar vertrek.")
    rewrap_all(rewrap, emmen)
    assert (read(before, intake_officer), read(after, intake_officer)) == ("Voor haar vertrek.", "Na haar vertrek.")


def test_after_the_rewrap_the_key_she_kept_opens_no_row(left, intake_officer, emmen):
    _, kept_pair, rewrap, before, _ = left
    rewrap_all(rewrap, emmen)
    with acting(intake_officer):
        before = Report.objects.get(pk=before.pk)
    with pytest.raises(CannotOpen):
        envelopes.open_sealed(kept_pair, bytes(before.key_for_party))


def test_the_rewrap_wipes_the_old_key_everywhere(left, intake_officer, emmen):
    rewrap = left[2]
    rewrap_all(rewrap, emmen)
    with acting(intake_officer):
        done = Rewrap.objects.get(pk=rewrap.pk)
        assert (done.sealed, done.done, done.total, done.failed) == (None, 1, 1, 0)
        assert done.finished_at
        assert not KeyGrant.objects.filter(party_key=done.old_key).exclude(sealed=None).exists()
        assert [each.party_key_id for each in EscrowedKey.objects.all()] == [done.new_key_id]


def test_the_reporter_does_not_notice(two, outsider, intake_officer, emmen, now):
    _, receipt = tell(outsider, now)
    with acting(intake_officer):
        rewrap = actions.rotate_key(reason="jaarlijks", keys=keys_of(intake_officer), actor=intake_officer, now=now)
    rewrap_all(rewrap, emmen)
    with acting(ANONYMOUS):
        assert actions.own_answers(actions.open_mailbox(receipt))["seen"] == "Een schuur (fictief)."


def test_a_director_takes_the_key_and_the_vault_asks_for_a_new_one(two, director, intake_officer, now):
    with acting(director):
        assert actions.leave_vault(two, reason="vertrokken", keys=None, actor=director, now=now) is None
    with acting(intake_officer):
        assert queries.vault(intake_officer, "intake").needs_rotation
        actions.rotate_key(reason="vertrek", keys=keys_of(intake_officer), actor=intake_officer, now=now)
        assert not queries.vault(intake_officer, "intake").needs_rotation


@pytest.mark.parametrize("role", ["stranger", "reporter", "auditor"])
def test_others_take_no_key(request, two, role, now):
    actor = request.getfixturevalue(role)
    with acting(actor), pytest.raises(PermissionDenied):
        actions.leave_vault(two, reason="x", keys=None, actor=actor, now=now)


def test_one_rotation_at_a_time(two, outsider, intake_officer, now):
    with acting(intake_officer):
        keys = keys_of(intake_officer)
        actions.rotate_key(reason="een", keys=keys, actor=intake_officer, now=now)
        with pytest.raises(vault_rules.CannotKeep, match="al vervangen"):
            actions.rotate_key(reason="twee", keys=keys, actor=intake_officer, now=now)


def test_a_rewrap_goes_on_where_it_was(two, outsider, intake_officer, emmen, now):
    told = [tell(outsider, now, f"Melding {number}.")[0] for number in range(5)]
    with acting(intake_officer):
        rewrap = actions.rotate_key(reason="oefening", keys=keys_of(intake_officer), actor=intake_officer, now=now)
    with acting(system_actor(emmen)) as itself:
        assert actions.rewrap_some(rewrap.pk, most=2, actor=itself, now=now)
    with acting(intake_officer):
        assert Rewrap.objects.get().done == 2
    assert [read(each, intake_officer) for each in told] == [f"Melding {number}." for number in range(5)]
    rewrap_all(rewrap, emmen, most=2)
    assert [read(each, intake_officer) for each in told] == [f"Melding {number}." for number in range(5)]


def test_a_broken_envelope_is_counted_and_stops_nothing(two, outsider, intake_officer, emmen, owner, now):
    broken, _ = tell(outsider, now)
    good, _ = tell(outsider, now)
    with owner():
        Report.objects.filter(pk=broken.pk).update(key_for_party=b"kapot")
    with acting(intake_officer):
        rewrap = actions.rotate_key(reason="oefening", keys=keys_of(intake_officer), actor=intake_officer, now=now)
    rewrap_all(rewrap, emmen, most=1)
    with acting(intake_officer):
        done = Rewrap.objects.get()
        assert (done.done, done.failed, done.sealed) == (1, 1, None)
    assert read(good, intake_officer) == "Een schuur (fictief)."


def test_names_are_rewrapped_with_the_key_of_who_keeps_them(vault, custodian, outsider, emmen, now):
    set_up(custodian, now=now)
    with acting(outsider):
        report = actions.send_report(
            {}, way="confidential", identity={"name": "Wim (fictief)"}, receipt=receipts.new_words(), actor=outsider,
            now=now,
        )  # fmt: skip
    with acting(custodian):
        rewrap = actions.rotate_key(reason="jaarlijks", keys=keys_of(custodian), actor=custodian, now=now)
    rewrap_all(rewrap, emmen)
    with acting(system_actor(emmen)):
        report = Report.objects.get(pk=report.pk)
    with acting(custodian):
        assert keys_of(custodian).identity(report) == {"name": "Wim (fictief)"}
        assert report.identity_party_key.generation == 2


def test_the_intake_opens_who_is_known_and_not_who_is_confidential(vault, custodian, outsider, intake_officer, now):
    set_up(custodian, now=now)
    sent = {}
    for way in ("known", "confidential"):
        with acting(outsider):
            sent[way] = actions.send_report(
                {}, way=way, identity={"name": way}, receipt=receipts.new_words(), actor=outsider, now=now
            )
    with acting(intake_officer):
        keys = keys_of(intake_officer)
        assert keys.identity(sent["known"]) == {"name": "known"}
        with pytest.raises(CannotOpen):
            keys.identity(sent["confidential"])


def end_role(actor, owner):
    from dijkwacht.parties.models import Membership

    with owner():
        Membership.objects.filter(pk=actor.membership_id).update(ends_on=date(2026, 1, 1))


def test_a_role_that_ended_gets_no_new_key(two, intake_officer, colleague, owner, now):
    end_role(colleague, owner)
    with acting(intake_officer):
        assert [each.has_role for each in queries.vault(intake_officer, "intake").holders] == [True, False]
        rewrap = actions.rotate_key(reason="vertrek", keys=keys_of(intake_officer), actor=intake_officer, now=now)
        assert [each.holder.user_id for each in rewrap.new_key.grants.all()] == [intake_officer.user_id]


def test_who_has_no_role_any_more_is_not_let_in(vault, intake_officer, colleague, owner, now):
    with acting(colleague):
        holder, _ = actions.join_vault(passphrase=OTHER, actor=colleague, now=now)
    end_role(colleague, owner)
    with acting(intake_officer), pytest.raises(vault_rules.CannotKeep, match="geen rol meer"):
        actions.let_in(holder, keys=keys_of(intake_officer), actor=intake_officer, now=now)


# Back in with paper


def test_two_halves_open_the_vault_again(vault, outsider, colleague, now):
    report, _ = tell(outsider, now)
    with acting(colleague):
        actions.recover_from_escrow(vault.second, vault.first, passphrase=OTHER, actor=colleague, now=now)
    assert read(report, colleague, passphrase=OTHER) == "Een schuur (fictief)."


def test_who_forgot_her_passphrase_gets_a_new_pair(vault, outsider, intake_officer, now):
    report, _ = tell(outsider, now)
    with acting(intake_officer):
        actions.recover_from_escrow(vault.first, vault.second, passphrase=OTHER, actor=intake_officer, now=now)
    assert read(report, intake_officer, passphrase=OTHER) == "Een schuur (fictief)."


def test_halves_read_after_a_rotation_too(vault, outsider, intake_officer, colleague, emmen, now):
    with acting(intake_officer):
        rewrap = actions.rotate_key(reason="jaarlijks", keys=keys_of(intake_officer), actor=intake_officer, now=now)
    rewrap_all(rewrap, emmen)
    report, _ = tell(outsider, now)
    with acting(colleague):
        actions.recover_from_escrow(vault.first, vault.second, passphrase=OTHER, actor=colleague, now=now)
    assert read(report, colleague, passphrase=OTHER) == "Een schuur (fictief)."


def test_one_half_is_not_enough(vault, colleague, now):
    with acting(colleague), pytest.raises(vault_rules.CannotKeep, match="twee keer dezelfde"):
        actions.recover_from_escrow(vault.first, vault.first, passphrase=OTHER, actor=colleague, now=now)


def test_a_typing_error_in_a_half_is_told(vault, colleague, now):
    wrong = ("1" if vault.first[-1] != "1" else "2").join([vault.first[:-1], ""])
    with acting(colleague), pytest.raises(vault_rules.CannotKeep, match="tikfout"):
        actions.recover_from_escrow(wrong, vault.second, passphrase=OTHER, actor=colleague, now=now)


def test_replaced_halves_open_nothing(vault, intake_officer, colleague, now):
    with acting(intake_officer):
        new = actions.replace_escrow(
            first_keeper="Chris", second_keeper="Dirk", keys=keys_of(intake_officer), actor=intake_officer,
            now=now + timedelta(days=1),
        )  # fmt: skip
    with acting(colleague):
        with pytest.raises(vault_rules.CannotKeep, match="oude noodsleutel"):
            actions.recover_from_escrow(vault.first, vault.second, passphrase=OTHER, actor=colleague, now=now)
        actions.recover_from_escrow(new.first, new.second, passphrase=OTHER, actor=colleague, now=now)
        assert Escrow.objects.filter(retired_at=None).count() == 1


def test_a_director_does_not_come_in_with_the_halves(vault, director, now):
    with acting(director), pytest.raises(PermissionDenied):
        actions.recover_from_escrow(vault.first, vault.second, passphrase=OTHER, actor=director, now=now)


def test_who_now_keeps_names_opens_no_reports_with_her_old_key(vault, intake_officer, person, emmen, owner, now):
    from dijkwacht.parties.models import User

    end_role(intake_officer, owner)
    herself = User.objects.get(pk=intake_officer.user_id)
    as_custodian = person(emmen, "custodian", user=herself)
    with acting(as_custodian):
        with pytest.raises(vault_rules.CannotUnlock, match="nog geen sleutel"):
            actions.unlock(PASSPHRASE, actor=as_custodian, now=now)
        with pytest.raises(vault_rules.CannotKeep, match="nog niet ingericht"):
            actions.join_vault(passphrase=OTHER, actor=as_custodian, now=now)
