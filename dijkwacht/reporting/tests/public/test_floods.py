"""Many reports at once, by machines or by people: slower, never lost."""

import gzip
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from dijkwacht.lib.access import acting
from dijkwacht.reporting import crowd, proof
from dijkwacht.reporting.tests.public.conftest import ANONYMOUS, START, Visitor

BUILT = Path(settings.ROOT) / "build" / "static" / "ui"
MOST_BYTES = 50_000
WRONG = "appel brug dijk emmer fiets geit"


@pytest.fixture
def must_wait(settings):
    settings.DIJKWACHT_WAIT = settings.DIJKWACHT_MAILBOX_WAIT = 30


def test_a_browser_that_did_the_sum_goes_on_at_once(visitor, must_wait, reports):
    visitor.tells()
    visitor.sends(ANONYMOUS, go="send", kind="words", work=visitor.solve())
    assert len(reports()) == 1


def test_a_browser_without_script_waits_and_loses_nothing(visitor, must_wait, reports, settings):
    visitor.tells().sends(ANONYMOUS, go="send", kind="words")
    assert visitor.answer.status_code == 429
    assert "nog 30 seconden" in visitor.page or "nog 29 seconden" in visitor.page
    assert reports() == []
    settings.DIJKWACHT_WAIT = 0
    visitor.sends(ANONYMOUS, go="send")
    assert len(reports()) == 1


@pytest.mark.parametrize("work", ["", "x", "e30=", "eyJzYWx0IjogIngiLCAibnVtYmVyIjogMX0=", "W10=", "é"])
def test_a_wrong_answer_to_the_sum_is_no_answer(now, work):
    assert not proof.new_form("gm0114", now=now).is_solved(work)


def test_the_answer_of_another_form_is_no_answer(visitor, must_wait, reports):
    other = Visitor().opens(ANONYMOUS)
    visitor.tells().sends(ANONYMOUS, go="send", kind="words", work=other.solve())
    assert visitor.answer.status_code == 429


def test_the_pot_of_honey_makes_somebody_wait_and_loses_nothing(visitor, reports):
    visitor.tells().sends(ANONYMOUS, go="send", kind="words", website="https://spam.example")
    assert visitor.answer.status_code == 429
    assert visitor.hidden["own"] == "Achter de schuur staan vaten."
    assert reports() == []


def test_when_there_are_too_many_the_next_one_gets_a_turn(visitor, open_point, director, reports):
    with acting(director):
        type(open_point).objects.update(threshold=2)
    for _ in range(2):
        Visitor().tells().sends(ANONYMOUS, go="send", kind="words")
    visitor.tells().sends(ANONYMOUS, go="send", kind="words")
    assert visitor.answer.status_code == 429
    assert "over ongeveer 30 minuten" in visitor.page
    assert visitor.hidden["own"] == "Achter de schuur staan vaten."
    assert len(reports()) == 2


def test_a_ticket_keeps_its_turn(now):
    turns = [crowd.turn(1, threshold=2, nonce=str(number), ticket="", now=now) for number in range(4)]
    assert [each.minutes for each in turns[2:]] == [30, 60]
    later = now + timedelta(minutes=30)
    assert crowd.turn(1, threshold=2, nonce="2", ticket=turns[2].ticket, now=later).is_now
    assert not crowd.turn(1, threshold=2, nonce="3", ticket=turns[3].ticket, now=later).is_now


def test_a_ticket_of_somebody_else_has_no_turn(now):
    turns = [crowd.turn(1, threshold=1, nonce=str(number), ticket="", now=now) for number in range(3)]
    later = now + timedelta(hours=1)
    assert not crowd.turn(1, threshold=1, nonce="x", ticket=turns[1].ticket, now=later).is_now


def test_one_party_that_is_busy_does_not_make_another_wait(now):
    for number in range(5):
        crowd.turn(1, threshold=1, nonce=str(number), ticket="", now=now)
    assert crowd.turn(2, threshold=1, nonce="x", ticket="", now=now).is_now


def test_a_mailbox_is_guarded_too(visitor, must_wait):
    visitor.opens_mailbox(WRONG)
    assert visitor.answer.status_code == 429


@pytest.mark.parametrize(("page", "do"), [("/melden/postvak/", "open"), ("/melden/verder/", "")])
def test_one_sum_is_good_for_one_wrong_code(visitor, must_wait, page, do):
    visitor.opens(page)
    form = visitor.hidden | {"do": do, "work": visitor.solve(), "code": WRONG}
    said = [visitor.client.post(page, form).content.decode() for _ in range(3)]
    assert "vinden wij niets" in said[0]
    assert all("vinden wij niets" not in each and "verlopen" in each and WRONG in each for each in said[1:])


def test_the_right_code_opens_again_with_the_back_button(visitor):
    receipt = visitor.tells().sends(ANONYMOUS, go="send", kind="words").receipt
    form = visitor.opens("/melden/postvak/").hidden | {"do": "open", "code": receipt}
    assert all("Uw melding" in visitor.client.post("/melden/postvak/", form).content.decode() for _ in range(2))


def test_a_form_id_lasts_a_day(now):
    made = proof.new_form("gm0114", now=now).signed
    assert proof.form_of(made, "gm0114", now=now + timedelta(hours=23))
    with pytest.raises(proof.Stale):
        proof.form_of(made, "gm0114", now=now + timedelta(hours=25))
    with pytest.raises(proof.Stale):
        proof.form_of(made, "gm0106", now=now)


def test_the_receipt_of_a_form_is_always_the_same_and_no_other_has_it(now):
    one, other = (proof.new_form("gm0114", now=now) for _ in range(2))
    assert one.receipt("words") == one.receipt("words") != other.receipt("words")
    assert len(one.receipt("digits").replace(" ", "")) == 20


@pytest.mark.skipif(not BUILT.exists(), reason="the style sheets are not built: run `make build`")
@pytest.mark.parametrize("address", [START, ANONYMOUS, "/melden/", "/melden/postvak/"])
@pytest.mark.parametrize("language", ["nl", "bg"])
def test_the_first_load_is_small(visitor, address, language):
    page = visitor.opens(f"{address}?taal={language}").answer.content
    weight = sum(len(gzip.compress(part)) for part in [page, *fetched(page.decode())])
    assert weight < MOST_BYTES, weight


@pytest.mark.skipif(not BUILT.exists(), reason="the style sheets are not built: run `make build`")
@pytest.mark.parametrize("name", ["reporting.css", "reporting.js"])
def test_styles_and_scripts_go_out_small(db, client, name):
    answer = client.get(f"/static/ui/{name}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(b"".join(answer.streaming_content)) < MOST_BYTES // 2
    answer.close()


def fetched(page):
    """What the page makes the browser fetch from us; nothing else may be named."""
    import re

    named = re.findall(r'<(?:link rel="(?:stylesheet|icon|preload)"|script)[^>]*? (?:href|src)="([^"]+)"', page)
    assert len(named) >= 3
    assert all(name.startswith(("/static/ui/", "/melden/")) for name in named)
    return [(BUILT / Path(name).name).read_bytes() for name in named if name.startswith("/static/")]


def test_the_pages_load_nothing_of_others(visitor):
    import re

    for address in [START, ANONYMOUS, "/melden/", "/melden/postvak/"]:
        page = visitor.opens(address).page
        assert re.findall(r'(?:src|srcset|data-map|data-tiles)="(?!/)[^"]+"', page) == []
        assert "woff" not in page
