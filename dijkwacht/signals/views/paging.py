"""Pages of a list that stays fast when it is long."""

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from dijkwacht.signals import queries

PER_PAGE = 50


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts to a thousand and no further; who has more than that needs a filter, not page 400."""

    @cached_property
    def _counted(self) -> queries.CountUpTo:
        found: Any = self.object_list
        return found.up_to()  # type: ignore[no-any-return]

    @property
    def count(self) -> int:
        return self._counted.number

    @property
    def more(self) -> bool:
        return self._counted.more


def page_of(request: HttpRequest, found: queries.Found | list[Any]) -> "Page[Any]":
    """This will return the page that the address asks for, fifty rows each."""
    paginator = Paginator(found, PER_PAGE) if isinstance(found, list) else CappedPaginator(found, PER_PAGE)  # type: ignore[arg-type]
    return paginator.get_page(request.GET.get("page"))
