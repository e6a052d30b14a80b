"""The routing table: for each phenomenon, who is competent."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q

from dijkwacht.knowledge import permissions
from dijkwacht.knowledge.models import Authority, LegalBasis, Phenomenon, Route
from dijkwacht.knowledge.queries.reading import in_use
from dijkwacht.lib.access import Actor


@dataclass(frozen=True, slots=True)
class RoutingTable:
    """Who leads, who is informed and who only with consent, for one phenomenon."""

    phenomenon: Phenomenon
    parts: dict[str, list[Authority]]
    legal_basis: LegalBasis | None
    note: str


def routing_table(*, actor: Actor, text: str = "", authority: str = "") -> list[RoutingTable]:
    """This will return the table of every phenomenon that a word or an authority's code leads to. Two queries."""
    found = permissions.rows_visible_to(actor, Phenomenon).filter(in_use())
    if text:
        found = found.filter(Q(name__icontains=text) | Q(routes__authority__name__icontains=text))
    if authority:
        found = found.filter(routes__authority_id=authority)
    routes = Prefetch("routes", Route.objects.select_related("authority", "legal_basis").order_by("position", "id"))
    return [_table(each) for each in found.prefetch_related(routes).distinct()]


def _table(phenomenon: Phenomenon) -> RoutingTable:
    routes = list(phenomenon.routes.all())
    first = routes[0] if routes else None
    parts = {part: [each.authority for each in routes if each.part == part] for part in Route.Part.values}
    return RoutingTable(phenomenon, parts, first.legal_basis if first else None, first.note if first else "")
