"""Which keys a party has."""

from dijkwacht.reporting.models import PartyKey, Purpose, Way


def live_key(party_id: int, purpose: str) -> PartyKey | None:
    """This will return the key that things are sealed to now. Public halves are public."""
    return PartyKey.objects.filter(party_id=party_id, purpose=purpose, retired_at=None).first()


def live_keys(purpose: str = Purpose.INTAKE) -> dict[int, PartyKey]:
    """This will return the live key of every party that has one, by party."""
    return {each.party_id: each for each in PartyKey.objects.filter(purpose=purpose, retired_at=None)}


def ways_open(party_id: int) -> list[str]:
    """
    This will return the ways in which somebody can report to a party, none while it has no vault.

    Confidential asks for a custodian with a key.
    """
    if live_key(party_id, Purpose.INTAKE) is None:
        return []
    confidential = [Way.CONFIDENTIAL] if live_key(party_id, Purpose.IDENTITY) else []
    return [Way.ANONYMOUS, *confidential, Way.KNOWN]
