"""What somebody types is kept while she types, for her alone, and nothing gets lost."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection
from django.urls import reverse
from django.utils import timezone

from dijkwacht.lib.access import acting
from dijkwacht.lib.ids import uuid7
from dijkwacht.signals import actions
from dijkwacht.signals.models import Draft, Signal
from dijkwacht.signals.tests.sheet import TOLD, content_of_log, filled_in

pytestmark = pytest.mark.django_db
PAGE = reverse("signals:report")
SAVE = reverse("signals:draft")
CLUES = reverse("signals:indicators")


def test_it_saves_while_typing(logged_in, reporter):
    form = filled_in()
    answer = logged_in(reporter).post(SAVE, form)
    assert (answer.status_code, answer.headers["Draft"]) == (204, form["draft"])


def test_saving_again_keeps_one_draft(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(SAVE, form)
    client.post(SAVE, form | {"title": "Anders"})
    with acting(reporter):
        assert actions.open_draft(Draft.objects.get())["title"] == ["Anders"]


def test_the_page_opens_what_she_was_writing(logged_in, reporter):
    client = logged_in(reporter)
    typed = {"person2-name": "J. Verzonnen", "phenomenon": "drugslab", "indicators": ["drugslab-2"]}
    client.post(SAVE, filled_in(observed_from="2026-03-01", confidential="yes", **typed))
    page = client.get(PAGE).content.decode()
    assert "U was bezig met een melding" in page
    for kept in (*TOLD.values(), "J. Verzonnen", 'value="2026-03-01"'):
        assert kept in page
    assert page.count("checked") == 3  # the object, the indicator, confidential


def test_indicators_stay_ticked_for_who_tries_another_phenomenon(logged_in, reporter, intake_officer):
    client, form = logged_in(reporter), filled_in(phenomenon="drugslab", indicators=["drugslab-2"])
    other = client.post(CLUES, form | {"phenomenon": "hennepkwekerij"}, headers={"HX-Request": "true"})
    assert '<input type="hidden" name="indicators" value="drugslab-2">' in other.content.decode()

    back = client.post(CLUES, form, headers={"HX-Request": "true"}).content.decode()
    assert (back.count("checked"), back.count('type="hidden"')) == (1, 0)

    client.post(SAVE, form | {"phenomenon": "hennepkwekerij"})
    assert 'type="hidden" name="indicators" value="drugslab-2"' in client.get(PAGE).content.decode()
    client.post(PAGE, form | {"phenomenon": "hennepkwekerij", "indicators": ["drugslab-2", "hennepkwekerij-1"]})
    with acting(intake_officer):
        assert Signal.objects.get().indicators == ["hennepkwekerij-1"]


def test_what_is_typed_stands_encrypted_in_the_database(logged_in, reporter):
    logged_in(reporter).post(SAVE, filled_in())
    with acting(reporter):
        assert TOLD["title"].encode() not in bytes(Draft.objects.get().sealed)


def test_an_expired_session_says_so_and_the_draft_is_there_after_a_new_login(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(SAVE, form)
    client.logout()
    assert client.post(PAGE, form | {"title": "Later"}).status_code == 401
    assert TOLD["own_observation"] in logged_in(reporter).get(PAGE).content.decode()


def test_the_key_is_that_of_the_draft_after_coming_back(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(SAVE, form)
    assert f'name="draft" value="{form["draft"]}"' in client.get(PAGE).content.decode()


def test_sending_takes_the_draft_away(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(SAVE, form)
    client.post(PAGE, form)
    with acting(reporter):
        assert not Draft.objects.exists()


def test_what_was_sent_is_not_saved_again_by_a_late_autosave(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(PAGE, form)
    assert client.post(SAVE, form).status_code == 409
    with acting(reporter):
        assert not Draft.objects.exists()


def test_the_button_for_later_keeps_it_without_script(logged_in, reporter):
    client = logged_in(reporter)
    page = client.post(SAVE, filled_in(title="") | {"step": "later"}, follow=True).content.decode()
    assert "Uw melding is bewaard" in page
    assert TOLD["place"] in page


def test_she_can_throw_it_away(logged_in, reporter):
    client, form = logged_in(reporter), filled_in()
    client.post(SAVE, form)
    page = client.post(reverse("signals:draft_discard"), {"draft": form["draft"]}, follow=True).content.decode()
    assert "weggegooid" in page
    assert TOLD["place"] not in page


def test_nobody_else_sees_it_not_even_by_hand(logged_in, reporter, intake_officer, director, person, emmen):
    logged_in(reporter).post(SAVE, filled_in())
    for other in (intake_officer, director, person(emmen, "reporter")):
        with acting(other):
            assert not Draft.objects.exists()
        assert TOLD["place"] not in logged_in(other).get(PAGE).content.decode()


def test_a_colleague_cannot_write_into_it(logged_in, reporter, person, emmen):
    form = filled_in()
    logged_in(reporter).post(SAVE, form)
    colleague = person(emmen, "reporter")
    with pytest.raises(IntegrityError), acting(colleague):
        actions.save_draft(UUID(form["draft"]), typed={"title": ["x"]}, actor=colleague, now=timezone.now())
    with acting(reporter):
        assert actions.open_draft(Draft.objects.get())["title"] == [TOLD["title"]]


def test_nobody_can_make_a_draft_for_somebody_else(reporter, person, emmen, now):
    smuggled = Draft(party=emmen, user_id=reporter.user_id, sealed=b"x", created_at=now, saved_at=now)
    with pytest.raises(ProgrammingError, match="row-level security"), acting(person(emmen, "reporter")):
        smuggled.save()


def test_typing_leaves_nothing_in_the_log(logged_in, reporter, owner):
    logged_in(reporter).post(SAVE, filled_in())
    assert TOLD["place"] not in content_of_log(owner)


def test_unknown_fields_and_empty_ones_are_not_kept(logged_in, reporter):
    logged_in(reporter).post(SAVE, filled_in(heard="", spelled="wrong"))
    with acting(reporter):
        assert set(actions.open_draft(Draft.objects.get())) == set(TOLD)


def test_a_broken_key_gets_a_new_one(logged_in, reporter):
    answer = logged_in(reporter).post(SAVE, filled_in(draft="not-a-key"))
    assert UUID(answer.headers["Draft"])


def test_the_draft_of_the_intake_is_apart_from_her_own_report(logged_in, intake_officer):
    client = logged_in(intake_officer)
    client.post(SAVE, filled_in(entry="1", title="Door de politie gebracht"))
    assert "Door de politie gebracht" not in client.get(PAGE).content.decode()
    assert "Door de politie gebracht" in client.get(reverse("signals:enter")).content.decode()


def test_a_reporter_cannot_keep_a_draft_as_the_intake(logged_in, reporter):
    logged_in(reporter).post(SAVE, filled_in(entry="1"))
    with acting(reporter):
        assert not Draft.objects.get().is_entry


def test_the_same_key_makes_one_signal(reporter, intake_officer, now):
    key, report = uuid7(), actions.Report(title="x", object_kind="address", place="y", own_observation="z")
    with acting(reporter):
        first = actions.report_signal(report, actor=reporter, now=now, key=key)
        again = actions.report_signal(report, actor=reporter, now=now + timedelta(seconds=1), key=key)
    assert first == again
    with acting(intake_officer):
        assert Signal.objects.get().pk == key


def test_only_dijkwacht_itself_discards_old_drafts(reporter, now):
    with acting(reporter), pytest.raises(Exception, match="job:run"):
        actions.discard_old_drafts(before=now, actor=reporter, now=now)


def test_the_row_of_a_draft_cannot_be_moved_to_somebody_else(logged_in, reporter, person, emmen):
    logged_in(reporter).post(SAVE, filled_in())
    other = person(emmen, "reporter")
    with acting(other), connection.cursor() as cursor:
        cursor.execute("update signals_draft set user_id = %s", [other.user_id])
        assert cursor.rowcount == 0
