"""What the vault asks of people, for the home page."""

from django.urls import reverse

from dijkwacht.lib.access import Actor
from dijkwacht.reporting.queries.desk import WorkItem
from dijkwacht.reporting.queries.keeping import VaultState, purpose_of, vaults

NAMES = {"intake": "Kluis van de meldingen", "identity": "Kluis van de namen van melders"}


def vault_work(actor: Actor) -> list[WorkItem]:
    """This will return what must happen to a vault, for who keeps it; the director hears when it is stuck."""
    if not actor.can("vault:manage"):
        return []
    keeps = purpose_of(actor) is not None
    return [item for state in vaults(actor) for item in _of(state, keeps=keeps)]


def _of(state: VaultState, *, keeps: bool) -> list[WorkItem]:
    if state.key is None:
        return [_item("Kluis inrichten", state)] if keeps else []
    if state.has_nobody:
        return [_item("Niemand kan de kluis openen", state, status="late", text="vast")]
    found = [_item("Sleutel van de kluis vervangen", state)] if state.needs_rotation and not state.is_replacing else []
    gone = [each for each in state.holders if not each.has_role]
    found += [_item(f"Sleutel ontnemen aan {each.holder.user.name}: geen rol meer", state) for each in gone]
    if keeps and any(each.is_me and each.has_key for each in state.holders):
        waiting = [each for each in state.holders if each.has_role and not each.has_key]
        found += [_item(f"{each.holder.user.name} vraagt toegang tot de kluis", state) for each in waiting]
    return found


def _item(title: str, state: VaultState, *, status: str = "new", text: str = "") -> WorkItem:
    return WorkItem(title, reverse("reporting:vault"), NAMES[state.purpose], None, status, text)
