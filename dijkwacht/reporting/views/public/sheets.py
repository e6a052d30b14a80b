"""A report on its way: all answers travel along in the form, so that nothing is kept before it is sent."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from dijkwacht.lib.files import CannotAccept, CleanFile, clean_file
from dijkwacht.lib.receipts import new_words
from dijkwacht.lib.scanner import scan
from dijkwacht.reporting import actions, proof, texts
from dijkwacht.reporting.forms import public as forms
from dijkwacht.reporting.models import Sign, Way
from dijkwacht.reporting.proof import FormId
from dijkwacht.reporting.views.public import pages
from dijkwacht.reporting.views.public.pages import Desk

MOST_FILES = 10
Typed = MultiValueDict[str, str]


@dataclass(slots=True)
class Sheet:
    """What was filled in so far, and where it goes."""

    request: HttpRequest
    desk: Desk
    way: str
    now: datetime
    t: texts.Words
    language: str
    typed: Typed = field(repr=False)
    form_id: FormId = field(repr=False)
    draft: str = field(default="", repr=False)
    work: str = field(default="", repr=False)
    ticket: str = ""
    sign: str = ""
    link: str = field(default="", repr=False)
    was_stale: bool = False

    @property
    def way_said(self) -> str:
        """The way as addresses say it."""
        return next(said for said, way in pages.DUTCH_WAYS.items() if way == self.way)

    @property
    def steps(self) -> list[str]:
        return [name for name in forms.STEPS if name != "identity" or self.way != Way.ANONYMOUS]

    def form(self, step: str, *, bound: bool) -> forms.Step:
        """This will return one page of the form, checked (`bound`) or as it was left."""
        today = timezone.localdate(self.now)
        made: dict[str, Any] = {"t": self.t, "language": self.language, "today": today, "typed": self.typed}
        kind = forms.STEPS[step]
        return kind(self.typed, **made) if bound else kind(initial=self._initial(kind(**made)), **made)

    def first_wrong(self) -> forms.Step | None:
        """This will return the first page on which something is wrong."""
        return next((form for form in self.every_form() if not form.is_valid()), None)

    def every_form(self) -> list[forms.Step]:
        return [self.form(step, bound=True) for step in self.steps]

    def carried(self, besides: forms.Step | None) -> list[tuple[str, str]]:
        """This will return what goes in hidden fields: every answer that the page does not ask itself."""
        shown = set(besides.fields) if besides else set()
        names = [name for name in forms.carried() if name not in shown]
        return [(name, value) for name in names for value in self.typed.getlist(name) if value]

    def files(self) -> list[CleanFile]:
        """This will return the files that were added, from the draft that only this page can open."""
        resumed = actions.resume_draft(self.draft) if self.draft else None
        if resumed is None or resumed.party_id != self.desk.party.pk:
            return []
        return resumed.files

    def keep(self, files: list[CleanFile] | None = None, *, step: str) -> str:
        """This will keep everything under a code, the same as before if there was one, and return the code."""
        self.draft = self.draft or new_words()
        answers = {name: self.typed.getlist(name) for name in forms.carried() if self.typed.getlist(name)}
        kept = {"answers": answers, "way": self.way, "step": step, "language": self.language}
        kept |= {"sign": self.sign, "link": self.link}
        actor = pages.outsider_of(self.desk)
        actions.save_draft(kept, code=self.draft, files=files, actor=actor, now=self.now)
        return self.draft

    def take_in(self, step: str) -> list[str]:
        """This will add the files that came along, cleaned first, and return why others were refused."""
        chosen = self.request.FILES.getlist("files")
        if not chosen:
            return []
        files, refused = self.files(), []
        for each in chosen:
            if len(files) >= MOST_FILES:
                refused.append(self.t["files"]["too_many"])
                break
            try:
                files.append(cleaned(each.name or "", each.read()))
            except CannotAccept as problem:
                refused.append(refusal(problem, name=each.name or "", t=self.t, language=self.language))
        self.keep(files, step=step)
        return refused

    def drop_file(self, place: int) -> None:
        files = self.files()
        if 0 <= place < len(files):
            del files[place]
            self.keep(files, step="files")

    def sign_row(self) -> Sign | None:
        return Sign.objects.filter(code=self.sign, party_id=self.desk.party.pk).first() if self.sign else None

    def _initial(self, form: forms.Step) -> dict[str, Any]:
        known = [name for name in form.fields if name in self.typed]
        return {name: self.typed.getlist(name) if name == "signs" else self.typed[name] for name in known}


def cleaned(name: str, content: bytes) -> CleanFile:
    """
    This will scan a file and take out what it tells about its maker.

    :raises CannotAccept: with a Dutch sentence
    """
    scan(content)
    return clean_file(name, content)


def refusal(problem: CannotAccept, *, name: str, t: texts.Words, language: str) -> str:
    """The reason in Dutch where that is read; else the one sentence that holds for every reason."""
    reason = str(problem) if language == texts.DUTCH else t["files"]["refused"]
    return f"{name}: {reason}" if name else reason


def begin(request: HttpRequest, desk: Desk, way: str, *, now: datetime) -> Sheet:
    """This will return an empty sheet with a form id of its own."""
    return Sheet(
        request=request,
        desk=desk,
        way=way,
        now=now,
        t=pages.words_of(request, desk),
        language=pages.language_of(request),
        typed=MultiValueDict(),
        form_id=proof.new_form(desk.code, now=now),
        sign=_said(request.GET, "b", most=12),
        link=_said(request.GET, "p", most=100),
    )


def read(request: HttpRequest, desk: Desk, way: str, *, now: datetime) -> Sheet:
    """This will return the sheet that a page sent; a form id that is too old is replaced, the answers stay."""
    sent = request.POST
    sheet = begin(request, desk, way, now=now)
    sheet.typed = MultiValueDict({name: sent.getlist(name) for name in forms.carried() if name in sent})
    sheet.draft, sheet.work = _said(sent, "draft", most=200), _said(sent, "work", most=1000)
    sheet.ticket, sheet.sign = _said(sent, "ticket", most=1000), _said(sent, "sign", most=12)
    sheet.link = _said(sent, "link", most=100)
    try:
        sheet.form_id = proof.form_of(sent.get("form", ""), desk.code, now=now)
    except proof.Stale:
        sheet.was_stale = True
        sheet.work = sheet.ticket = ""
    return sheet


def _said(sent: QueryDict, name: str, *, most: int) -> str:
    """What an address or a hidden field says, without what a database cannot look up."""
    return str(sent.get(name, "")).replace(forms.CHARACTERS_WE_CANNOT_KEEP, "")[:most]


def way_of(desk: Desk, said: str) -> str:
    """:raises Http404: if this party does not take reports in this way"""
    way = pages.DUTCH_WAYS.get(said)
    if way is None or (desk.is_open and way not in desk.ways):
        raise Http404
    return way
