"""A sheet as a browser sends it, for the tests of reporting."""

from django.db import connection

from dijkwacht.lib.ids import uuid7

TOLD = {
    "object_kind": "address",
    "place": "Schuur achter Kanaalweg 12",
    "locality": "Nieuw-Verzonnen",
    "title": "Afgeplakte ramen en nachtelijk bezoek",
    "own_observation": "Drie avonden een busje zonder opdruk, steeds rond elf uur.",
}


def filled_in(**changes):
    """What must be filled in, with a key of its own, and what the test changes."""
    return TOLD | {"draft": str(uuid7())} | changes


def content_of_log(owner) -> str:
    with owner(), connection.cursor() as cursor:
        cursor.execute("select string_agg(audit_event::text, ' ') from audit_event")
        return cursor.fetchone()[0] or ""
