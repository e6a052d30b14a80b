"""
What has a shape of its own: telephone numbers, plates, e-mail addresses, account numbers, addresses, and words that
point at the reporter.
"""

import re
from collections.abc import Iterator
from typing import Final

REASONS: Final = {
    "reporter": "wijst naar de melder",
    "email": "e-mailadres",
    "account": "rekeningnummer",
    "citizen": "burgerservicenummer",
    "plate": "kenteken",
    "phone": "telefoonnummer",
    "postcode": "postcode",
    "address": "adres",
    "name": "naam",
}
Found = tuple[int, int, str, str]

_NEAR_ONE = (
    r"broer(?:tje)?|zus(?:je)?|vader|moeder|zoon|dochter|man|vrouw|vriend(?:in)?|partner|ex|neef|nicht|oom|tante|opa|oma"
    r"|schoon(?:vader|moeder|zus|broer)|zwager|kind(?:eren)?|ouders|familie|gezin"
    r"|(?:over|achter)?buur(?:man|vrouw|jongen|meisje)|(?:over|achter)?buren|huisbaas|verhuurder|huisgenoot"
    r"|baas|chef|leidinggevende|werkgever|collega(?:'?s)?|werk|bedrijf|kantoor|team|klant(?:en)?|school|klas|club"
    r"|tuin|erf|raam|huis|woning|boerderij|schuur|balkon|keuken|oprit|garage|auto|hond|winkel"
)
_SAYS_I = (
    r"mijn (?:eigen )?(?:telefoon)?(?:nummer|naam|adres)|ik heet|ik woon (?:op|aan|in|naast|tegenover|achter)"
    r"|ik werk (?:bij|voor|als)|ik ben (?:de |een )?(?:buur\w+|huurder|eigenaar|medewerker|klant)"
)
_STREET = (
    r"straat|weg|laan|plein|dijk|kade|gracht|hof|steeg|dreef|pad|kanaal|singel|wal|ring|markt|wijk|brink|veld|diep"
    r"|haven|vaart|allee|burg|berg|kamp|stukken"
)
_BEFORE_STREET = r"(?!(?:Aan|Achter|Bij|De|Het|In|Langs|Naast|Op|Tegenover|Voor|Vanaf) )"
_PLATE = (
    r"(?:[A-Z]{2}|\d{2})-(?:[A-Z]{2}|\d{2})-(?:[A-Z]{2}|\d{2})|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]"
    r"|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"
)
_PATTERNS: Final = (
    ("reporter", re.compile(rf"\b(?:(?:mijn|m'n|onze|ons) (?:{_NEAR_ONE})|{_SAYS_I})\b", re.IGNORECASE)),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("account", re.compile(r"\b[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b")),
    ("plate", re.compile(rf"\b(?:{_PLATE})\b", re.IGNORECASE)),
    # A plate of another country has any shape: only beside the word that says so.
    ("plate", re.compile(r"(?<=\b[Kk]enteken )[A-Z]{1,3}[ -]?[A-Z0-9]{1,5}(?:[ -]?[A-Z0-9]{1,5})?\b")),
    ("phone", re.compile(r"(?<![\w.])(?:\+|00)[1-9]\d(?:[\s.()-]{0,2}\d){8,11}\b")),
    ("phone", re.compile(r"(?<![\w.])0[1-9](?:[\s.-]?\d){8}\b")),
    ("citizen", re.compile(r"\b\d{9}\b")),
    (
        "address",
        re.compile(
            rf"\b{_BEFORE_STREET}(?:[A-Z][\w'’-]* ){{0,3}}[A-Z][\w'’-]*(?:{_STREET})"
            r" ?\d{1,4}(?: ?-? ?[a-zA-Z]\b)?(?!\w)"
        ),
    ),
    ("address", re.compile(r"\b(?:huis)?nummer \d{1,4} ?[a-z]?\b", re.IGNORECASE)),
    ("postcode", re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")),
)


def find(text: str) -> Iterator[Found]:
    """This will give each place with its text and kind; numbers with a check digit only when that is right."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind not in _PROVEN or _PROVEN[kind](match[0]):
                yield match.start(), match.end(), match[0], kind


def _is_account(text: str) -> bool:
    """IBAN, ISO 13616: country and check digits to the end, letters as numbers, remainder 1 of 97."""
    bare = re.sub(r"\s", "", text)
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def _is_citizen_number(text: str) -> bool:
    """The eleven test of the BSN."""
    return sum(int(sign) * weight for sign, weight in zip(text, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0


_PROVEN: Final = {"account": _is_account, "citizen": _is_citizen_number}
