"""From a filled in form to a report: checked, slowed down when there are too many, sent once."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpResponse

from dijkwacht.reporting import actions, crowd, questions
from dijkwacht.reporting.door_rules import LinkGone
from dijkwacht.reporting.forms import public as forms
from dijkwacht.reporting.models import Door, Way
from dijkwacht.reporting.rules import CannotSend
from dijkwacht.reporting.views.public import pages
from dijkwacht.reporting.views.public.sheets import Sheet
from dijkwacht.reporting.views.public.steps import show_step

HONEY_SECONDS = 60
# Partners read Dutch: they work for organisations here.
WITHOUT_LINK = "Wat u invulde staat er nog. Als u nu verstuurt, gaat het als melding met naam, zonder de link."


def send(sheet: Sheet) -> HttpResponse:
    """This will send the report and show the receipt; or the page that says what comes first."""
    wrong = sheet.first_wrong()
    if wrong is not None:
        return show_step(sheet, wrong.name, form=wrong)
    if not told(sheet):
        return show_step(sheet, "tell", problem=sheet.t["check"]["nothing_told"])
    if sheet.was_stale:
        return show_step(sheet, "check", problem=sheet.t["errors"]["stale"])
    return _slowed(sheet) or _sent(sheet)


def told(sheet: Sheet) -> bool:
    """Whether there is anything to read or to look at."""
    return any(sheet.typed.get(name, "").strip() for name in forms.TOLD) or bool(
        sheet.typed.getlist("signs") or sheet.files()
    )


def _slowed(sheet: Sheet) -> HttpResponse | None:
    """A page to wait on: for whoever's browser did not do the sum, and when there are too many."""
    if crowd.sent_as(sheet.form_id.nonce):
        return None
    honey = HONEY_SECONDS if sheet.request.POST.get("website") else 0
    if honey or not sheet.form_id.is_solved(sheet.work):
        seconds = sheet.form_id.seconds_to_wait(max(settings.DIJKWACHT_WAIT, honey), now=sheet.now)
        if seconds:
            return _wait(sheet, seconds=seconds)
    turn = crowd.turn(
        sheet.desk.party.pk,
        threshold=sheet.desk.point.threshold,
        nonce=sheet.form_id.nonce,
        ticket=sheet.ticket,
        now=sheet.now,
    )
    if turn.is_now:
        return None
    sheet.ticket = turn.ticket
    return _wait(sheet, minutes=turn.minutes)


def _wait(sheet: Sheet, **how_long: int) -> HttpResponse:
    carried = sheet.carried(None)
    return pages.show(sheet.request, "wait.html", desk=sheet.desk, status=429, sheet=sheet, carried=carried, **how_long)


def _sent(sheet: Sheet) -> HttpResponse:
    nonce = sheet.form_id.nonce
    kind = crowd.sent_as(nonce) or str(sheet.typed["kind"])
    receipt = sheet.form_id.receipt(kind)
    is_again = crowd.sent_as(nonce) is not None
    if not is_again:
        try:
            is_again = not _keep(sheet, receipt)
        except LinkGone as gone:
            sheet.link = ""
            return show_step(sheet, "check", problem=f"{gone} {WITHOUT_LINK}")
        except CannotSend:
            return show_step(sheet, "check", problem=sheet.t["errors"]["failed"])
        crowd.note_sent(nonce, kind)
    return pages.show(
        sheet.request,
        "receipt.html",
        desk=sheet.desk,
        sheet=sheet,
        receipt=receipt,
        words=receipt.split(),
        kind=kind,
        is_again=is_again,
    )


def _keep(sheet: Sheet, receipt: str) -> bool:
    """
    This will answer whether it was new: the receipt follows from the form, so a second time finds its mailbox.

    :raises CannotSend: if it could not be kept
    """
    try:
        _write(sheet, receipt)
    except IntegrityError as problem:
        if actions.open_mailbox(receipt) is None:
            raise CannotSend(sheet.t["errors"]["failed"]) from problem
        return False
    return True


@transaction.atomic
def _write(sheet: Sheet, receipt: str) -> None:
    partner = actions.use_partner_link(sheet.link) if sheet.link and sheet.way == Way.KNOWN else ""
    actions.send_report(
        answers(sheet),
        files=sheet.files(),
        way=sheet.way,
        identity=identity(sheet, partner=partner),
        receipt=receipt,
        door=Door.PARTNER if partner else Door.SITE,
        language=sheet.language,
        sign=sheet.sign_row(),
        actor=pages.outsider_of(sheet.desk),
        now=sheet.now,
    )
    if sheet.draft:
        actions.discard_draft(sheet.draft)


def answers(sheet: Sheet) -> dict[str, Any]:
    """
    This will return what was told, with every question beside its answer, in Dutch for who reads it.

    :raises KeyError: if the forms were not checked before
    """
    given = {name: value for form in sheet.every_form() if form.is_valid() for name, value in form.cleaned_data.items()}
    about = given["about"]
    names = dict(questions.sign_names(about, language="nl"))
    dates = {name: given[name].isoformat() if given[name] else "" for name in ("from", "until")}
    return {
        "version": 1,
        "language": sheet.language,
        "about": about,
        "about_name": questions.about_name(about),
        "phenomena": list(questions.choices()[about].phenomena),
        "signs": [
            {"key": key, "name": names[key], "indicators": questions.indicators_of(key)} for key in given["signs"]
        ],
        "questions": [
            {"key": each.key, "label": each.label, "answer": dict(each.options).get(answer, answer)}
            for each in questions.asked(about)
            if (answer := given.get(f"{forms.QUESTION}{each.key}"))
        ],
        **{name: given[name] for name in (*forms.TOLD, "place", "locality", "point")},
        "observed_from": dates["from"],
        "observed_until": dates["until"],
    }


def identity(sheet: Sheet, *, partner: str = "") -> dict[str, str] | None:
    """This will return who tells it, with the organisation whose link was used; None for nobody."""
    if sheet.way == Way.ANONYMOUS:
        return None
    form = sheet.form("identity", bound=True)
    form.is_valid()
    told = {name.removeprefix("id_"): value for name, value in form.cleaned_data.items()}
    return told | ({"organisation": partner} if partner else {})
