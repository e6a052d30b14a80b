from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dijkwacht.agreement import forms, queries, rules
from dijkwacht.agreement.queries import Board
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.ui import pictures


@require_safe
@needs("agreement:read")
def matrix(request: ActorRequest) -> HttpResponse:
    """How high are the dikes? 28 ambitions by 17 parties."""
    today = timezone.localdate()
    themes = queries.edition_on(today).themes.all()
    filters = forms.MatrixFilters(request.GET or None, themes=themes, first=queries.first_day(), today=today)
    chosen = filters.chosen()
    day, query = chosen["op"], _query(chosen["op"], today=today)
    whole = queries.board(as_of=day, actor=request.actor)
    board = whole.narrowed(theme=chosen["thema"], kind=chosen["soort"])
    context = {
        "board": board,
        "term": rules.term(board.edition, today=day),
        "query": query,
        "is_past": day != today,
        "filters": filters,
        "groups": _groups(board, query=query),
        "tiles": _tiles(board, query=query),
        "dikes": queries.dikes(board),
        "lowest": board.lowest(most=5),
        "may_report": request.actor.can("agreement:report"),
        "lines": [(party, board.tallies[party.pk]) for party in board.parties],
    }
    return render(request, "agreement/matrix.html", context)


def _groups(board: Board, *, query: str) -> list[dict[str, Any]]:
    """The rows of the matrix by theme. Addresses are put together here: 419 times `reverse` is slow."""
    root = reverse("agreement:matrix")
    return [
        {
            "theme": theme,
            "rows": [
                {
                    "ambition": ambition,
                    "url": f"{root}{ambition.number}/{query}",
                    "cells": [
                        (
                            cell.status.look,
                            f"{cell.party.short_name}, {ambition.number}",
                            f"{root}{ambition.number}/{cell.party.code}/{query}" if cell.is_applicable else "",
                        )
                        for cell in board.of_ambition(ambition.number)
                    ],
                }
                for ambition in board.ambitions_of(theme)
            ],
        }
        for theme in board.themes
    ]


def _tiles(board: Board, *, query: str) -> list[dict[str, str]]:
    return [
        {
            "name": party.short_name,
            "status": _against_norm(board.tallies[party.pk].share, norm=board.dike_norm),
            "text": f"{board.tallies[party.pk].reached}/{board.tallies[party.pk].total}",
            "url": reverse("agreement:party", args=[party.code]) + query,
        }
        for party in board.parties
    ]


def _query(day: date, *, today: date) -> str:
    return "" if day == today else f"?op={day.isoformat()}"


def _against_norm(share: int | None, *, norm: int) -> str:
    if share is None:
        return "unknown"
    if share >= norm:
        return "met"
    return "partly" if share >= norm - pictures.NEARLY else "not"
