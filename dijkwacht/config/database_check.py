"""What is wrong with the database: reachable, up to date, and with a role that row-level security can hold."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

# The owner of a table and a superuser pass by its policies.
ROLE = """
select rolsuper, rolbypassrls, rolcreatedb or rolcreaterole,
       exists(select from pg_class
              where relnamespace = 'public'::regnamespace and pg_has_role(current_user, relowner, 'member'))
from pg_roles where rolname = current_user
"""
MEANINGS = (
    "is a superuser",
    "bypasses row-level security",
    "may create databases or roles",
    "owns tables, or may become their owner",
)


def problems() -> list[str]:
    """This will name everything that must be repaired before real work."""
    try:
        return [*role_problems(), *pending_migrations()]
    except DatabaseError as problem:
        return [f"The database does not answer: {problem}"]


def role_problems() -> list[str]:
    """This will tell which right of the application's role would defeat row-level security."""
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        found = cursor.fetchone() or ()
    name = connection.settings_dict["USER"]
    return [
        f"The role {name} in DATABASE_URL {meaning}: use the application's role, not the owner's."
        for meaning, is_true in zip(MEANINGS, found, strict=True)
        if is_true
    ]


def pending_migrations() -> list[str]:
    """This will name the migrations that this code needs and the database has not had."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in plan)
    return [f"Migrations to run with `dijkwacht migrate`: {names}."] if plan else []
