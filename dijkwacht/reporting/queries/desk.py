"""What stands on the desk of the intake and of the custodian. Never what was told, nor who told it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from dijkwacht.knowledge import queries as knowledge
from dijkwacht.lib import dutch
from dijkwacht.lib.access import Actor
from dijkwacht.lib.workdays import workdays_left
from dijkwacht.reporting import desk_rules, permissions
from dijkwacht.reporting.models import Author, IdentityRequest, Message, Report, State, Way

_SHOWN = (
    "number", "party_id", "way", "door", "language", "state", "hour", "closed_hour", "mailbox", "signal_id",
    "destroy_after", "party_key_id",
)  # fmt: skip
LISTS = {
    "open": Q(state__in=[State.NEW, State.READ]),
    "entered": Q(state=State.ENTERED),
    "closed": Q(state=State.CLOSED),
    "gone": Q(state=State.DELETED),
}
# Phases in which the room signals is done with it.
_OVER = ("closed", "merged", "forwarded")


@dataclass(frozen=True, slots=True)
class Talk:
    """How the conversation stands: the word and its mark."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    report: Report
    days: int | None
    term: str
    talk: Talk | None
    state: str
    signal_number: str


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing that waits for somebody, for the home page. `days` are working days until the term."""

    title: str
    url: str
    sub: str
    days: int | None = None
    status: str = ""
    text: str = ""


def desk(actor: Actor, *, shown: str = "open") -> QuerySet[Report]:
    """This will return the reports of one list, without their content, the newest first."""
    messages = Message.objects.filter(report=OuterRef("pk")).order_by("-place", "-id")
    from_handler = messages.filter(author=Author.HANDLER)
    found = permissions.visible_to(actor).filter(LISTS.get(shown, LISTS["open"])).only(*_SHOWN, "signal__number")
    return (
        found.select_related("signal")
        .order_by("-hour", "id")
        .annotate(
            last_author=Subquery(messages.values("author")[:1]),
            last_read=Subquery(messages.values("read_hour")[:1]),
            is_confirmed=Exists(from_handler),
            new_answers=Count("messages", filter=Q(messages__author=Author.REPORTER, messages__read_hour=None)),
        )
    )


def counts(actor: Actor) -> dict[str, int]:
    """This will return how many reports stand in each list."""
    sums = {name: Count("pk", filter=which) for name, which in LISTS.items()}
    return permissions.visible_to(actor).order_by().aggregate(**sums)


def row_of(report: Report, *, today: date, days: int) -> Row:
    """This will return a report of `desk` as a line of the list. `days` is the term to confirm."""
    term = _term_of(report)
    due = desk_rules.due_on(report, days=days) if term else None
    return Row(
        report=report,
        days=workdays_left(due, today=today),
        term=term,
        talk=talk_of(report),
        state=State(report.state).label,
        signal_number=report.signal.number if report.signal else "",
    )


def talk_of(report: Report) -> Talk | None:
    """This will say whether somebody waits for the reporter, or the other way round; None when nothing was said."""
    if report.new_answers:  # type: ignore[attr-defined]
        return Talk("new", dutch.count(report.new_answers, "nieuw antwoord", "nieuwe antwoorden"))  # type: ignore[attr-defined]
    if report.last_author == Author.REPORTER:  # type: ignore[attr-defined]
        return Talk("done", "beantwoord")
    if report.last_author == Author.HANDLER:  # type: ignore[attr-defined]
        unread = "gevraagd" if desk_rules.is_open(report) else "nog niet gelezen"
        return Talk("plain", "gelezen door melder" if report.last_read else unread)  # type: ignore[attr-defined]
    return None


def confirm_days() -> int:
    """This will return within how many working days a report is read and confirmed."""
    return knowledge.service_days(desk_rules.CONFIRM_TERM)


def work_of(actor: Actor, *, today: date, now: datetime) -> list[WorkItem]:
    """This will return what waits at the desk for this person, most urgent first."""
    items: list[WorkItem] = []
    if actor.can("report:read"):
        items += _for_intake(actor, today=today, now=now)
    if actor.can("report:identity"):
        items += _for_custodian(actor)
    return items


def names_asked(actor: Actor) -> QuerySet[IdentityRequest]:
    """This will return what was asked about names, what waits first."""
    found = permissions.requests_visible_to(actor).select_related("report", "asked_by", "answered_by")
    return found.defer("report__content", "report__identity", "sealed_for_asker").order_by(
        F("granted").asc(nulls_first=True), "-asked_at", "-id"
    )


def report_of_signal(actor: Actor, number: str) -> Report | None:
    """This will return the report that a signal came from, for the intake."""
    return permissions.visible_to(actor).filter(signal__number=number).only(*_SHOWN).first()


def _term_of(report: Report) -> str:
    """Everything is read within the term; who gave her name also hears from us within it."""
    if report.state == State.NEW:
        return "Lezen"
    if report.state in {State.READ, State.ENTERED} and report.way != Way.ANONYMOUS and report.mailbox is not None:
        return "" if report.is_confirmed else "Bevestigen"  # type: ignore[attr-defined]
    return ""


def _for_intake(actor: Actor, *, today: date, now: datetime) -> list[WorkItem]:
    rows = list(desk(actor, shown="open").order_by("hour", "id")) + list(desk(actor, shown="entered"))
    days = confirm_days()
    url = reverse("reporting:desk")
    lines = [row_of(each, today=today, days=days) for each in rows]
    items = []
    for term, one, more in [
        ("Lezen", "nieuwe melding van buiten", "nieuwe meldingen van buiten"),
        ("Bevestigen", "melder wacht op bericht", "melders wachten op bericht"),
    ]:
        late = [each.days for each in lines if each.term == term and each.days is not None]
        if late:
            items.append(WorkItem(dutch.count(len(late), one, more), url, "Meldingen", min(late)))
    answers = sum(bool(each.new_answers) for each in rows)  # type: ignore[attr-defined]
    if answers:
        title = dutch.count(answers, "melder gaf antwoord", "melders gaven antwoord")
        items.append(WorkItem(title, url, "Meldingen", status="new"))
    return items + _to_close(actor) + _names_given(actor, now=now)


def _to_close(actor: Actor) -> list[WorkItem]:
    over = Q(signal__phase__in=_OVER) | Q(signal=None)
    done = permissions.visible_to(actor).filter(over, state=State.ENTERED).count()
    if not done:
        return []
    title = dutch.count(done, "melding kan", "meldingen kunnen") + " worden afgesloten"
    return [WorkItem(title, f"{reverse('reporting:desk')}?toon=entered", "Het signaal is klaar")]


def _names_given(actor: Actor, *, now: datetime) -> list[WorkItem]:
    given = permissions.requests_visible_to(actor).filter(granted=True, expires_at__gt=now).select_related("report")
    return [
        WorkItem(
            f"Naam gegeven bij {each.report.number}",
            reverse("reporting:name", args=[each.report.number]),
            "U kunt de naam een dag lang openen",
            status="new",
        )
        for each in given.only("report__number", "granted")
    ]


def _for_custodian(actor: Actor) -> list[WorkItem]:
    waiting = permissions.requests_visible_to(actor).filter(granted=None).count()
    if not waiting:
        return []
    title = dutch.count(waiting, "verzoek om een naam", "verzoeken om een naam")
    return [WorkItem(title, reverse("reporting:names"), "Beslis of de naam open mag", status="new")]
