"""What several pages of the agreement need: the day that is asked about, the ambition and the party."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date

from dijkwacht.agreement import queries
from dijkwacht.agreement.models import Ambition
from dijkwacht.parties import queries as parties_queries
from dijkwacht.parties.permissions import ActorRequest

if TYPE_CHECKING:
    from dijkwacht.parties.models import Party


def asked_day(request: ActorRequest) -> date:
    """
    This will return the day of the question (?op=2026-07-01), today if there is none.

    :raises Http404: for a day that does not exist, lies in the future, or before the agreement
    """
    today = timezone.localdate()
    text = request.GET.get("op", "")
    if not text:
        return today
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not queries.first_day() <= day <= today:
        raise Http404
    return day


def day_query(request: ActorRequest) -> str:
    """This will return the day of the question for in a link, so that a walk through the past stays there."""
    day = request.GET.get("op", "")
    return f"?op={day}" if day else ""


def ambition_or_404(number: str, *, day: date) -> Ambition:
    """This will return an ambition of the edition of that day."""
    found = Ambition.objects.filter(edition=queries.edition_on(day)).select_related("theme", "edition")
    return get_object_or_404(found, number=number)


def party_or_404(code: str) -> "Party":
    """This will return one of the parties that signed."""
    return get_object_or_404(parties_queries.signatories(), code=code)
