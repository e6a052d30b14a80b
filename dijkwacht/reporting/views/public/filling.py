"""Filling in a report, page after page; nothing is kept until it is sent or the visitor asks to keep it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.reporting.views.public import pages, sending, sheets
from dijkwacht.reporting.views.public.pages import outside
from dijkwacht.reporting.views.public.sheets import Sheet
from dijkwacht.reporting.views.public.steps import show_step


@require_http_methods(["GET", "HEAD", "POST"])
@outside
def fill(request: HttpRequest, code: str, way: str) -> HttpResponse:
    """One address for all pages of the form: the button that was pressed says where to go."""
    now = timezone.now()
    desk = pages.desk_of(code)
    chosen = sheets.way_of(desk, way)
    if request.method != "POST":
        if not desk.is_open:
            return redirect(pages.address(request, "start", code))
        sheet = sheets.begin(request, desk, chosen, now=now)
        return show_step(sheet, sheet.steps[0])
    sheet = sheets.read(request, desk, chosen, now=now)
    at, where = request.POST.get("step", ""), request.POST.get("go", "next")
    if not desk.is_open and where != "keep":
        return _closed(sheet, at)
    return go(sheet, at if at in sheet.steps else sheet.steps[0], where)


def _closed(sheet: Sheet, at: str) -> HttpResponse:
    """The point closed while somebody was writing: she can keep what she wrote."""
    carried = sheet.carried(None)
    return pages.show(sheet.request, "shut.html", desk=sheet.desk, sheet=sheet, carried=carried, step=at, status=409)


def go(sheet: Sheet, at: str, where: str) -> HttpResponse:
    """This will do what the button says: on, back, to another page, keep, a file more or less, send."""
    refused = sheet.take_in(at) if at == "files" else []
    if refused:
        return show_step(sheet, at, refused=refused)
    place = sheet.steps.index(at)
    if where == "back":
        return show_step(sheet, sheet.steps[max(place - 1, 0)])
    if where == "send":
        return sending.send(sheet)
    if where == "keep":
        code = sheet.keep(step=at)
        carried = sheet.carried(None)
        return pages.show(sheet.request, "kept.html", desk=sheet.desk, sheet=sheet, code=code, step=at, carried=carried)
    if where.startswith("to-") and where[3:] in sheet.steps:
        return show_step(sheet, where[3:])
    if where.startswith("remove-") and where[7:].isdigit():
        sheet.drop_file(int(where[7:]))
    if where != "next":
        return show_step(sheet, at)
    return _on(sheet, at)


def _on(sheet: Sheet, at: str) -> HttpResponse:
    form = sheet.form(at, bound=True)
    if not form.is_valid():
        return show_step(sheet, at, form=form)
    place = sheet.steps.index(at)
    return show_step(sheet, sheet.steps[min(place + 1, len(sheet.steps) - 1)])
