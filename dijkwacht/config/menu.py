"""What stands around every page: the menu of this role, the banner, who you are."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from dijkwacht.lib.access import ANONYMOUS, Actor

# (text, page, permissions of which one is enough; none means everybody who is logged in)
MENU = [
    ("Mijn werk", "home", ()),
    ("Melden", "signals:report", ("signal:report",)),
    ("Signalen", "signals:list", ("signal:read", "signal:assess")),
    ("Meldingen", "reporting:desk", ("report:read",)),
    ("Namen van melders", "reporting:names", ("report:identity",)),
    ("Kluis", "reporting:vault", ("vault:manage",)),
    ("Openbaar meldpunt", "reporting:point", ("report:point",)),
    ("Borden", "reporting:signs", ("report:point",)),
    ("Bronnen", "signals:source_checks", ("source:check",)),
    ("Overeenkomst", "agreement:matrix", ("agreement:read",)),
    ("Kennis", "knowledge:overview", ("knowledge:read",)),
    ("Bewaartermijnen", "audit:to_destroy", ("retention:decide",)),
    ("Logboek", "audit:search", ("audit:read",)),
    ("Mensen", "parties:people", ("people:read",)),
]


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """This will give the templates the menu and the actor."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    rights = settings.ROLES.get(actor.role or "")
    return {
        "actor": actor,
        "role_label": rights.label if rights else "",
        "menu": _menu(actor, request.path) if actor.user_id else [],
        "demo_mode": settings.DEMO_MODE,
        "version": settings.VERSION,
    }


def _menu(actor: Actor, path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = [
        {"label": label, "url": reverse(name), "current": False}
        for label, name, permissions in MENU
        if not permissions or any(actor.can(each) for each in permissions)
    ]
    # The nearest page above this one: "/logboek/bewaren/1/" stands under "/logboek/bewaren/", not under "/logboek/".
    above = [item for item in items if path.startswith(item["url"]) and (item["url"] != "/" or path == "/")]
    if above:
        max(above, key=lambda item: len(item["url"]))["current"] = True
    return items
