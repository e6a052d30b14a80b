"""An open vault for tests: officers with a known passphrase."""

from datetime import datetime

from dijkwacht.lib.access import Actor, acting
from dijkwacht.lib.envelopes import pair_of
from dijkwacht.parties.access import system_actor
from dijkwacht.parties.models import Party
from dijkwacht.reporting import actions, unlocked
from dijkwacht.reporting.models import Rewrap

PASSPHRASE = "zeven ganzen lopen over de dam"


def set_up(
    actor: Actor,
    *,
    now: datetime,
    passphrase: str = PASSPHRASE,
    keepers: tuple[str, str] = ("Anna Archief", "Bert Bestuur"),
) -> actions.Ceremony:
    """This will make the vault of what the actor keeps."""
    with acting(actor):
        return actions.set_up_vault(
            passphrase=passphrase, first_keeper=keepers[0], second_keeper=keepers[1], actor=actor, now=now
        )


def keys_of(actor: Actor, *, passphrase: str = PASSPHRASE) -> unlocked.Keys:
    """This will return the keys of an officer, inside her context."""
    holder = unlocked.holder_of(actor)
    private = actions.unlock(passphrase, actor=actor, now=datetime.now().astimezone())
    assert holder
    return unlocked.Keys(holder=holder, own=pair_of(private))


def rewrap_all(rewrap: Rewrap, party: Party, *, most: int = 100) -> None:
    """This will do the job of a rotation to its end."""
    more = True
    while more:
        with acting(system_actor(party)) as itself:
            more = actions.rewrap_some(rewrap.pk, most=most, actor=itself, now=rewrap.started_at)


def open_vault(client, *, passphrase: str = PASSPHRASE) -> None:
    """This will type the passphrase in a browser of an officer who has a key."""
    answer = client.post("/meldingen/kluis/openen/", {"passphrase": passphrase})
    assert answer.status_code == 302, answer.content.decode()
