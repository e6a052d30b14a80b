"""What may be the same thing, told before: compared before something is entered a second time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Func, Q, QuerySet, TextField, Value

from dijkwacht.lib.access import Actor
from dijkwacht.signals import permissions
from dijkwacht.signals.models import Signal

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LOOKED_BACK = timedelta(days=2 * 365)


@dataclass(frozen=True, slots=True)
class Alike:
    """A signal that may be the same, and why we think so."""

    signal: Signal
    why: str


def letters_of(text: str) -> str:
    """This will return a text as it is compared: lower case, letters and digits only."""
    return "".join(sign for sign in text.lower() if sign.isalnum())


def alike(actor: Actor, *, text: str, place: str, phenomenon: str, day: date, number: str = "") -> list[Alike]:
    """
    This will return signals that the actor may see with the same number of the provider or the same text, or about
    the same place and phenomenon on the same day.
    """
    since = datetime.combine(day, time.min, AMSTERDAM) - LOOKED_BACK
    seen = permissions.visible_to(actor).filter(received_at__gte=since).select_related("phenomenon")
    found: dict[object, Alike] = {}
    for why, rows in _reasons(seen, text=text, place=place, phenomenon=phenomenon, day=day, number=number):
        for signal in rows[:5]:
            found.setdefault(signal.pk, Alike(signal, why))
    return list(found.values())


def _reasons(
    seen: QuerySet[Signal], *, text: str, place: str, phenomenon: str, day: date, number: str
) -> list[tuple[str, QuerySet[Signal]]]:
    reasons = []
    if number:
        reasons.append(("hetzelfde nummer", seen.filter(source_number=number)))
    if letters := letters_of(text):
        same = seen.annotate(told=_letters("own_observation"), told_too=_letters("heard"))
        reasons.append(("dezelfde tekst", same.filter(Q(told=letters) | Q(told_too=letters))))
    if letters_of(place) and phenomenon:
        begin = datetime.combine(day, time.min, AMSTERDAM)
        on_day = seen.filter(received_at__gte=begin, received_at__lt=begin + timedelta(days=1))
        about = on_day.filter(place_key=letters_of(place)[:300], phenomenon__code=phenomenon)
        reasons.append(("zelfde plek, fenomeen en dag", about))
    return reasons


def _letters(column: str) -> Func:
    """As `letters_of`, in the database."""
    lower = Func(F(column), function="lower")
    return Func(
        lower, Value("[^[:alnum:]]"), Value(""), Value("g"), function="regexp_replace", output_field=TextField()
    )
