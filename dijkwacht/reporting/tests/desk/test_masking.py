import pytest
from django.db import IntegrityError, transaction

from dijkwacht.lib.access import ANONYMOUS, acting
from dijkwacht.reporting import actions, desk_rules
from dijkwacht.reporting.models import Mask


@pytest.fixture
def mask(act, intake_officer, keys):
    def do(report, *words, is_final=False):
        return act(
            intake_officer,
            actions.mask_words,
            report,
            words=list(words),
            is_final=is_final,
            reason="wijst naar de melder",
            keys=keys,
        )

    return do


@pytest.fixture
def told(act, intake_officer, keys):
    return lambda report: act(intake_officer, actions.read_report, report, keys=keys).told


def test_masked_words_are_gone_for_later_readers(mask, told, taken_in):
    assert mask(taken_in, "Mijn broer Kees", "12-ABC-3") == 2
    texts = " ".join(told(taken_in).texts())
    assert "Kees" not in texts
    assert "12-ABC-3" not in texts
    assert "[afgeschermd 1] zag zeven blauwe vaten" in texts


def test_they_can_be_shown_with_a_reason_that_is_logged(mask, act, taken_in, intake_officer, keys, logged, told):
    mask(taken_in, "Kees")
    shown = act(intake_officer, actions.open_masks, taken_in, reason="nodig voor een vraag", keys=keys)
    assert [(each.place, each.words) for each in shown] == [(1, "Kees")]
    assert logged("reporting:masks_opened", taken_in) == 1
    assert "Kees" not in told(taken_in).own


def test_they_can_be_put_back(mask, act, taken_in, intake_officer, keys, told):
    before = told(taken_in).raw
    mask(taken_in, "Kees", "12-ABC-3")
    assert act(intake_officer, actions.put_back, taken_in, reason="te veel", keys=keys) == 2
    assert told(taken_in).raw == before


def test_words_that_stand_in_a_mark_or_in_each_other_come_back_too(mask, act, taken_in, intake_officer, keys, told):
    before = told(taken_in).raw
    for word in ("Mijn broer Kees", "1", "afgeschermd"):
        mask(taken_in, word)
    act(intake_officer, actions.put_back, taken_in, reason="te veel", keys=keys)
    assert told(taken_in).raw == before


def test_what_is_final_is_gone_for_everybody(mask, act, taken_in, intake_officer, keys, told, owner):
    mask(taken_in, "Kees", is_final=True)
    assert act(intake_officer, actions.open_masks, taken_in, reason="toch", keys=keys) == []
    assert "Mijn broer [weggelaten] zag" in told(taken_in).own
    with acting(ANONYMOUS):
        assert "Kees" not in str(actions.own_answers(actions.open_mailbox(taken_in.receipt)))
    with owner():
        assert Mask.objects.get().sealed is None


def test_words_that_are_not_there_cannot_be_masked(mask, taken_in):
    with pytest.raises(desk_rules.CannotMask, match="staan niet"):
        mask(taken_in, "Onbekend Woord")
    with pytest.raises(desk_rules.CannotMask):
        mask(taken_in, " ")


def test_the_database_keeps_no_words_of_what_is_final(mask, taken_in, owner):
    mask(taken_in, "Kees", is_final=True)
    with owner(), pytest.raises(IntegrityError), transaction.atomic():
        Mask.objects.update(sealed=b"toch")
