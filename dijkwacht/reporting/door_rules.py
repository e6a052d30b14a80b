"""What may happen at the other doors now, whoever asks: signs, partners' links, tips."""

from datetime import datetime
from typing import TYPE_CHECKING

from dijkwacht.reporting.rules import CannotSend

if TYPE_CHECKING:
    from dijkwacht.reporting.models import PartnerLink

MOST_PLACES = 50
MOST_USES = 25
LONGEST_DAYS = 90

WHY_CLOSED = {
    "expired": "Deze link is verlopen.",
    "used": "Met deze link is al zo vaak gemeld als kon.",
    "withdrawn": "Deze link is ingetrokken.",
    "unknown": "Deze link klopt niet.",
}


class CannotMakeSign(Exception):
    """The text tells the officer why."""


class CannotMakeLink(Exception):
    """The text tells the officer why."""


class LinkGone(CannotSend):
    """The link of a partner does not work any more; the text tells the partner why."""


def check_places(places: list[str]) -> None:
    """:raises CannotMakeSign: if no place is named, or too many at once"""
    if not places:
        raise CannotMakeSign("Noem ten minste één plek.")
    if len(places) > MOST_PLACES:
        raise CannotMakeSign(f"Maak er ten hoogste {MOST_PLACES} tegelijk.")


def check_link(*, uses: int, days: int) -> None:
    """:raises CannotMakeLink: if it would work too often or too long"""
    if not 1 <= uses <= MOST_USES:
        raise CannotMakeLink(f"Kies hoe vaak: van 1 tot en met {MOST_USES} keer.")
    if not 1 <= days <= LONGEST_DAYS:
        raise CannotMakeLink(f"Kies hoe lang: van 1 tot en met {LONGEST_DAYS} dagen.")


def state_of(link: "PartnerLink", *, now: datetime) -> str:
    """This will return "open", "expired", "used" or "withdrawn"."""
    if link.withdrawn_at is not None:
        return "withdrawn"
    if link.expires_at <= now:
        return "expired"
    return "open" if link.uses_left else "used"
