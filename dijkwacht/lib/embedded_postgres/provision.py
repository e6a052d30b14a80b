"""The two roles and the database: what the application may do, and what only migrations may."""

from typing import LiteralString

import psycopg
from psycopg import Connection, sql

from dijkwacht.lib.embedded_postgres.configuration import APP, DATABASE, OWNER

# The application may read and write rows and call functions, nothing else; the owner may become the application.
# Done in template1, so that each new database gets it too: also the databases that tests make.
IN_TEMPLATE = """
alter role {owner} login nosuperuser createdb nocreaterole nobypassrls password {owner_password};
alter role {app} login nosuperuser nocreatedb nocreaterole nobypassrls password {app_password};
grant {app} to {owner};
alter schema public owner to {owner};
revoke all on schema public from public;
grant usage on schema public to {app};
alter default privileges for role {owner} revoke execute on functions from public;
alter default privileges for role {owner} in schema public
    grant select, insert, update, delete on tables to {app};
alter default privileges for role {owner} in schema public grant usage, select on sequences to {app};
alter default privileges for role {owner} in schema public grant execute on functions to {app};
"""
# No temporary tables for the application: they could stand in for a real table in a function that trusts names.
ON_DATABASE = """
revoke all on database {database} from public;
grant connect on database {database} to {app};
"""


def provision(url: str, *, owner_password: str, app_password: str) -> None:
    """This will make the roles and the database, and may be repeated after a crash halfway."""
    names = {"owner": sql.Identifier(OWNER), "app": sql.Identifier(APP), "database": sql.Identifier(DATABASE)}
    secrets = {"owner_password": sql.Literal(owner_password), "app_password": sql.Literal(app_password)}

    with psycopg.connect(url, autocommit=True) as connection:
        for role in (OWNER, APP):
            if not _exists(connection, "select from pg_roles where rolname = %s", role):
                connection.execute(sql.SQL("create role {}").format(sql.Identifier(role)))
        connection.execute(sql.SQL(IN_TEMPLATE).format(**names, **secrets))

        if not _exists(connection, "select from pg_database where datname = %s", DATABASE):
            connection.execute(sql.SQL("create database {database} owner {owner}").format(**names))
        connection.execute(sql.SQL(ON_DATABASE).format(**names))


def _exists(connection: Connection, query: LiteralString, name: str) -> bool:
    return connection.execute(query, [name]).fetchone() is not None
