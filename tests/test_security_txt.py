"""How somebody outside finds us."""

from datetime import datetime

from django.test import Client
from django.utils import timezone


def test_anybody_finds_whom_to_tell_about_a_weakness(db):
    answer = Client().get("/.well-known/security.txt")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:" in answer.text


def test_it_says_until_when_it_holds(db):
    line = next(each for each in Client().get("/.well-known/security.txt").text.splitlines() if "Expires" in each)
    assert datetime.fromisoformat(line.removeprefix("Expires: ")) > timezone.now()
