"""Tips from e-mails and tables: read, looked at line by line, and entered all at once or not at all."""

from dataclasses import asdict, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dijkwacht.lib.dutch import count
from dijkwacht.lib.files import CannotAccept
from dijkwacht.lib.scanner import scan
from dijkwacht.parties.permissions import ActorRequest, needs
from dijkwacht.reporting import actions, tips
from dijkwacht.reporting.tips.tables import check_meaning
from dijkwacht.signals import rules

MOST_BYTES = 600_000
MOST_TIPS = 100
EXPIRED = "Deze pagina was verlopen of van een ander. Kies de bestanden opnieuw."


@require_http_methods(["GET", "HEAD", "POST"])
@needs("signal:intake")
def bring_in(request: ActorRequest) -> HttpResponse:
    """One address for the whole way: choose files, say what the columns mean, look, enter."""
    steps = {"files": _read, "columns": _mean, "enter": _enter}
    step = steps.get(request.POST.get("step", "")) if request.method == "POST" else None
    return step(request) if step else _ask(request)


def _ask(request: ActorRequest, *, problems: list[str] | None = None) -> HttpResponse:
    return render(request, "reporting/doors/tips_files.html", {"problems": problems or [], "most": MOST_TIPS})


def _read(request: ActorRequest) -> HttpResponse:
    chosen = [(each.name or "", bytes(each.read())) for each in request.FILES.getlist("files")]
    try:
        _check_sizes(chosen)
        tables = [tips.read_table(content) for name, content in chosen if _is_table(name)]
        if tables and len(chosen) > 1:
            raise tips.CannotRead("Kies één tabel, of een of meer e-mails. Niet door elkaar.")
        if tables:
            return _columns(request, tables[0], meaning=tips.guess(tables[0].head))
        found = [tips.tip_of_mail(name, content) for name, content in chosen]
    except (tips.CannotRead, CannotAccept) as problem:
        return _ask(request, problems=[str(problem)])
    return _preview(request, found)


def _check_sizes(chosen: list[tuple[str, bytes]]) -> None:
    if not chosen:
        raise tips.CannotRead("Kies eerst een of meer bestanden.")
    if len(chosen) > MOST_TIPS:
        raise tips.CannotRead(f"Kies ten hoogste {MOST_TIPS} bestanden tegelijk.")
    if sum(len(content) for _, content in chosen) > MOST_BYTES:
        raise tips.CannotRead("Dit is samen te veel. Kies minder bestanden, of e-mails zonder bijlagen.")
    for name, content in chosen:
        if not name.lower().endswith((".eml", ".csv", ".txt")):
            raise tips.CannotRead(f"{name}: wij lezen e-mails (.eml) en tabellen (.csv). Bewaar het zo.")
        scan(content)


def _is_table(name: str) -> bool:
    return name.lower().endswith((".csv", ".txt"))


def _columns(request: ActorRequest, table: tips.Table, *, meaning: dict[int, str], problem: str = "") -> HttpResponse:
    columns = [
        {
            "place": place,
            "name": name or f"kolom {place + 1}",
            "meaning": meaning.get(place, ""),
            "examples": [row[place] for _, row in table.rows[:3] if place < len(row) and row[place]],
        }
        for place, name in enumerate(table.head)
    ]
    context = {
        "columns": columns,
        "fields": tips.FIELDS,
        "count": len(table.rows),
        "problem": problem,
        "kept": tips.pack({"table": asdict(table)}, actor=request.actor),
    }
    return render(request, "reporting/doors/tips_columns.html", context)


def _mean(request: ActorRequest) -> HttpResponse:
    kept = tips.unpack(request.POST.get("kept", ""), actor=request.actor)
    if kept is None or "table" not in kept:
        return _ask(request, problems=[EXPIRED])
    given: Any = kept["table"]
    table = tips.Table(given["head"], [(number, row) for number, row in given["rows"]])
    asked = {place: request.POST.get(f"column-{place}", "") for place in range(len(table.head))}
    meaning = {place: field for place, field in asked.items() if field in tips.FIELDS and field}
    if problem := check_meaning(meaning):
        return _columns(request, table, meaning=meaning, problem=problem)
    return _preview(request, tips.tips_of_table(table, meaning))


def _preview(
    request: ActorRequest, found: list[tips.Tip], *, problem: str = "", choices: dict[str, str] | None = None
) -> HttpResponse:
    checked = tips.check_tips(found, actor=request.actor, now=timezone.now())
    context = {
        "checked": checked,
        "wrong": [each for each in checked if each.problems],
        "problem": problem,
        "choices": choices or {},
        "kept": tips.pack({"tips": [asdict(tip) for tip in found]}, actor=request.actor),
    }
    return render(request, "reporting/doors/tips_preview.html", context)


def _enter(request: ActorRequest) -> HttpResponse:
    """Looks at everything again: an hour may have passed, and a colleague may have entered the same."""
    now = timezone.now()
    kept = tips.unpack(request.POST.get("kept", ""), actor=request.actor)
    if kept is None or "tips" not in kept:
        return _ask(request, problems=[EXPIRED])
    given: Any = kept["tips"]
    found = [_edited(request, tips.Tip(**_tuples(each))) for each in given]
    choices = {tip.key: request.POST.get(f"choice-{tip.key}", "") for tip in found}
    checked = tips.check_tips(found, actor=request.actor, now=now)
    if any(each.problems for each in checked):
        return _preview(request, found, choices=choices)
    undecided = [each for each in checked if _asks(each) and choices[each.tip.key] not in {"enter", "skip"}]
    if undecided:
        return _preview(
            request, found, choices=choices, problem="Kies bij elke tip die op een andere lijkt wat u doet."
        )
    chosen = [each.tip for each in checked if choices[each.tip.key] != "skip"]
    try:
        made = actions.enter_tips(chosen, actor=request.actor, now=now)
    except rules.CannotReport as refused:
        return _preview(request, found, choices=choices, problem=str(refused))
    messages.success(request, _told(len(made), skipped=len(checked) - len(made)))
    return redirect("/signalen/?phase=all&channel=tip_line")


def _asks(checked: tips.Checked) -> bool:
    """What this very form made before is no other tip: a second press enters nothing twice."""
    others = [each for each in checked.known if each.signal.pk != checked.tip.id]
    return bool(others or checked.twin)


def _edited(request: ActorRequest, tip: tips.Tip) -> tips.Tip:
    text = request.POST.get(f"text-{tip.key}")
    return tip if text is None else replace(tip, text=tips.readable(text))


def _tuples(given: dict[str, Any]) -> dict[str, Any]:
    return given | {name: tuple(given[name]) for name in ("problems", "left_out")}


def _told(made: int, *, skipped: int) -> str:
    words = f"{count(made, 'tip is', 'tips zijn')} nu een signaal."
    return f"{words} {count(skipped, 'tip', 'tips')} overgeslagen." if skipped else words
