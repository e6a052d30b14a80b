"""Looking after the public point: open, look, words."""

import pytest
from django.urls import reverse

from dijkwacht.lib.access import acting
from dijkwacht.reporting import look
from dijkwacht.reporting.models import PublicPoint
from dijkwacht.reporting.tests.public.conftest import START

FORM = {"is_open": "on", "phone": "14 0591", "threshold": "60", "domain": ""}


@pytest.fixture
def editor(logged_in, communication):
    return logged_in(communication)


def save(editor, **changes):
    return editor.post(reverse("reporting:point"), FORM | changes)


def test_a_point_without_a_vault_cannot_open(editor):
    assert "Richt eerst de kluis in" in save(editor).content.decode()
    assert not PublicPoint.objects.filter(is_open=True).exists()


def test_a_point_with_a_vault_opens(editor, party_pair, visitor):
    assert save(editor, phone="0591 123456").status_code == 302
    assert "0591 123456" in visitor.opens(START).page


def test_it_closes_again(editor, open_point, visitor):
    save(editor, is_open="")
    assert "nog niet open" in visitor.opens(START).page


def test_own_words_stand_on_the_page_of_that_language_only(editor, visitor):
    editor.post(reverse("reporting:point_texts", args=["pl"]), {"title": "Powiedz nam"})
    assert "Powiedz nam" in visitor.opens(f"{START}?taal=pl").page
    assert "Ziet u iets dat niet klopt?" in visitor.opens(START).page


def test_a_preview_keeps_nothing(editor, visitor):
    page = editor.post(reverse("reporting:point_texts", args=["nl"]), {"title": "Vertel het", "step": "preview"})
    assert "Voorbeeld, nog niet bewaard" in page.content.decode()
    assert "Vertel het" in page.content.decode()
    assert "Ziet u iets" in visitor.opens(START).page


def test_own_words_are_text_and_no_markup(editor, visitor):
    editor.post(reverse("reporting:point_texts", args=["nl"]), {"lead": "<script>alert(1)</script>"})
    assert "<script>alert" not in visitor.opens(START).answer.content.decode()


def test_own_colours_are_served_as_a_style_sheet(editor, visitor):
    save(editor, own_colours="on", main="#7a1f5c", band="#3d0f2e")
    assert f"{START}stijl.css" in visitor.opens(START).page
    assert visitor.opens(f"{START}stijl.css").page == ":root{--water:#7a1f5c;--water-deep:#3d0f2e}"


def test_a_colour_that_cannot_be_read_is_refused(editor, party_pair):
    page = save(editor, own_colours="on", main="#ffee88", band="#3d0f2e").content.decode()
    assert "te licht" in page


@pytest.mark.parametrize("theme", ["", "zomaar", "ffee88 ffee88", "7a1f5c", "x;}body{display:none"])
def test_a_theme_that_is_no_theme_gives_no_style(theme):
    assert look.sheet(theme) == ""


def test_contrast_is_counted_as_wcag_does():
    assert look.contrast("000000", "ffffff") == pytest.approx(21)
    assert look.contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("field", "value"), [("phone", "bel maar"), ("domain", "https://x"), ("threshold", "0")])
def test_what_cannot_be_is_said(editor, party_pair, field, value):
    assert save(editor, **{field: value}).status_code == 200


def test_another_party_is_out_of_reach(logged_in, person, assen, open_point):
    save(logged_in(person(assen, "communication")), is_open="", phone="0592 1")
    open_point.refresh_from_db()
    assert open_point.phone == "140591"


def test_a_change_is_recorded(editor, party_pair, auditor):
    from dijkwacht.audit.models import Event

    save(editor)
    with acting(auditor):
        assert Event.objects.filter(action="reporting:point-changed").exists()


def test_the_table_of_rights_holds_without_the_page(intake_officer, now):
    from django.core.exceptions import PermissionDenied

    from dijkwacht.reporting import actions

    with acting(intake_officer), pytest.raises(PermissionDenied):
        actions.write_point_texts("nl", {"title": "x"}, actor=intake_officer, now=now)
