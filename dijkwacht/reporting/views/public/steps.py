"""The pages of the form, one by one. Each carries all answers along."""

from typing import Any

from django.http import HttpResponse

from dijkwacht.reporting import questions, reveals
from dijkwacht.reporting.forms import public as forms
from dijkwacht.reporting.models import Way
from dijkwacht.reporting.views.public import pages
from dijkwacht.reporting.views.public.sheets import Sheet


def show_step(
    sheet: Sheet, step: str, *, form: forms.Step | None = None, problem: str = "", refused: list[str] | None = None
) -> HttpResponse:
    """This will show one page of the form, with what is wrong on it."""
    form = form or sheet.form(step, bound=False)
    place = sheet.steps.index(step)
    context: dict[str, Any] = {
        "sheet": sheet,
        "form": form,
        "step": step,
        "number": place + 1,
        "is_first": place == 0,
        "carried": sheet.carried(form),
        "problem": problem,
        "refused": refused or [],
        "urgent": urgent(sheet) if step == "tell" else [],
    }
    if step in {"files", "check"}:
        context["files"] = sheet.files()
    if step == "check":
        photos = [each for each in context["files"] if each.media_type.startswith("image/")]
        context |= _review(sheet) | {"has_photos": bool(photos) and sheet.way != Way.KNOWN}
    return pages.show(sheet.request, f"{step}.html", desk=sheet.desk, **context)


def urgent(sheet: Sheet) -> list[str]:
    """This will return what somebody must know at once about what she tells."""
    found = questions.choices().get(sheet.typed.get("about", ""))
    return [sheet.t["urgent"][key] for key in (found.urgent if found else ())]


def _review(sheet: Sheet) -> dict[str, Any]:
    """The answers as sentences, in the language of the page, and the words that may give somebody away."""
    shown = {step: _answers(sheet, step) for step in sheet.steps if step in {"about", "tell", "identity"}}
    few = sheet.typed.get("q_circle") == "few" and sheet.way != Way.KNOWN
    return {"review": shown, "reveals": revealing(sheet), "is_few": few}


def _answers(sheet: Sheet, step: str) -> list[tuple[str, str]]:
    form = sheet.form(step, bound=True)
    form.is_valid()
    told = [(field.label or "", _shown(form, name)) for name, field in form.fields.items()]
    return [(str(label), text) for label, text in told if text]


def _shown(form: forms.Step, name: str) -> str:
    value = form.cleaned_data.get(name)
    options = dict(getattr(form.fields[name], "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(options.get(each, each)) for each in value)
    if name in {"from", "until"} and value:
        return str(value.strftime("%d-%m-%Y"))
    return str(options.get(value, value) or "")


def revealing(sheet: Sheet) -> list[reveals.Reveal]:
    """This will return the words of an unnamed reporter that may point at her; nothing of this is kept."""
    if sheet.way == Way.KNOWN:
        return []
    names = [*forms.TOLD, "place", *(f"{forms.QUESTION}{key}" for key in questions.every_question())]
    return reveals.found_in(text for name in names for text in sheet.typed.getlist(name))
