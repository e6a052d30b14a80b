"""A partner hands in with a link that ends, and sees nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dijkwacht.audit.models import Event
from dijkwacht.lib import envelopes
from dijkwacht.lib.access import acting
from dijkwacht.reporting import actions, door_rules, permissions, queries, sealing
from dijkwacht.reporting.models import PartnerLink, PublicPoint, Report

pytestmark = pytest.mark.django_db
PARTNERS = reverse("reporting:partners")


@pytest.fixture
def made(intake_officer, now):
    with acting(intake_officer, now=now):
        return actions.make_partner_link(label="De Brink", uses=2, days=14, actor=intake_officer, now=now)


@pytest.fixture
def use(outsider, now):
    """`use(token)` uses a link as somebody outside, later with `at`."""

    def do(token, *, at=None, by=None):
        with acting(by or outsider, now=at or now):
            return actions.use_partner_link(token)

    return do


def test_only_a_hash_is_kept(made, owner):
    with owner():
        row = PartnerLink.objects.values().get()
    assert made.token not in str(row)
    assert len(bytes(row["token_hash"])) == 32


def test_it_works_as_often_as_was_said(made, use):
    assert [use(made.token), use(made.token)] == ["De Brink", "De Brink"]
    with pytest.raises(door_rules.LinkGone, match="zo vaak gemeld als kon"):
        use(made.token)


def test_it_ends_on_its_day(made, use, now):
    with pytest.raises(door_rules.LinkGone, match="verlopen"):
        use(made.token, at=now + timedelta(days=14))


def test_a_withdrawn_link_works_no_more(made, use, intake_officer, now):
    with acting(intake_officer, now=now):
        actions.withdraw_partner_link(made.link, actor=intake_officer, now=now)
    with pytest.raises(door_rules.LinkGone, match="ingetrokken"):
        use(made.token)


def test_a_guess_learns_nothing(use):
    with pytest.raises(door_rules.LinkGone, match="klopt niet"):
        use("geraden")


def test_it_works_for_one_party_only(made, use, assen):
    with pytest.raises(door_rules.LinkGone):
        use(made.token, by=permissions.outsider(assen.pk))


def test_the_outside_reads_no_links(made, outsider):
    with acting(outsider):
        assert not PartnerLink.objects.exists()


@pytest.mark.parametrize("given", [{"uses": 0, "days": 1}, {"uses": 26, "days": 1}, {"uses": 1, "days": 91}])
def test_it_has_an_end(intake_officer, now, given):
    with acting(intake_officer), pytest.raises(door_rules.CannotMakeLink):
        actions.make_partner_link(label="x", **given, actor=intake_officer, now=now)


def test_only_the_intake_makes_and_ends_links(made, director, stranger, now):
    with acting(director), pytest.raises(PermissionDenied):
        actions.make_partner_link(label="x", uses=1, days=1, actor=director, now=now)
    with acting(stranger), pytest.raises(PermissionDenied):
        actions.withdraw_partner_link(made.link, actor=stranger, now=now)
    with acting(stranger):
        assert queries.partner_links(stranger, now=now) == []


def test_making_and_ending_are_logged_without_the_token(made, logged_in, intake_officer, owner):
    logged_in(intake_officer).post(reverse("reporting:withdraw_link", args=[made.link.pk]))
    with owner():
        events = list(Event.objects.filter(action__startswith="reporting:link").values())
    assert sorted(each["action"] for each in events) == ["reporting:link_made", "reporting:link_withdrawn"]
    assert made.token not in str(events)


def test_the_token_is_shown_once(logged_in, intake_officer):
    browser = logged_in(intake_officer)
    page = browser.post(PARTNERS, {"label": "De Brink", "uses": "1", "days": "7"})
    token = page.context["address"].rstrip("/").rpartition("/")[2]
    assert token in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert token not in browser.get(PARTNERS).content.decode()


def test_a_mistake_is_told(logged_in, intake_officer):
    page = logged_in(intake_officer).post(PARTNERS, {"label": "", "uses": "99", "days": ""}).content.decode()
    for words in ("Vul in voor welke organisatie", "Dat is te vaak", "Vul in hoeveel dagen"):
        assert words in page


@pytest.fixture
def open_point(emmen, communication, party_pair):
    with acting(communication):
        PublicPoint.objects.update_or_create(party=emmen, defaults={"is_open": True})


@pytest.fixture
def live_link(intake_officer):
    """A link that works at the moment that the test really runs."""
    from django.utils import timezone

    moment = timezone.now()
    with acting(intake_officer, now=moment):
        return actions.make_partner_link(label="De Brink", uses=1, days=14, actor=intake_officer, now=moment)


def test_a_partner_reads_whose_link_it_is(live_link, open_point):
    page = Client().get(reverse("reporting:hand_in", args=[live_link.token]))
    assert page.status_code == 200
    assert "Melden namens De Brink" in page.content.decode()
    assert not page.cookies


def test_a_link_that_ended_gets_one_clear_page(live_link, logged_in, intake_officer):
    logged_in(intake_officer).post(reverse("reporting:withdraw_link", args=[live_link.link.pk]))
    page = Client().get(reverse("reporting:hand_in", args=[live_link.token]))
    assert page.status_code == 410
    assert "Deze link is ingetrokken." in page.content.decode()
    assert "De Brink" not in page.content.decode()


def test_a_wrong_link_gets_the_same_page():
    page = Client().get(reverse("reporting:hand_in", args=["verzonnen"]))
    assert page.status_code == 404
    assert "Deze link werkt niet meer" in page.content.decode()
    assert "Vraag een nieuwe link" in page.content.decode()


def filled_in(browser, link, **changes):
    """What the last page of the form sends, with the link that the first one carried."""
    import re

    page = browser.get(f"/melden/gm0114/formulier/met-naam/?p={link.token}").content.decode()
    assert f'name="link" value="{link.token}"' in page
    form = re.search(r'name="form" value="([^"]+)"', page)[1]
    told = {"about": "waste", "own": "Vaten achter de flat (fictief).", "kind": "words", "step": "check", "go": "send"}
    named = {"id_name": "K. Verzonnen", "id_phone": "06 00000000"}
    return told | named | {"form": form, "link": link.token} | changes


@pytest.fixture
def send(live_link, open_point, settings):
    """`send()` hands in by the link, as a browser without script that waited long enough."""
    settings.DIJKWACHT_WAIT = 0

    def do(**changes):
        browser = Client()
        return browser.post("/melden/gm0114/formulier/met-naam/", filled_in(browser, live_link, **changes))

    return do


def test_what_a_partner_hands_in_carries_its_name_and_uses_the_link(send, live_link, owner, party_pair):
    page = send()
    assert page.status_code == 200, page.content.decode()
    with owner():
        report = Report.objects.get()
        assert PartnerLink.objects.get().uses_left == 0
    assert (report.door, report.way) == ("partner", "known")
    key = envelopes.open_sealed(party_pair, bytes(report.identity_key))
    told = sealing.open_json(bytes(report.identity), key=key, context=sealing.of_identity(report.pk))
    assert (told["organisation"], told["name"]) == ("De Brink", "K. Verzonnen")


def test_a_link_that_was_used_up_meanwhile_loses_nothing(send, live_link, owner, outsider):
    with acting(outsider):
        actions.use_partner_link(live_link.token)
    page = send().content.decode()
    assert "zo vaak gemeld als kon" in page
    assert "Vaten achter de flat" in page
    with owner():
        assert not Report.objects.exists()


def test_a_link_gives_no_name_to_an_anonymous_report(live_link, open_point, settings, owner):
    settings.DIJKWACHT_WAIT = 0
    browser = Client()
    sent = filled_in(browser, live_link)
    assert browser.post("/melden/gm0114/formulier/anoniem/", sent).status_code == 200
    with owner():
        report = Report.objects.get()
        assert (report.door, report.identity) == ("site", None)
        assert PartnerLink.objects.get().uses_left == 1


def test_many_links_take_as_many_queries_as_one(made, logged_in, intake_officer, now, django_assert_max_num_queries):
    browser = logged_in(intake_officer)
    with CaptureQueriesContext(connection) as few:
        browser.get(PARTNERS)
    with acting(intake_officer, now=now):
        for _ in range(20):
            actions.make_partner_link(label="x", uses=1, days=1, actor=intake_officer, now=now)
    with django_assert_max_num_queries(len(few)):
        browser.get(PARTNERS)
