"""What may happen to a vault now, whoever asks."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dijkwacht.reporting.models import Escrow, KeyHolder, PartyKey, Rewrap

SHORTEST = 16
_DIFFERENT = 8
_TOO_KNOWN = ("dijkwacht", "wachtwoord", "wachtzin", "password", "welkom", "qwerty", "12345", "meldpunt")


class CannotKeep(Exception):
    """The text tells the officer why."""


class CannotUnlock(Exception):
    """The text tells the officer why."""


def check_passphrase(passphrase: str, *, about: Iterable[str] = ()) -> None:
    """
    This will refuse a passphrase that somebody, or a machine with a copy of the database, could guess.

    `about` is what others know of this person: name, address, organisation.

    :raises CannotKeep: with what is wrong
    """
    plain = passphrase.casefold()
    if len(passphrase.strip()) < SHORTEST:
        raise CannotKeep(f"Deze wachtzin is te kort. Neem ten minste {SHORTEST} tekens, bijvoorbeeld vijf woorden.")
    if len(set(plain) - {" "}) < _DIFFERENT:
        raise CannotKeep("Deze wachtzin herhaalt te veel. Neem meer verschillende letters.")
    if not re.search(r"[^\W\d_]", passphrase):
        raise CannotKeep("Een wachtzin van alleen cijfers is te makkelijk te raden. Neem woorden.")
    known = [word for text in about for word in re.split(r"[\W_]+", text.casefold()) if len(word) > 3]
    for word in (*_TOO_KNOWN, *known):
        if word in plain:
            raise CannotKeep(f"Gebruik in uw wachtzin niet “{word}”: dat raden anderen als eerste.")


def check_keepers(first: str, second: str, *, officer: str) -> None:
    """
    This will see that the halves of the emergency key go to two people, and not to who makes them.

    :raises CannotKeep: with what is wrong
    """
    names = [" ".join(each.casefold().split()) for each in (first, second)]
    if names[0] == names[1]:
        raise CannotKeep("Kies twee verschillende bewaarders: één persoon mag nooit beide helften hebben.")
    if officer.casefold() in names:
        raise CannotKeep("Kies anderen dan uzelf: u hebt al een eigen sleutel.")


def check_can_set_up(live: "PartyKey | None") -> None:
    """:raises CannotKeep: if there is a vault already"""
    if live is not None:
        raise CannotKeep("Deze kluis is al ingericht. U kunt wel meedoen: een collega laat u toe.")


def check_can_join(live: "PartyKey | None", own: "KeyHolder | None") -> None:
    """:raises CannotKeep: if there is no vault yet, or she has a key already"""
    if live is None:
        raise CannotKeep("Deze kluis is nog niet ingericht.")
    if own is not None:
        raise CannotKeep("U hebt al een eigen sleutel bij deze organisatie.")


def check_can_rotate(live: "PartyKey | None", running: "Rewrap | None") -> None:
    """:raises CannotKeep: if there is no vault, or the last rotation is not finished"""
    if live is None:
        raise CannotKeep("Deze kluis is nog niet ingericht.")
    if running is not None:
        raise CannotKeep("De sleutel wordt op dit moment al vervangen. Wacht tot dat klaar is.")


def check_can_put_aside(needed: set[int], *, has: set[int]) -> None:
    """:raises CannotKeep: if a key would be left on the old sheets only, which then open nothing"""
    if not needed or needed - has:
        raise CannotKeep("U hebt de sleutel van deze kluis niet, of niet helemaal. Laat iemand die hem heeft dit doen.")


def check_can_leave(holder: "KeyHolder") -> None:
    """:raises CannotKeep: if she left already"""
    if holder.left_at is not None:
        raise CannotKeep("Deze persoon heeft al geen sleutel meer.")


def check_escrow(found: "Escrow | None", *, live: "Escrow | None") -> None:
    """:raises CannotKeep: if the emergency key was not made by somebody who had the key, but put in the database"""
    if found != live:
        raise CannotKeep("De noodsleutel hoort niet bij deze sleutel. Maak eerst een nieuwe noodsleutel op papier.")


def check_can_let_in(holder: "KeyHolder", *, has_role: bool) -> None:
    """:raises CannotKeep: if she left, or no longer has the role for it"""
    check_can_leave(holder)
    if not has_role:
        raise CannotKeep("Deze persoon heeft geen rol meer waarbij een sleutel hoort.")
