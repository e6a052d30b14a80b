"""Who may do what with a report. Outsiders reach one mailbox; officers their own party."""

from django.db import connection

from dijkwacht.lib.access import Actor

OUTSIDE = "outside"
"""The role of a reporter: no person, no rights, one party."""


def outsider(party_id: int, *, party_name: str = "") -> Actor:
    """This will return somebody who tells something to one party: nobody knows who."""
    return Actor(user_id=None, name="melder", party_id=party_id, party_name=party_name, role=OUTSIDE)


def in_mailbox(mailbox: bytes | None) -> None:
    """This will let the rest of the transaction reach the one mailbox with this secret id; None closes it."""
    _set("app.mailbox", mailbox.hex() if mailbox else "")


def in_draft(draft_id: str) -> None:
    """This will let the rest of the transaction reach the one interrupted report with this id."""
    _set("app.draft", draft_id)


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [name, value])
