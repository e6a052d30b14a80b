"""
After a report nothing says who sent it: not the address, not the browser, not the minute.

The report goes through the real middleware, and then every row of every table is read as the owner.
"""

import io
import logging
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client, override_settings

from dijkwacht.lib.access import acting
from dijkwacht.reporting import middleware
from dijkwacht.reporting.tests.public.conftest import ANONYMOUS, START, Visitor

ADDRESS, BROWSER, ORIGIN = "203.0.113.77", "Herkenbaar/9.9 (fictief)", "https://intranet.werkgever.example/"
MARKED = {
    "User-Agent": BROWSER,
    "X-Forwarded-For": ADDRESS,
    "X-Real-IP": ADDRESS,
    "Forwarded": f"for={ADDRESS}",
    "Referer": ORIGIN,
    "Cookie": "sessionid=herkenbaar-koekje; csrftoken=herkenbaar-koekje",
}
TRACES = [ADDRESS, BROWSER, ORIGIN, "herkenbaar-koekje"]


@pytest.fixture
def marked(open_point):
    marked = Visitor(**MARKED)
    marked.client.defaults["REMOTE_ADDR"] = ADDRESS
    return marked


def every_row():
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')
            yield from ((table, row) for (row,) in cursor.fetchall())


def test_no_table_and_no_log_knows_who_sent_it(marked, owner, caplog):
    caplog.set_level(logging.DEBUG)
    receipt = marked.tells().sends(ANONYMOUS, go="send", kind="words").receipt
    marked.opens_mailbox(receipt)
    marked.opens_mailbox("appel appel appel appel appel appel")
    marked.opens("/melden/bestaat-niet/")
    with owner():
        found = [(table, trace) for table, row in every_row() for trace in TRACES if trace in row]
    assert found == []
    assert not any(trace in caplog.text for trace in TRACES)
    assert receipt not in caplog.text


def test_the_search_would_find_a_trace(open_point, director, owner):
    with acting(director):
        type(open_point).objects.update(phone=ADDRESS)
    with owner():
        assert [table for table, row in every_row() if ADDRESS in row] == ["reporting_publicpoint"]


def test_no_moment_is_finer_than_the_hour(marked, owner):
    receipt = marked.tells().sends(ANONYMOUS, go="send", kind="words").receipt
    marked.tells().sends(ANONYMOUS, go="keep")
    page = marked.opens_mailbox(receipt)
    page.client.post("/melden/postvak/", page.hidden | {"do": "answer", "text": "Het gebeurt nog."})
    with owner():
        assert list(fine_moments()) == []


def fine_moments():
    """Moments of what outsiders write that are not a whole hour; those of officers carry their own minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns where data_type like 'timestamp%%'"
            " and table_name in ('reporting_report', 'reporting_reportfile', 'reporting_message', 'reporting_draft',"
            " 'reporting_draftfile')"
        )
        columns = cursor.fetchall()
        assert columns
        for table, column in columns:
            cursor.execute(f"select {column} from {table} where {column} is not null")
            for (moment,) in cursor.fetchall():
                if (moment.minute, moment.second, moment.microsecond) != (0, 0, 0):
                    yield table, column, moment


def test_nothing_is_written_in_the_log_of_deeds_at_the_moment_itself(marked, owner):
    with owner(), connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_event")
        before = cursor.fetchone()
    marked.tells().sends(ANONYMOUS, go="send", kind="words")
    with owner(), connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_event")
        assert cursor.fetchone() == before


@pytest.mark.parametrize("address", ["/melden/", START, ANONYMOUS, "/melden/postvak/", "/melden/niets/"])
def test_no_page_sets_a_cookie_or_may_be_kept(marked, address):
    answer = marked.opens(address).answer
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_somebody_who_is_logged_in_is_nobody_here(open_point, logged_in, intake_officer):
    page = logged_in(intake_officer).get(START).content.decode()
    assert intake_officer.name not in page


def test_the_work_of_officers_keeps_its_headers(logged_in, intake_officer):
    assert logged_in(intake_officer).get("/").headers["Referrer-Policy"] == "same-origin"


def seen(**meta):
    """What a view would see of a request to the public site."""
    found = {}

    def view(request):
        from django.http import HttpResponse

        found.update(request.META)
        return HttpResponse()

    from django.test import RequestFactory

    middleware.no_trace(view)(RequestFactory().get("/melden/", **meta))
    return found


def test_a_view_sees_no_address_browser_or_cookie():
    found = seen(
        REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=BROWSER, HTTP_COOKIE="a=b", HTTP_SEC_CH_UA="x", HTTP_ACCEPT_LANGUAGE="pl"
    )
    assert found["REMOTE_ADDR"] == ""
    assert found["HTTP_ACCEPT_LANGUAGE"] == "pl"
    assert not {"HTTP_USER_AGENT", "HTTP_COOKIE", "HTTP_SEC_CH_UA"} & set(found)


def test_a_log_line_of_the_public_site_carries_the_hour_and_no_address():
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", ("/melden/p/geheim/",), None)
    mark = middleware._untraced.set(True)
    try:
        middleware.Untraced().filter(line)
    finally:
        middleware._untraced.reset(mark)
    assert datetime.fromtimestamp(line.created).minute == 0  # noqa: DTZ006
    assert line.getMessage() == "Not Found: /melden/…"


@pytest.fixture
def log():
    """What the log of the server gets to hold."""
    handler, lines = logging.StreamHandler(io.StringIO()), logging.getLogger("django.request")
    handler.addFilter(middleware.Untraced())
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    lines.addHandler(handler)
    yield handler.stream
    lines.removeHandler(handler)


def test_who_waits_or_is_refused_leaves_no_line(marked, log, settings):
    settings.DIJKWACHT_WAIT = 30
    marked.tells().sends(ANONYMOUS, go="send", kind="words")
    assert marked.answer.status_code == 429
    assert marked.opens("/melden/p/geheim/").answer.status_code == 404
    assert marked.client.put(START).status_code == 405
    assert marked.client.post(ANONYMOUS, {"own": "x" * 3_000_000}).status_code == 413
    assert log.getvalue() == ""


def test_what_breaks_leaves_a_line_with_the_hour_only(marked, log, monkeypatch):
    monkeypatch.setattr("dijkwacht.reporting.places.municipalities_of", lambda asked: 1 / 0)
    marked.client.raise_request_exception = False
    assert marked.opens("/melden/?plaats=Geheimdorp").answer.status_code == 500
    assert ":00:00,000 Internal Server Error: /melden/…" in log.getvalue()
    assert "Geheimdorp" not in log.getvalue()


def test_the_work_of_officers_is_logged_as_before(log, client, db):
    client.get("/bestaat-niet/")
    assert "Not Found: /bestaat-niet/" in log.getvalue()


def test_other_log_lines_are_left_alone():
    line = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", ("/signalen/",), None)
    made = line.created
    middleware.Untraced().filter(line)
    assert line.created == made
    assert line.getMessage() == "Not Found: /signalen/"


@override_settings(DIJKWACHT_REPORTING_HOSTS={"meld.emmen.example": "gm0114"}, ALLOWED_HOSTS=["meld.emmen.example"])
def test_an_address_of_its_own_shows_one_party_and_no_work_of_officers(open_point):
    client = Client(headers={"Host": "meld.emmen.example"})
    assert "Gemeente Emmen" in client.get("/").content.decode()
    assert client.get("/inloggen/").status_code == 404
    assert not client.get("/").cookies
