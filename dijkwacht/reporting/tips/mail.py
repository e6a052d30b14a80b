"""A tip that came as an e-mail (.eml). Its sender, addressees and route are never looked at."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any, cast

from lxml import etree, html

from dijkwacht.reporting.tips.tip import AMSTERDAM, CannotRead, Tip, readable

# "Adres: Verzonnenweg 12", as the lines of such an e-mail begin.
_LABELS = {
    "place": ("adres", "locatie", "plek", "straat"),
    "locality": ("plaats", "woonplaats", "dorp", "stad"),
    "phenomenon": ("fenomeen", "delict", "soort", "categorie"),
    "number": ("kenmerk", "meldnummer", "tipnummer", "referentie", "nummer"),
}
# What Python's own reader of e-mail raises on letters that no sound program writes.
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, AssertionError, etree.LxmlError, RecursionError)
_NAMES = {word: name for name, words in _LABELS.items() for word in words}
_LINE = re.compile(r"\s*([A-Za-zë]{4,20})\s*:\s*(\S.*?)\s*")


def tip_of_mail(name: str, content: bytes) -> Tip:
    """
    This will read one e-mail.

    :raises CannotRead: if it is no e-mail
    """
    try:
        return _read(name, message_from_bytes(content, policy=policy.default))
    except _BROKEN as problem:
        raise CannotRead(f"{name} is beschadigd. Sla de e-mail opnieuw op als .eml.") from problem


def _read(name: str, message: EmailMessage) -> Tip:
    if not message.keys() or (message.get("Date") is None and message.get("Subject") is None):
        raise CannotRead(f"{name} is geen e-mail. Sla de e-mail op als .eml en kies dat bestand.")
    text, told = _labelled(_text_of(message))
    problems, left_out = _attached(message)
    return Tip(
        where=name,
        text=text,
        received=_received(message),
        title=readable(str(message.get("Subject", ""))).replace("\n", " ")[:120].strip(),
        problems=tuple(problems),
        left_out=tuple(left_out),
        **told,
    )


def _text_of(message: EmailMessage) -> str:
    body = cast(Any, message.get_body(preferencelist=("plain", "html")))
    if body is None:
        return ""
    try:
        content = str(body.get_content())
    except (LookupError, UnicodeError, ValueError):
        return ""
    if body.get_content_type() == "text/html" and content.strip():
        content = str(html.fromstring(content).text_content())
    lines = [line.rstrip() for line in readable(content).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _labelled(text: str) -> tuple[str, dict[str, str]]:
    """What lines with a known label say, and the text without them: so a tip with another number stays the same."""
    found: dict[str, str] = {}
    kept = []
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        name = _NAMES.get(match[1].lower()) if match else None
        if match and name and name not in found:
            found[name] = match[2][:300]
        else:
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip(), found


def _received(message: EmailMessage) -> str:
    try:
        moment = parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError):
        return ""
    moment = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
    return moment.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M")


def _attached(message: EmailMessage) -> tuple[list[str], list[str]]:
    """An attachment asks for a person who adds it; a logo in a signature does not."""
    problems, left_out = [], []
    for part in message.iter_attachments():
        shown = readable(part.get_filename() or part.get_content_type())[:80]
        if part.get_content_disposition() == "inline" or part.get("Content-ID"):
            left_out.append(shown)
        else:
            problems.append(f"Er zit een bijlage bij ({shown}). Voer deze tip met de hand in en voeg de bijlage toe.")
    return problems, left_out
