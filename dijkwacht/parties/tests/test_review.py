from datetime import timedelta

import pytest
from django.urls import reverse

from dijkwacht.lib.access import acting
from dijkwacht.parties import actions, queries, rules
from dijkwacht.parties.models import Membership, RightsReview

PAGE = "/mensen/controle/nieuw/"


def decide(form, decision="keep"):
    return {field.html_name: decision for _, field in form.rows if field is not None}


def test_a_review_asks_a_decision_about_every_role_of_others(logged_in, functional_manager, director, reporter):
    browser = logged_in(functional_manager)
    form = browser.get(PAGE).context["form"]
    assert {each.pk for each, field in form.rows if field} >= {director.membership_id, reporter.membership_id}
    assert functional_manager.membership_id in {each.pk for each, field in form.rows if field is None}
    answer = browser.post(PAGE, {"signed": "on"})
    assert f"Kies voor {director.name}" in answer.content.decode()


def test_signing_keeps_what_was_decided_and_ends_what_may_not_stay(
    logged_in, functional_manager, director, reporter, owner, events
):
    browser = logged_in(functional_manager)
    data = decide(browser.get(PAGE).context["form"]) | {"signed": "on", "remark": "Alles bekeken."}
    data[f"decision-{director.membership_id}"] = "end"
    answer = browser.post(PAGE, data)

    with owner():
        review = RightsReview.objects.get()
        assert Membership.objects.get(pk=director.membership_id).end_reason == "Jaarlijkse controle van rechten"
    assert answer.url == reverse("parties:review_detail", args=[review.pk])
    decided = {line["membership"]: line["decision"] for line in review.snapshot}
    assert decided[director.membership_id] == "end"
    assert decided[reporter.membership_id] == "keep"
    assert decided[functional_manager.membership_id] == "own"
    assert events("rights:reviewed")[0].details["ended"] == 1


def test_without_a_signature_nothing_happens(logged_in, functional_manager, director, owner):
    browser = logged_in(functional_manager)
    answer = browser.post(PAGE, decide(browser.get(PAGE).context["form"], "end"))
    assert "vinkje" in answer.content.decode()
    with owner():
        assert not RightsReview.objects.exists()
        assert Membership.objects.get(pk=director.membership_id).ends_on is None


def test_the_privacy_officer_can_review_and_end_too(logged_in, privacy_officer, director, owner):
    browser = logged_in(privacy_officer)
    data = decide(browser.get(PAGE).context["form"]) | {"signed": "on"}
    data[f"decision-{director.membership_id}"] = "end"
    browser.post(PAGE, data)
    with owner():
        assert Membership.objects.get(pk=director.membership_id).ends_on


def test_the_action_refuses_a_review_with_a_hole(functional_manager, director, now):
    with acting(functional_manager), pytest.raises(rules.CannotReview, match="mist er nog 1"):
        actions.sign_review(decisions={}, remark="", actor=functional_manager, now=now)


def test_a_signed_review_can_be_read_and_printed(logged_in, functional_manager, director):
    browser = logged_in(functional_manager)
    data = decide(browser.get(PAGE).context["form"]) | {"signed": "on"}
    page = browser.post(PAGE, data, follow=True).content.decode()
    assert director.name in page
    assert "ondertekend" in page


def test_a_review_is_due_after_a_year(functional_manager, director, now):
    with acting(functional_manager):
        assert queries.review_is_due(functional_manager, now=now)
        kept = {director.membership_id: "keep"}
        actions.sign_review(decisions=kept, remark="", actor=functional_manager, now=now)
        assert not queries.review_is_due(functional_manager, now=now + timedelta(days=364))
        assert queries.review_is_due(functional_manager, now=now + timedelta(days=366))


def test_the_list_of_people_reminds_of_it(logged_in, functional_manager):
    assert "Tijd voor de jaarlijkse controle" in logged_in(functional_manager).get("/mensen/").content.decode()


def test_the_reviews_of_another_party_stay_closed(logged_in, functional_manager, person, assen):
    browser = logged_in(functional_manager)
    data = decide(browser.get(PAGE).context["form"]) | {"signed": "on"}
    signed = browser.post(PAGE, data).url
    assert logged_in(person(assen, "functional_manager")).get(signed).status_code == 404
