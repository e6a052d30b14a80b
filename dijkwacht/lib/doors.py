"""
Guards of pages, for the rooms below the one that knows people.

`parties` guards the pages: it knows who is logged in and who showed herself lately. Rooms below it may not
import it, so they name the guard here, and settings say where it lives.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils.module_loading import import_string

View = TypeVar("View", bound=Callable[..., HttpResponse])


def needs(*permissions: str) -> Callable[[View], View]:
    """This will open the page to whoever has one of the permissions; see `parties.permissions.needs`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> HttpResponse:
            door = import_string(settings.DOORS["needs"])
            answer: HttpResponse = door(*permissions)(view)(*args, **kwargs)
            return answer

        guarded.needs = permissions  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def fresh_login_required(view: View) -> View:
    """This will ask people to show themselves again; see `parties.permissions.fresh_login_required`."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> HttpResponse:
        door = import_string(settings.DOORS["fresh_login_required"])
        answer: HttpResponse = door(view)(*args, **kwargs)
        return answer

    return guarded  # type: ignore[return-value]
