"""A party with a vault, and somebody outside who tells something."""

import pytest

from dijkwacht.lib import envelopes, receipts
from dijkwacht.lib.access import acting
from dijkwacht.reporting import actions, permissions

SECRET_TEXT = "Achter de schuur van Bolwijk staan zeven blauwe vaten (fictief)."


@pytest.fixture
def outsider(emmen):
    return permissions.outsider(emmen.pk)


@pytest.fixture
def receipt():
    return receipts.new_words()


@pytest.fixture
def party_pair(emmen, intake_officer, now):
    """A key of Emmen as the vault would make it, with its private half in the hands of the test."""
    from dijkwacht.reporting.models import PartyKey

    pair = envelopes.new_pair()
    with acting(intake_officer):
        PartyKey.objects.create(
            party=emmen, purpose="intake", public=pair.public, created_at=now, created_by_id=intake_officer.user_id
        )
    return pair


@pytest.fixture
def sent(outsider, receipt, party_pair, now):
    """A report that came in through the site."""
    with acting(outsider):
        return actions.send_report({"seen": SECRET_TEXT}, receipt=receipt, actor=outsider, now=now)
