from dijkwacht.config.database_check import pending_migrations, problems, role_problems


def test_nothing_is_wrong_with_the_application_role(db):
    assert problems() == []


def test_the_owner_may_not_serve_pages(owner):
    with owner():
        found = role_problems()
    assert len(found) == 2
    assert "may create databases" in found[0]
    assert "owns tables" in found[1]


def test_a_migration_that_was_not_run_is_named(owner):
    from django.db import connection

    with owner(), connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'sessions'")
    assert pending_migrations() == ["Migrations to run with `dijkwacht migrate`: sessions.0001_initial."]
