"""
The one table of rights: which role may do what.

A functional manager can read and check it: every permission and role has a Dutch description, and the page
"Rollen en rechten" shows this table. `migrate` copies it to the database, where row-level security reads it.
Source: domain notes on need-to-know and separation of duties (vier ogen).
"""

from dataclasses import dataclass
from enum import StrEnum

PERMISSIONS = {
    "signal:report": "een signaal melden en de eigen ontvangstbewijzen zien",
    "signal:read": "alle signalen van de eigen organisatie lezen en doorzoeken",
    "signal:intake": "de intake doen: is het ondermijning, is het onze taak, is het ons gebied",
    "signal:weigh": "een signaal wegen",
    "signal:assess": "als tweede persoon wegen, alleen signalen die zijn toegewezen",
    "signal:research": "bronnenonderzoek vragen en de uitkomst vastleggen",
    "signal:forward": "een signaal doorzenden naar het bevoegd gezag",
    "signal:direct": "beslissen bij verschil, samenvoegen, splitsen, heropenen, overdragen en toewijzen",
    "signal:persons": "personen bij een signaal openen, met reden",
    "signal:reporter": "zien wie vertrouwelijk meldde, met reden",
    "report:read": "meldingen van buiten lezen, beantwoorden en invoeren als signaal",
    "report:identity": "de naam van een vertrouwelijke melder openen, na een verzoek met reden",
    "report:point": "teksten, huisstijl en borden van het openbare meldpunt bijwerken",
    "vault:manage": "de kluis van het meldpunt zien, en iemand die weggaat de sleutel ontnemen",
    "source:check": "privacytoets 1: beslissen of een bron geraadpleegd mag worden",
    "retention:decide": "als een van twee personen beslissen over vernietigen of langer bewaren",
    "audit:read": "het logboek van de eigen organisatie lezen",
    "audit:export": "het logboek van de eigen organisatie uitvoeren, met reden",
    "agreement:read": "de ambities en de stand van alle partijen zien, zonder inhoud van signalen",
    "agreement:declare": "voor de eigen organisatie verklaren dat een ambitie is gehaald",
    "agreement:norms": "de regionale normen vaststellen",
    "agreement:report": "de voortgangsrapportage maken",
    "knowledge:read": "fenomenen, kenmerken, bevoegd gezag en wetten lezen",
    "knowledge:edit": "fenomenen, kenmerken, bevoegd gezag en wetten bijwerken",
    "people:read": "zien wie in de eigen organisatie welke rol heeft",
    "people:manage": "mensen toevoegen, rollen geven en intrekken",
    "people:review": "de jaarlijkse controle van rechten ondertekenen",
    "job:run": "achtergrondtaken uitvoeren; geen mens heeft dit recht",
}


class Role(StrEnum):
    REPORTER = "reporter"
    INTAKE_OFFICER = "intake_officer"
    SECOND_ASSESSOR = "second_assessor"
    DIRECTOR = "director"
    POLICY_ADVISER = "policy_adviser"
    EXECUTIVE = "executive"
    COMMUNICATION = "communication"
    CUSTODIAN = "custodian"
    PERSONNEL = "personnel"
    PRIVACY_OFFICER = "privacy_officer"
    AUDITOR = "auditor"
    FUNCTIONAL_MANAGER = "functional_manager"
    RIEC_ADVISER = "riec_adviser"
    WORKING_GROUP = "working_group"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class RoleRights:
    """One row of the table: the Dutch name, what the role is for, and what it may do."""

    label: str
    purpose: str
    permissions: frozenset[str]
    supporting: bool = False
    """A role for people of supporting organisations, such as the RIEC."""

    @property
    def needs_second_factor(self) -> bool:
        return self.permissions != _EVERYBODY


_EVERYBODY = frozenset({"signal:report", "knowledge:read"})
_READS_PROGRESS = frozenset({"agreement:read", "agreement:report"})


def _role(label: str, purpose: str, *permissions: str, supporting: bool = False) -> RoleRights:
    rights = frozenset(permissions) if supporting else _EVERYBODY | frozenset(permissions)
    return RoleRights(label, purpose, rights, supporting)


