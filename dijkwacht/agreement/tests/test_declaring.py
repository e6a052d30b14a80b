"""A party declares for itself, with proof, and can take it back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from dijkwacht.agreement import actions, rules
from dijkwacht.agreement.models import Declaration, Document
from dijkwacht.audit.models import Event
from dijkwacht.lib import vault
from dijkwacht.lib.access import acting


@pytest.fixture
def form():
    """What somebody fills in to declare that an ambition is partly met."""
    today = timezone.localdate()
    return {
        "status": "partly",
        "statement": "Het concept ligt klaar.",
        "declared_on": today.isoformat(),
        "valid_until": (today + timedelta(days=300)).isoformat(),
    }


def test_a_policy_adviser_declares_for_her_own_party(declared, policy_adviser, emmen, owner):
    made = declared("1.5")
    assert (made.party_id, made.declared_by_id, made.has_document) == (emmen.pk, policy_adviser.user_id, True)
    with owner():
        event = Event.objects.get(action="declaration:made")
    assert event.details == {"ambition": "1.5", "status": "met"}


def test_nobody_declares_for_another_party(declared, assen):
    with pytest.raises(PermissionDenied):
        declared("1.5", party=assen)


def test_an_executive_does_not_declare(declared, executive):
    with pytest.raises(PermissionDenied):
        declared("1.5", by=executive)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"document": None}, "Voeg een document toe"),
        ({"declared_on": date(2027, 1, 1)}, "toekomst"),
        ({"valid_until": date(2026, 1, 1), "declared_on": date(2025, 12, 1)}, "al voorbij"),
        ({"valid_until": date(2029, 1, 1)}, "ten hoogste twee jaar"),
        ({"number": "3.4"}, "geldt niet voor een gemeente"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused_with_the_reason(declared, given, problem):
    with pytest.raises(rules.CannotDeclare, match=problem):
        declared(given.pop("number", "1.5"), **given)


def test_the_document_lies_encrypted_in_the_database(declared, policy_adviser, owner):
    made = declared("1.5")
    with owner():
        kept = Document.objects.get(declaration=made)
    assert b"beleid" not in bytes(kept.content)
    with pytest.raises(vault.CannotOpen):
        vault.unseal(bytes(kept.content), context="agreement.document:0")


def test_a_declaration_is_withdrawn_once_and_with_a_reason(declared, act, policy_adviser):
    made = declared("1.5")
    act(policy_adviser, actions.withdraw_declaration, made, reason="Verkeerd jaar.")
    with pytest.raises(rules.CannotWithdraw):
        act(policy_adviser, actions.withdraw_declaration, made, reason="Nog eens.")


def test_the_database_lets_nobody_change_what_was_declared(declared, policy_adviser, now):
    made = declared("1.5")
    with acting(policy_adviser, now=now), pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.filter(pk=made.pk).update(status="partly")


def test_the_database_refuses_a_declaration_for_another_party(ambition, policy_adviser, assen, now):
    row = [assen.pk, ambition("1.5").pk, policy_adviser.user_id]
    with acting(policy_adviser, now=now), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        connection.cursor().execute(
            "insert into agreement_declaration (party_id, ambition_id, declared_by_id, status, statement, declared_on,"
            " valid_until, declared_at, has_document, withdrawal_reason)"
            " values (%s, %s, %s, 'met', '', current_date, current_date, now(), false, '')",
            row,
        )


def test_the_page_declares_and_returns_to_the_cell(logged_in, policy_adviser, form):
    url = reverse("agreement:declare", args=["1.5", "gm0114"])
    answer = logged_in(policy_adviser).post(url, form, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("agreement:cell", args=["1.5", "gm0114"])
    assert "Het concept ligt klaar." in answer.text
    assert "deels gehaald" in answer.text


def test_a_met_ambition_asks_for_the_document_and_loses_nothing(logged_in, policy_adviser, form):
    url = reverse("agreement:declare", args=["1.5", "gm0114"])
    answer = logged_in(policy_adviser).post(url, form | {"status": "met"})
    assert "Voeg een document toe" in answer.text
    assert "Het concept ligt klaar." in answer.text


def test_a_file_that_cannot_be_kept_is_refused_in_the_form(logged_in, policy_adviser, form):
    url = reverse("agreement:declare", args=["1.5", "gm0114"])
    bad = SimpleUploadedFile("beleid.exe", b"MZ\x90\x00" + b"\x00" * 200)
    answer = logged_in(policy_adviser).post(url, form | {"document": bad})
    assert answer.status_code == 200
    assert answer.context["form"].errors["document"]


@pytest.mark.parametrize("number", ["3.4", "9.9"])
def test_there_is_no_page_to_declare_what_does_not_apply(logged_in, policy_adviser, number):
    assert logged_in(policy_adviser).get(reverse("agreement:declare", args=[number, "gm0114"])).status_code == 404


def test_the_page_of_another_party_does_not_exist(logged_in, policy_adviser):
    assert logged_in(policy_adviser).get(reverse("agreement:declare", args=["1.5", "gm0106"])).status_code == 404


def test_the_document_opens_for_the_own_party_only_and_is_logged(declared, logged_in, executive, stranger, owner):
    url = reverse("agreement:document", args=[declared("1.5").pk])
    answer = logged_in(executive).get(url)
    assert answer.content == b"%PDF-1.7 beleid"
    assert answer["Content-Disposition"].startswith("attachment")
    assert logged_in(stranger).get(url).status_code == 404
    with owner():
        assert Event.objects.filter(action="declaration:document_opened").count() == 1


def test_another_party_sees_the_status_and_the_words_but_not_the_document(declared, logged_in, stranger):
    declared("1.5")
    text = logged_in(stranger).get(reverse("agreement:cell", args=["1.5", "gm0114"])).text
    assert "Vastgesteld door het college." in text
    assert "alleen Emmen kan het openen" in text
    assert "/document/" not in text


def test_withdrawing_asks_a_reason_and_shows_it(declared, logged_in, policy_adviser):
    client, made = logged_in(policy_adviser), declared("1.5")
    url = reverse("agreement:withdraw", args=[made.pk])
    assert "Dit veld is verplicht" in client.post(url, {"reason": ""}).text
    answer = client.post(url, {"reason": "Verkeerd document."}, follow=True)
    assert "Verkeerd document." in answer.text
    assert "onbekend" in answer.text


def test_another_party_cannot_withdraw(declared, logged_in, person, assen):
    adviser = person(assen, "policy_adviser")
    assert logged_in(adviser).get(reverse("agreement:withdraw", args=[declared("1.5").pk])).status_code == 404
