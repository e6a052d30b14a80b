import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from dijkwacht.ui import gallery


def test_the_gallery_shows_every_component_and_how_to_write_it(now):
    shown = gallery.examples(RequestFactory().get("/stijlgids/"), now=now)
    assert len(shown) == len(gallery.CATALOGUE)
    assert all(each.shown.strip() and each.source.strip() for each in shown)
    assert not [each.name for each in shown if "{% load" in each.source]


def test_the_gallery_is_for_people_who_are_logged_in(logged_in, reporter):
    assert logged_in(reporter).get("/stijlgids/").status_code == 200
    assert Client().get("/stijlgids/").status_code == 302


def test_everybody_can_read_about_accessibility(db):
    page = Client().get("/stijlgids/toegankelijkheid/")
    assert "WCAG 2.2" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("400.html", "Er is niets veranderd"),
        ("403.html", "Er is niets veranderd"),
        ("403_csrf.html", "niet verstuurd"),
        ("404.html", "Deze pagina bestaat niet, of u mag haar niet zien"),
        ("500.html", "Het ligt niet aan u"),
    ],
)
def test_an_error_page_needs_nothing_and_says_what_to_do(name, says, read):
    assert says in read(render_to_string(name))


def test_a_page_without_login_sends_no_script_and_no_font():
    page = render_to_string("ui/public_base.html")
    assert "<script" not in page
    assert "woff2" not in page


def test_the_header_says_for_whom_and_as_what_you_work(read, reporter):
    frame = {"actor": reporter, "role_label": "Melder", "menu": [], "demo_mode": True}
    page = read(render_to_string("ui/base.html", frame, RequestFactory().get("/404/")))
    assert f"{reporter.party_name} Melder" in page
    assert "Oefenomgeving: fictieve gegevens" in page


def test_the_menu_marks_where_you_are():
    menu = [{"label": "Signalen", "url": "/signalen/", "current": True}]
    page = render_to_string("ui/base.html", {"menu": menu})
    assert '<a href="/signalen/" aria-current="page">Signalen</a>' in page
