"""Dijkwacht itself: who it is when nobody asks, in the jobs of this room."""

from django.db import connection

from dijkwacht.lib.access import Actor

PERMISSIONS = frozenset({"job:run"})


def systems() -> list[Actor]:
    """This will return Dijkwacht itself once for each party, with the right to do jobs there and nothing more."""
    with connection.cursor() as cursor:
        cursor.execute("select user_id, name, party_id, party_name from audit_systems()")
        rows = cursor.fetchall()
    return [
        Actor(
            user_id=user_id,
            name=name,
            party_id=party_id,
            party_name=party_name,
            role="system",
            permissions=PERMISSIONS,
            is_system=True,
        )
        for user_id, name, party_id, party_name in rows
    ]
