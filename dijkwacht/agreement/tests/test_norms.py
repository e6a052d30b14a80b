"""Who sets the bar, from when, and what stays as it was."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from dijkwacht.agreement import actions, rules
from dijkwacht.agreement.models import Norm
from dijkwacht.agreement.tests.conftest import TODAY
from dijkwacht.audit.models import Event
from dijkwacht.lib.access import acting


@pytest.fixture
def norm(owner):
    """The norm for confirming receipt: 95% within 5 days."""
    with owner():
        return Norm.objects.select_related("ambition").get(code="receipt_in_time")


@pytest.fixture
def set_norm(act, working_group, norm):
    def do(*, by=None, **changes):
        given = {
            "target": Decimal("0.9"),
            "amber": Decimal("0.7"),
            "days": 7,
            "valid_from": TODAY,
            "reason": "Besluit.",
        }
        return act(by or working_group, actions.set_norm, norm, **(given | changes))

    return do


def test_the_working_group_sets_a_norm_and_the_old_one_stays(set_norm, norm, owner):
    made = set_norm()
    with owner():
        assert Norm.objects.filter(code="receipt_in_time").count() == 2
        event = Event.objects.get(action="norm:set")
    assert (made.proposed, made.days) == (False, 7)
    assert (event.details["before"], event.details["after"]) == ("0.950", "0.9")


def test_an_executive_does_not_set_norms(set_norm, executive):
    with pytest.raises(PermissionDenied):
        set_norm(by=executive)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"reason": "  "}, "Geef een reden"),
        ({"target": Decimal("1.4")}, "tussen 0% en 100%"),
        ({"amber": Decimal("0.95")}, "niet boven de norm"),
        ({"valid_from": TODAY - timedelta(days=1)}, "vanaf vandaag of later"),
    ],
)
def test_a_norm_that_cannot_be_is_refused_with_the_reason(set_norm, changes, problem):
    with pytest.raises(rules.CannotSetNorm, match=problem):
        set_norm(**changes)


def test_nobody_changes_or_removes_a_norm_in_the_database(norm, working_group, now):
    for command in ("update agreement_norm set target = 0.1", "delete from agreement_norm"):
        with acting(working_group, now=now), pytest.raises(Exception, match="permission denied"), transaction.atomic():
            connection.cursor().execute(command)


def test_the_page_asks_shares_in_per_cents(logged_in, working_group, norm, owner):
    url = reverse("agreement:norm", args=[norm.pk])
    client = logged_in(working_group)
    assert 'value="95"' in client.get(url).text
    given = {
        "target": "90",
        "amber": "75",
        "days": "7",
        "valid_from": timezone.localdate(),
        "reason": "Besluit 12 mei.",
    }
    answer = client.post(url, given, follow=True)
    assert "ten minste 90%, deels vanaf 75%, termijn 7 dagen" in answer.text
    with owner():
        assert Norm.objects.filter(code="receipt_in_time").latest("id").target == Decimal("0.900")


def test_the_page_shows_who_set_the_norm_and_why(logged_in, set_norm, working_group, executive):
    made = set_norm(reason="Besluit van 12 mei.")
    text = logged_in(executive).get(reverse("agreement:norm", args=[made.pk])).text
    assert "Besluit van 12 mei." in text
    assert working_group.name in text
    assert "Waarom kan ik deze norm niet wijzigen?" in text


def test_who_may_not_set_a_norm_cannot_post_one(logged_in, executive, norm):
    assert logged_in(executive).post(reverse("agreement:norm", args=[norm.pk]), {}).status_code == 404


def test_the_list_keeps_what_is_computed_apart_from_what_waits(logged_in, executive):
    text = logged_in(executive).get(reverse("agreement:norms")).text
    assert text.index("Hier wordt nu mee gerekend") < text.index("Ontvangst bevestigd binnen de termijn")
    assert text.index("Wacht op bewijs in Dijkwacht") < text.index("Alle onderwerpen staan in de geldende APV")
    assert "Uit de overeenkomst" in text


def test_the_dike_line_follows_its_norm(act, board, working_group, owner):
    with owner():
        dike = Norm.objects.get(code="dike")
    given = {"target": Decimal("0.75"), "amber": None, "days": None, "valid_from": TODAY, "reason": "Besluit."}
    assert board(working_group).dike_norm == 85
    act(working_group, actions.set_norm, dike, **given)
    assert board(working_group).dike_norm == 75
