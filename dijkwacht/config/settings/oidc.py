"""
The organisations' own login, from the environment: DIJKWACHT_OIDC is a JSON list with one object a provider.

    [{"id": "emmen", "name": "Gemeente Emmen", "party": "gm0114", "server_url": "https://login.emmen.example",
      "client_id": "...", "client_secret": "...", "domains": ["emmen.nl"],
      "second_factor": {"acr": ["loa3"], "amr": ["mfa"]}, "trust_email": false}]

`domains` are the e-mail domains that this provider speaks for. `second_factor` names the claims that count as a
second factor; without it Dijkwacht asks its own. `trust_email` is for a provider that gives no `email_verified`
because its addresses are all its own.
"""

import json
from typing import Any

from django.core.exceptions import ImproperlyConfigured

NEEDED = ("id", "name", "party", "server_url", "client_id", "client_secret", "domains")
OPTIONAL = ("second_factor", "trust_email", "token_auth_method")


def providers(text: str) -> dict[str, Any]:
    """
    This will return allauth's settings for the providers in the text.

    :raises ImproperlyConfigured: naming what is missing, unknown or unreadable
    """
    try:
        found = json.loads(text or "[]")
    except ValueError as problem:
        raise ImproperlyConfigured(f"DIJKWACHT_OIDC is not valid JSON: {problem}") from problem
    if not isinstance(found, list):
        raise ImproperlyConfigured("DIJKWACHT_OIDC must be a list of providers")
    apps = [_app(each, place=place) for place, each in enumerate(found)]
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}


def _app(given: dict[str, Any], *, place: int) -> dict[str, Any]:
    name = f"DIJKWACHT_OIDC[{place}]"
    for key in NEEDED:
        if not given.get(key):
            raise ImproperlyConfigured(f"{name}.{key} is missing")
    unknown = sorted(set(given) - {*NEEDED, *OPTIONAL})
    if unknown:
        raise ImproperlyConfigured(f"{name}.{unknown[0]} is not a known setting")

    settings = {key: given[key] for key in ("server_url", "party", *OPTIONAL) if key in given}
    settings["domains"] = [domain.lower() for domain in given["domains"]]
    return {
        "provider_id": given["id"],
        "name": given["name"],
        "client_id": given["client_id"],
        "secret": given["client_secret"],
        "settings": settings,
    }
