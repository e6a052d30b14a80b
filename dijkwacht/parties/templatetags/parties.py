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


BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


@register.filter
def device_name(user_agent: str) -> str:
    """This will return a browser and a device as people call them, from what the browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Onbekende browser")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} op {system}" if system else browser


@register.filter
def as_json(value: Any) -> str:
    """This will return data as JSON for an attribute; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def own_providers() -> list[dict[str, str]]:
    """This will return the organisations whose own login can be used here."""
    return [{"id": key, "name": app["name"]} for key, app in configured().items()]
