import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from dijkwacht.parties.demo_mode import check_demo_mode

DEMO = "/demo/"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "dijkwacht.config.settings.production",
    "DIJKWACHT_SECRET_KEY": "x" * 60,
    "DIJKWACHT_HOSTS": "dijkwacht.example",
    "DIJKWACHT_BASE_URL": "https://dijkwacht.example",
    "DIJKWACHT_FILE_KEY": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=",
    "DIJKWACHT_SEAL_KEY": "c3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3M=",
    "DIJKWACHT_RECEIPT_SALT": "c3Nzc3Nzc3Nzc3Nzc3Nzcw==",
    "DIJKWACHT_SEAL_FILE": "/dev/null",
    "DATABASE_URL": "postgres://app@127.0.0.1/none",
    # Whatever somebody tries, there is no such switch.
    "DEMO_MODE": "1",
    "DIJKWACHT_DEMO_MODE": "1",
}
LOOK = """
import django; django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, resolve, reverse, Resolver404
assert settings.DEMO_MODE is False
for look in (lambda: reverse("parties:demo"), lambda: resolve("/demo/")):
    try:
        look()
    except (NoReverseMatch, Resolver404):
        continue
    raise SystemExit("the page is there")
"""


def test_the_page_shows_people_by_party_with_their_roles(client, director, stranger):
    page = client.get(DEMO).content.decode()
    assert director.name in page
    assert "Gemeente Assen" in page
    assert "Regisseur ondermijning" in page


def test_people_can_be_searched(client, director, stranger):
    page = client.get(DEMO, {"q": "regisseur"}).content.decode()
    assert director.name in page
    assert stranger.name not in page
    assert "Niemand gevonden" in client.get(DEMO, {"q": "zzz"}).content.decode()


def test_somebody_steps_in_and_works_in_that_role(client, functional_manager, events):
    client.post(DEMO, {"membership": functional_manager.membership_id})
    assert client.get("/mensen/").wsgi_request.actor == functional_manager
    assert client.get(reverse("parties:add_person")).status_code == 200  # counts as fresh
    assert events("login:stepped_in")


def test_and_over_into_somebody_else(client, functional_manager, stranger):
    client.post(DEMO, {"membership": functional_manager.membership_id})
    client.post(DEMO, {"membership": stranger.membership_id})
    assert client.get("/rollen/").wsgi_request.actor == stranger
    assert client.get("/mensen/").status_code == 404


def test_dijkwacht_itself_is_nobody_to_step_in_as(client, emmen, owner):
    from dijkwacht.parties.models import Membership

    with owner():
        system = Membership.objects.get(party=emmen, role="system")
    assert client.post(DEMO, {"membership": system.pk}).status_code == 404


def test_under_production_settings_the_page_does_not_exist():
    run = subprocess.run(
        [sys.executable, "-c", LOOK], env=os.environ | PRODUCTION, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr


def test_demo_mode_elsewhere_is_refused_by_a_check(monkeypatch, settings):
    settings.DEMO_MODE = True
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "dijkwacht.config.settings.production")
    assert [each.id for each in check_demo_mode()] == ["parties.E001"]
    assert "parties.E001" in [each.id for each in run_checks(tags=["security"])]


def test_and_its_view_answers_that_it_does_not_exist(monkeypatch, client, director):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "dijkwacht.config.settings.production")
    assert client.get(DEMO).status_code == 404


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_practice_and_tests_may(monkeypatch, mode, settings):
    settings.DEMO_MODE = True
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", f"dijkwacht.config.settings.{mode}")
    assert check_demo_mode() == []
