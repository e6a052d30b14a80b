"""Writes about parties, people and roles."""

from typing import Any

from django.conf import settings
from django.db import transaction

from dijkwacht.parties.models import Membership, Party, RolePermission, User

SYSTEM_EMAIL = "systeem@dijkwacht.invalid"


@transaction.atomic
def copy_roles() -> None:
    """This will make the database's table of rights equal to config/roles.py. Runs as owner, after migrate."""
    RolePermission.objects.all().delete()
    RolePermission.objects.bulk_create(
        RolePermission(role=role, permission=permission)
        for role, rights in settings.ROLES.items()
        for permission in sorted(rights.permissions)
    )
    User.objects.get_or_create(
        email=SYSTEM_EMAIL, defaults={"name": "Dijkwacht", "is_system": True, "password": "!"}
    )


@transaction.atomic
def ensure_party(code: str, **fields: Any) -> Party:
    """This will add or update a party from the agreement's file, with its background worker. Runs as owner."""
    party, _ = Party.objects.update_or_create(code=code, defaults=fields)
    system = User.objects.get(is_system=True)
    Membership.objects.get_or_create(
        user=system, party=party, role="system", defaults={"starts_on": "2024-01-01"}
    )
    return party
