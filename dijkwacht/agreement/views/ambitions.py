from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dijkwacht.agreement import permissions, queries, rules
from dijkwacht.agreement.checks.cells import tally
from dijkwacht.agreement.queries import Board
from dijkwacht.agreement.views.shared import ambition_or_404, asked_day, day_query, party_or_404
from dijkwacht.parties.permissions import ActorRequest, needs

if TYPE_CHECKING:
    from dijkwacht.parties.models import Party


@require_safe
@needs("agreement:read")
def ambition(request: ActorRequest, number: str) -> HttpResponse:
    """One promise, and how it stands with every party that made it."""
    day = asked_day(request)
    asked = ambition_or_404(number, day=day)
    board = queries.board(as_of=day, actor=request.actor)
    cells = [cell for cell in board.of_ambition(number) if cell.is_applicable]
    context = {
        "ambition": asked,
        "day": day,
        "is_past": day != timezone.localdate(),
        "query": day_query(request),
        "cells": cells,
        "tally": tally(cells),
        "norms": _norms(board, number, request),
        "neighbours": _neighbours(board, number),
        "others": [party for party in board.parties if not asked.applies_to_kind(party.kind)],
    }
    return render(request, "agreement/ambition.html", context)


@require_safe
@needs("agreement:read")
def cell(request: ActorRequest, number: str, code: str) -> HttpResponse:
    """One promise of one party: the numbers, the norm and what was declared."""
    day = asked_day(request)
    asked, party = ambition_or_404(number, day=day), party_or_404(code)
    if not asked.applies_to_kind(party.kind):
        raise Http404
    actor = request.actor
    board = queries.board(as_of=day, actor=actor)
    is_own = actor.party_id == party.pk
    context = {
        "ambition": asked,
        "party": party,
        "day": day,
        "is_past": day != timezone.localdate(),
        "query": day_query(request),
        "cell": board.cell(number, party),
        "is_own": is_own,
        "may_open_lists": is_own and actor.can("signal:read"),
        "since": queries.year_before(day),
        "declarations": queries.declarations_of(asked, party, actor=actor),
        "can_declare": permissions.can_declare(actor, party.pk),
        "helpers": [each for each in queries.who_meets(board, number) if each.party.pk != party.pk],
        "neighbours": _neighbours(board, number, kind=party.kind),
    }
    return render(request, "agreement/cell.html", context)


@require_safe
@needs("agreement:read")
def party(request: ActorRequest, code: str) -> HttpResponse:
    """All promises of one party."""
    day = asked_day(request)
    asked = party_or_404(code)
    board = queries.board(as_of=day, actor=request.actor)
    context = {
        "party": asked,
        "day": day,
        "is_past": day != timezone.localdate(),
        "query": day_query(request),
        "is_own": request.actor.party_id == asked.pk,
        "tally": board.tallies[asked.pk],
        "norm": board.dike_norm,
        "term": rules.term(board.edition, today=day),
        "rise": queries.rise_of(asked, as_of=day, actor=request.actor),
        "groups": _party_groups(board, asked),
        "others": board.parties,
    }
    return render(request, "agreement/party.html", context)


def _party_groups(board: Board, party: "Party") -> list[dict[str, Any]]:
    groups = []
    for theme in board.themes:
        cells = [board.cell(each.number, party) for each in board.ambitions_of(theme)]
        groups.append({"theme": theme, "cells": [each for each in cells if each.is_applicable], "tally": tally(cells)})
    return groups


def _norms(board: Board, number: str, request: ActorRequest) -> list[Any]:
    current = queries.current_norms(board.as_of, edition=board.edition, actor=request.actor)
    return [norm for norm in current if norm.ambition is not None and norm.ambition.number == number]


def _neighbours(board: Board, number: str, *, kind: str = "") -> dict[str, str]:
    """The ambitions before and after this one, that hold for this kind of party."""
    numbers = [each.number for each in board.ambitions if not kind or each.applies_to_kind(kind)]
    place = numbers.index(number)
    return {
        "previous": numbers[place - 1] if place else "",
        "next": numbers[place + 1] if place + 1 < len(numbers) else "",
    }
