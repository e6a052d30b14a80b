"""Reference data: what the field knows, with versions and sources. Nothing of it is hard-coded in rules."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

DURATION = r"^P[1-9][0-9]*[DWMY]$"
_is_duration = RegexValidator(DURATION, "Schrijf een termijn zoals P4W (4 weken), P12M (12 maanden) of P5Y (5 jaar).")


class Row(models.Model):
    """What every row of reference data has: a code that others point at, a source, and whether it was checked."""

    code = models.SlugField("code", max_length=60, unique=True)
    name = models.CharField("naam", max_length=200)
    note = models.TextField("toelichting", blank=True)
    sources = models.CharField(
        "bron", max_length=300, blank=True, help_text="Waar staat dit? Bijvoorbeeld een wetsartikel of een rapport."
    )
    verified = models.BooleanField("nagekeken door een jurist of deskundige", default=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    edited = models.BooleanField(default=False, editable=False)
    retired_on = models.DateField("vervallen op", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Regime(Row):
    """The set of legal rules that a piece of information falls under; it limits showing, searching, forwarding."""

    may_show = models.BooleanField("tonen aan alle behandelaars", default=True)
    may_search = models.BooleanField("doorzoeken", default=True)
    may_forward = models.BooleanField("doorzenden", default=True)
    why_not_forward = models.TextField("waarom niet doorzenden", blank=True)


class LegalBasis(Row):
    """A ground in law for receiving, using or passing on information."""

    regime = models.ForeignKey(Regime, to_field="code", on_delete=models.PROTECT, related_name="+")
    article = models.CharField("artikel", max_length=200)
    allows = models.TextField("wat mag", blank=True)
    conditions = models.TextField("voorwaarden", blank=True)


class Instrument(Row):
    """A power in law with which somebody can act."""

    class Track(models.TextChoices):
        CRIMINAL = "straf", "strafrecht"
        ADMINISTRATIVE = "bestuur", "bestuursrecht"
        FISCAL = "fiscaal", "fiscaal recht"
        CIVIL = "civiel", "civiel recht"

    law = models.CharField("wet", max_length=150)
    article = models.CharField("artikel", max_length=150, blank=True)
    track = models.CharField("spoor", max_length=20, choices=Track.choices)
    used_by = models.CharField("wie", max_length=200, blank=True)
    in_force_from = models.DateField("geldt vanaf", null=True, blank=True)
    in_force_until = models.DateField("geldt tot en met", null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(track__in=["straf", "bestuur", "fiscaal", "civiel"]), name="instrument_known_track"
            ),
            models.CheckConstraint(
                condition=models.Q(in_force_until__gte=models.F("in_force_from")), name="instrument_ends_after_start"
            ),
        ]


class Phenomenon(Row):
    """A kind of undermining crime."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    description = models.TextField("omschrijving")
    urgent = models.BooleanField("spoed", default=False)
    urgent_text = models.TextField("wat u meteen doet", blank=True)
    separate_channel = models.BooleanField("hoort in een ander kanaal", default=False)
    instead = models.TextField("waar dit wel hoort", blank=True)
    object_kinds = ArrayField(models.CharField(max_length=20), verbose_name="soorten object", default=list, blank=True)
    instruments = ArrayField(models.CharField(max_length=60), verbose_name="middelen", default=list, blank=True)


class Indicator(Row):
    """An observable clue for a phenomenon, in words of people who are no police."""

    phenomenon = models.ForeignKey(Phenomenon, to_field="code", on_delete=models.PROTECT, related_name="clues")


class Authority(Row):
    """Somebody who is competent to act."""

    COVENANT = [("ja", "ja"), ("nee", "nee"), ("onbekend", "nog na te vragen")]
    PARTIES = [("gemeente", "gemeente"), ("waterschap", "waterschap"), ("provincie", "provincie")]

    kind = models.CharField("soort", max_length=40)
    competent_for = models.TextField("bevoegd voor")
    contact = models.TextField(
        "hoe te bereiken",
        blank=True,
        help_text="Alleen openbare wegen, zoals een algemeen nummer. Geen namen en geen adressen van mensen.",
    )
    covenant = models.CharField(
        "partner van het RIEC-convenant", max_length=20, choices=COVENANT, default="onbekend", blank=True
    )
    party_kind = models.CharField(
        "soort partij",
        max_length=20,
        choices=PARTIES,
        blank=True,
        help_text="Alleen voor een partij van de overeenkomst: dan gaat een doorzending naar die partij zelf.",
    )


class Route(models.Model):
    """One line of the routing table: for a phenomenon, who leads, who is informed, who only with consent."""

    class Part(models.TextChoices):
        LEAD = "lead", "heeft de leiding"
        INFORMED = "informed", "wordt geïnformeerd"
        CONSENT = "consent", "alleen met toestemming"

    phenomenon = models.ForeignKey(Phenomenon, to_field="code", on_delete=models.PROTECT, related_name="routes")
    authority = models.ForeignKey(Authority, to_field="code", on_delete=models.PROTECT, related_name="routes")
    part = models.CharField("rol", max_length=10, choices=Part.choices)
    legal_basis = models.ForeignKey(LegalBasis, to_field="code", on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField("toelichting", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["phenomenon", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["phenomenon", "authority"], name="one_route_each")]

    def __str__(self) -> str:
        return f"{self.phenomenon_id}: {self.authority_id} {self.get_part_display()}"


class InformationSource(Row):
    """A register or system that can be asked about an object, after privacy check 1."""

    secrecy = models.TextField("geheimhouding", blank=True)
    purposes = models.TextField("waarvoor mag het")
    hit_only = models.BooleanField("alleen hit of geen hit", default=False)
    seen_by = models.CharField("wie mag het zien", max_length=200, blank=True)


class RetentionTerm(Row):
    """How long a kind of object is kept, from which event. Durations are ISO 8601: P4W, P12M, P5Y."""

    starts_at = models.CharField("begint bij", max_length=150)
    duration = models.CharField(
        "termijn", max_length=10, validators=[_is_duration], help_text="P4W is 4 weken, P12M 12 maanden, P5Y 5 jaar."
    )
    max_extensions = models.PositiveSmallIntegerField("aantal keer verlengen", default=0)
    extension = models.CharField("verlenging", max_length=10, blank=True, validators=[_is_duration])

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(duration__regex=DURATION), name="retention_is_a_duration"),
            models.CheckConstraint(
                condition=models.Q(max_extensions=0) | models.Q(extension__regex=DURATION),
                name="retention_extension_is_a_duration",
            ),
        ]


class ServiceTerm(Row):
    """Within how many days something must happen."""

    days = models.PositiveSmallIntegerField("aantal dagen", validators=[MinValueValidator(1), MaxValueValidator(365)])
    working = models.BooleanField("werkdagen", default=True, help_text="Zo niet, dan zijn het kalenderdagen.")

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(days__range=(1, 365)), name="service_term_within_a_year")
        ]


class RowVersion(models.Model):
    """How a row of reference data read before a change, and who changed it and why."""

    kind = models.CharField(max_length=30)
    code = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    data = models.JSONField()
    valid_until = models.DateTimeField()
    changed_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    changed_for = models.CharField(max_length=150, blank=True)
    """The party whose functional manager made the change: people of other parties do not see her name."""
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["kind", "code", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "code", "version"], name="one_row_a_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} v{self.version}"


class Edition(models.Model):
    """One loading or change of the whole set, so that a date tells which knowledge held."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=300)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"uitgave {self.number}"
