"""The kinds of reference data: what a page calls them, and which of their fields a person may change."""

from dataclasses import dataclass

from dijkwacht.knowledge.models import (
    Authority,
    Indicator,
    InformationSource,
    Instrument,
    LegalBasis,
    Phenomenon,
    Regime,
    RetentionTerm,
    Row,
    ServiceTerm,
)

ALWAYS = ("note", "sources", "verified")
OBJECTS = {
    "address": "adres of pand",
    "place": "plek zonder adres",
    "vehicle": "voertuig",
    "company": "bedrijf",
    "water": "water of oever",
    "online": "website of advertentie",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row: its name in the address, its table and its file, and how pages speak of it."""

    slug: str
    model: type[Row]
    file: str
    one: str
    many: str
    about: str
    own_fields: tuple[str, ...]
    summary: str
    """The field that tells most in a list."""
    fixed: bool = False
    """Dijkwacht works with exactly these rows: they can be changed, not added or retired."""

    @property
    def fields(self) -> tuple[str, ...]:
        return ("name", *self.own_fields, *ALWAYS)

    @property
    def key(self) -> str:
        """What the history calls it."""
        return str(self.model._meta.model_name)

    def __str__(self) -> str:
        return self.slug


KINDS = [
    Kind(
        "fenomenen",
        Phenomenon,
        "phenomena",
        "fenomeen",
        "fenomenen",
        "Soorten ondermijning, met waaraan u ze herkent en wie dan bevoegd is.",
        (
            "number",
            "description",
            "object_kinds",
            "instruments",
            "urgent",
            "urgent_text",
            "separate_channel",
            "instead",
        ),
        "description",
    ),
    Kind(
        "kenmerken",
        Indicator,
        "indicators",
        "kenmerk",
        "kenmerken",
        "Wat iemand kan zien, ruiken of horen. Melders vinken ze aan.",
        ("phenomenon",),
        "phenomenon_id",
    ),
    Kind(
        "instanties",
        Authority,
        "authorities",
        "instantie",
        "instanties",
        "Wie waarvoor bevoegd is, en hoe u die bereikt.",
        ("kind", "competent_for", "contact", "covenant", "party_kind"),
        "competent_for",
    ),
    Kind(
        "middelen",
        Instrument,
        "instruments",
        "middel",
        "middelen",
        "Bevoegdheden uit de wet waarmee iemand kan ingrijpen.",
        ("law", "article", "track", "used_by", "in_force_from", "in_force_until"),
        "law",
    ),
    Kind(
        "grondslagen",
        LegalBasis,
        "legal_bases",
        "grondslag",
        "grondslagen",
        "Waarom u informatie mag ontvangen, gebruiken of doorgeven.",
        ("article", "regime", "allows", "conditions"),
        "allows",
    ),
    Kind(
        "bronnen",
        InformationSource,
        "sources",
        "bron",
        "bronnen",
        "Registers die u na privacytoets 1 kunt bevragen.",
        ("secrecy", "purposes", "hit_only", "seen_by"),
        "purposes",
    ),
    Kind(
        "regimes",
        Regime,
        "regimes",
        "regime",
        "regimes",
        "De regels waar informatie onder valt, en wat dan niet mag.",
        ("may_show", "may_search", "may_forward", "why_not_forward"),
        "note",
        fixed=True,
    ),
    Kind(
        "bewaartermijnen",
        RetentionTerm,
        "retention",
        "bewaartermijn",
        "bewaartermijnen",
        "Hoe lang iets blijft, en vanaf wanneer dat telt.",
        ("starts_at", "duration", "max_extensions", "extension"),
        "starts_at",
        fixed=True,
    ),
    Kind(
        "termijnen",
        ServiceTerm,
        "terms",
        "termijn",
        "termijnen",
        "Binnen hoeveel dagen iets moet zijn gebeurd.",
        ("days", "working"),
        "note",
        fixed=True,
    ),
]
BY_SLUG = {kind.slug: kind for kind in KINDS}
BY_KEY = {kind.key: kind for kind in KINDS}
ROUTING = "routing"
"""What the history calls the routing table of one phenomenon."""


def kind_of(row: Row) -> Kind:
    return BY_KEY[str(row._meta.model_name)]


class KindConverter:
    """The kind in an address, such as /kennis/fenomenen/."""

    regex = "|".join(BY_SLUG)

    def to_python(self, value: str) -> Kind:
        return BY_SLUG[value]

    def to_url(self, value: Kind | str) -> str:
        return str(value)