ROLES: dict[str, RoleRights] = {
    Role.REPORTER: _role("Melder", "Iedere medewerker: ziet iets en meldt het. Ziet alleen eigen ontvangstbewijzen."),
    Role.INTAKE_OFFICER: _role(
        "Informatiecoördinator",
        "Neemt signalen in, weegt als eerste, vraagt bronnenonderzoek en zendt door.",
        "signal:read",
        "signal:intake",
        "signal:weigh",
        "signal:research",
        "signal:forward",
        "signal:persons",
        "signal:reporter",
        "report:read",
        "vault:manage",
        "agreement:read",
    ),
    Role.SECOND_ASSESSOR: _role(
        "Tweede beoordelaar",
        "Weegt als tweede persoon, alleen signalen die zijn toegewezen.",
        "signal:assess",
        "signal:persons",
        "agreement:read",
    ),
    Role.DIRECTOR: _role(
        "Regisseur ondermijning",
        "Heeft de regie over de signalen van de organisatie en beslist bij verschil van oordeel.",
        "signal:read",
        "signal:weigh",
        "signal:research",
        "signal:forward",
        "signal:direct",
        "signal:persons",
        "report:point",
        "vault:manage",
        "retention:decide",
        "people:read",
        *_READS_PROGRESS,
    ),
    Role.POLICY_ADVISER: _role(
        "Beleidsadviseur",
        "Houdt bij hoe het staat met de ambities en verklaart namens de organisatie.",
        "agreement:declare",
        *_READS_PROGRESS,
    ),
    Role.EXECUTIVE: _role(
        "Bestuurder", "Ziet de stand van de ambities en de rapportage, geen signalen.", *_READS_PROGRESS
    ),
    Role.COMMUNICATION: _role(
        "Communicatie",
        "Verklaart over campagnes en berichten; houdt het openbare meldpunt bij; ziet de stand van de ambities.",
        "report:point",
        "agreement:read",
        "agreement:declare",
    ),
    Role.PERSONNEL: _role(
        "Personeel",
        "Verklaart over opleiding, screening en integriteit; ziet de stand van de ambities.",
        "agreement:read",
        "agreement:declare",
    ),
    Role.CUSTODIAN: _role(
        "Bewaarder van identiteiten",
        "Opent de naam van een vertrouwelijke melder na een verzoek met een goede reden. Leest geen meldingen.",
        "report:identity",
        "vault:manage",
    ),
    Role.PRIVACY_OFFICER: _role(
        "Privacy officer (FG)",
        "Toetst het gebruik van bronnen en ziet wie wat bekeek. Ziet geen inhoud van signalen.",
        "source:check",
        "retention:decide",
        "audit:read",
        "audit:export",
        "people:read",
        "people:review",
        "agreement:read",
    ),
    Role.AUDITOR: _role(
        "Auditor",
        "Controleert het logboek. Ziet geen signalen en geen personen.",
        "audit:read",
        "audit:export",
        "people:read",
    ),
    Role.FUNCTIONAL_MANAGER: _role(
        "Functioneel beheerder",
        "Beheert mensen, rollen en kennistabellen. Ziet geen signalen.",
        "knowledge:edit",
        "people:read",
        "people:manage",
        "people:review",
        "agreement:read",
        "agreement:norms",
    ),
    Role.RIEC_ADVISER: _role(
        "Adviseur RIEC",
        "Adviseert partijen over hun weerbaarheid. Ziet alleen cijfers, geen signalen.",
        "knowledge:read",
        *_READS_PROGRESS,
        supporting=True,
    ),
    Role.WORKING_GROUP: _role(
        "Provinciale werkgroep",
        "Volgt de aanpak in heel Drenthe en stelt normen voor. Ziet alleen cijfers.",
        "knowledge:read",
        "agreement:norms",
        *_READS_PROGRESS,
        supporting=True,
    ),
    Role.SYSTEM: _role(
        "Dijkwacht zelf",
        "Achtergrondtaken: termijnen, verzegelen, bewaartermijnen. Geen mens kan deze rol krijgen.",
        "job:run",
        "signal:read",
        supporting=True,
    ),
}
