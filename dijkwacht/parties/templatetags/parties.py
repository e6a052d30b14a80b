"""Words for roles, and data for our own script."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from dijkwacht.parties.forms import role_label
from dijkwacht.parties.login.own_provider import configured

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    """This will return the Dutch name of a role."""
    return role_label(role)


@register.filter
def as_json(value: Any) -> str:
    """This will return data as JSON for an attribute; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def own_providers() -> list[dict[str, str]]:
    """This will return the organisations whose own login can be used here."""
    return [{"id": key, "name": app["name"]} for key, app in configured().items()]
