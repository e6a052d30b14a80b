"""Somebody found a hole and speaks SQL as the application. What does the database still refuse?"""

import threading

import pytest
from django.db import Error, connection, transaction

from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.parties.models import Membership, User


def sql(query, *values):
    """The rows, or the number of rows that changed; an error undoes only this query."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


GRANT = (
    "insert into parties_membership (user_id, party_id, role, starts_on, granted_by_id, reason, end_reason)"
    " values (%s, %s, %s, current_date, %s, '', '')"
)


def refused(query, *values):
    with pytest.raises(Error, match=r"permission denied|row-level security|only for people"):
        sql(query, *values)
    return True


def test_nobody_writes_herself_into_a_role(functional_manager):
    me = functional_manager
    with acting(me):
        assert refused(GRANT, me.user_id, me.party_id, "director", me.user_id)


def test_nobody_gives_a_role_in_the_name_of_another(functional_manager, reporter, director):
    with acting(functional_manager):
        assert refused(GRANT, reporter.user_id, reporter.party_id, "auditor", director.user_id)


def test_a_manager_gives_no_role_at_another_party(functional_manager, reporter, assen):
    with acting(functional_manager):
        assert refused(GRANT, reporter.user_id, assen.pk, "director", functional_manager.user_id)


def test_somebody_without_the_right_gives_no_role_at_all(director, reporter):
    with acting(director):
        assert refused(GRANT, reporter.user_id, reporter.party_id, "auditor", director.user_id)


def test_naming_a_role_that_she_does_not_hold_opens_nothing(reporter):
    sql("select set_config('app.user', %s, true)", str(reporter.user_id))
    sql("select set_config('app.party', %s, true)", str(reporter.party_id))
    sql("select set_config('app.role', 'functional_manager', true)")
    assert sql("select app_can('people:manage')") == [(False,)]
    assert refused(GRANT, reporter.user_id, reporter.party_id, "director", reporter.user_id)


def test_a_role_cannot_be_turned_into_another_or_given_away(functional_manager, reporter):
    with acting(functional_manager):
        assert refused("update parties_membership set role = 'director' where id = %s", reporter.membership_id)
        assert refused(
            "update parties_membership set user_id = %s where id = %s",
            functional_manager.user_id,
            reporter.membership_id,
        )


def test_an_ended_role_is_not_opened_again(functional_manager, person, emmen, now):
    ended = person(emmen, "director", ends_on=now.date())
    with acting(functional_manager):
        assert refused("update parties_membership set ends_on = null where id = %s", ended.membership_id)


def test_the_own_role_is_not_made_longer(person, emmen, now):
    leaving = person(emmen, "functional_manager", ends_on="2099-01-01")
    with acting(leaving):
        assert sql("update parties_membership set ends_on = '2199-01-01' where id = %s", leaving.membership_id) == 0


def test_roles_are_never_removed(functional_manager, reporter):
    with acting(functional_manager):
        assert refused("delete from parties_membership where id = %s", reporter.membership_id)


def test_the_table_of_rights_is_closed(functional_manager):
    with acting(functional_manager):
        assert refused("insert into parties_rolepermission (role, permission) values ('reporter', 'audit:read')")
        assert refused("update parties_rolepermission set role = 'reporter'")


def test_the_password_of_a_colleague_stays_hers(functional_manager, reporter):
    with acting(functional_manager):
        assert sql("update parties_user set password = 'x' where id = %s", reporter.user_id) == 0


@pytest.mark.parametrize("column", ["email = 'x@y.nl'", "is_active = true", "is_system = true", "name = 'x'"])
def test_who_somebody_is_cannot_be_changed_even_by_herself(reporter, column):
    with acting(reporter):
        assert refused(f"update parties_user set {column} where id = %s", reporter.user_id)


def test_nobody_makes_a_person_who_is_dijkwacht_itself(functional_manager):
    with acting(functional_manager):
        assert refused(
            "insert into parties_user (email, name, password, is_active, is_system, joined_at)"
            " values ('a@b.nl', 'a', '!', true, true, now())"
        )


def test_without_a_context_there_are_no_roles_to_see(director):
    assert sql("select count(*) from parties_membership") == [(0,)]
    assert sql("select app_can('signal:read')") == [(False,)]


def test_a_reporter_sees_her_own_roles_only(reporter, director):
    with acting(reporter):
        assert list(Membership.objects.values_list("pk", flat=True)) == [reporter.membership_id]


def test_second_factors_and_sessions_of_others_are_out_of_sight(reporter, director, owner):
    with owner():
        sql(
            "insert into mfa_authenticator (user_id, type, data, created_at) values (%s, 'totp', '{}', now())",
            director.user_id,
        )
    with acting(reporter):
        assert sql("select count(*) from mfa_authenticator") == [(0,)]
        assert sql("delete from mfa_authenticator") == 0
    with acting(director):
        assert sql("select count(*) from mfa_authenticator") == [(1,)]


def test_the_doors_in_the_database_ask_for_the_right_too(reporter, director, functional_manager, stranger):
    with acting(reporter):
        assert refused("select parties_settle_account(%s)", director.user_id)
        assert refused("select parties_forget_second_factor(%s)", director.user_id)
        assert sql("select * from parties_holders(array['director'])") == []
    with acting(functional_manager):
        assert refused("select parties_settle_account(%s)", stranger.user_id)
        assert refused("select parties_forget_second_factor(%s)", functional_manager.user_id)


def test_a_review_is_signed_by_who_signs_and_never_changed(functional_manager, director):
    row = (
        "insert into parties_rightsreview (party_id, signed_by_id, signed_at, remark, snapshot)"
        " values (%s, %s, now(), '', '[]')"
    )
    with acting(functional_manager):
        assert refused(row, functional_manager.party_id, director.user_id)
        assert sql(row, functional_manager.party_id, functional_manager.user_id) == 1
        assert refused("update parties_rightsreview set remark = 'anders'")


def test_an_account_that_is_closed_has_no_rights_in_the_database(director, owner):
    with owner():
        User.objects.filter(pk=director.user_id).update(is_active=False)
    with acting(director):
        assert sql("select app_can('signal:read')") == [(False,)]


def test_a_role_that_is_over_has_no_rights_in_the_database(person, emmen, now):
    over = person(emmen, "director", ends_on=now.date())
    with acting(over, now=now):
        assert sql("select app_can('signal:read')") == [(False,)]


def test_a_role_that_begins_tomorrow_has_no_rights_today(person, emmen, now):
    early = person(emmen, "director", starts_on="2026-11-18")
    with acting(early, now=now):
        assert sql("select app_can('signal:read')") == [(False,)]


def test_anonymous_is_nobody(director):
    with acting(ANONYMOUS):
        assert Membership.objects.count() == 0


def in_another_connection(work):
    """Does the work in a thread, so on a connection of its own, outside the transaction of the test."""
    done = []

    def run():
        try:
            done.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=30)
    return done[0]


def test_two_people_on_one_connection_do_not_see_each_others_rows(person, emmen, assen, owner):
    """The pool hands the connection of one to the next: nothing of the first may be left on it."""

    def work():
        first, second = person(emmen, "reporter"), person(assen, "reporter")
        try:
            return list(look(first, second))
        finally:
            with owner():
                Membership.objects.filter(user_id__in=[first.user_id, second.user_id]).delete()
                sql("delete from parties_user where id in (%s, %s)", first.user_id, second.user_id)

    def look(first, second):
        for actor in (first, second):
            with acting(actor):
                yield list(Membership.objects.values_list("user_id", flat=True)) == [actor.user_id]
            yield Membership.objects.count() == 0
        with pytest.raises(ZeroDivisionError), acting(first):
            1 / 0  # noqa: B018 a request that crashes
        yield sql("select coalesce(current_setting('app.user', true), '')") == [("",)]

    assert in_another_connection(work) == [True] * 5


def test_two_people_at_the_same_time_do_not_see_each_others_rows(reporter):
    with acting(reporter):
        assert Membership.objects.count() == 1
        assert in_another_connection(Membership.objects.count) == 0
