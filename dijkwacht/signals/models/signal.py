from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from dijkwacht.lib.ids import uuid7


class Channel(models.TextChoices):
    INTERNAL = "internal", "intern meldpunt"
    PARTNER = "partner", "andere overheid"
    POLICE = "police", "politie"
    TIP_LINE = "tip_line", "Meld Misdaad Anoniem"
    VISIT = "visit", "bezoek buitengebied"
    PHONE = "phone", "telefoon of balie"
    PUBLIC = "public", "melding van buiten"


class ObjectKind(models.TextChoices):
    ADDRESS = "address", "adres of pand"
    PLACE = "place", "plek zonder adres"
    VEHICLE = "vehicle", "voertuig"
    COMPANY = "company", "bedrijf"
    WATER = "water", "water of oever"
    ONLINE = "online", "website of advertentie"


class Phase(models.TextChoices):
    """Where a signal stands. The model protocol calls these intake, weging, bronnenonderzoek and aanpak."""

    RECEIVED = "received", "ontvangen"
    INTAKE = "intake", "intake"
    WEIGHING = "weighing", "weging"
    DISPUTED = "disputed", "oordeel verschilt"
    RESEARCH = "research", "bronnenonderzoek"
    READY = "ready", "klaar voor overleg"
    SINGLE = "single", "zelf opgepakt"
    TO_FORWARD = "to_forward", "door te zenden"
    FORWARDED = "forwarded", "doorgezonden"
    KEPT = "kept", "bewaard"
    CLOSED = "closed", "afgesloten"
    MERGED = "merged", "samengevoegd"


class Outcome(models.TextChoices):
    """What a decision can say."""

    CONTINUE = "continue", "verder naar weging"
    NOT_UNDERMINING = "not_undermining", "geen ondermijning"
    ELSEWHERE = "elsewhere", "een ander is bevoegd: doorzenden"
    RESEARCH = "research", "bronnen onderzoeken"
    READY = "ready", "bespreken in het overleg"
    SINGLE = "single", "zelf oppakken, zonder overleg"
    KEEP = "keep", "bewaren tot een datum"
    CLOSE = "close", "geen vervolg"
    HANDLED = "handled", "afgehandeld"


class Signal(models.Model):
    """Something that may point at undermining crime, once registered: about an object first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=12, unique=True)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=Channel.choices)
    regime = models.ForeignKey("knowledge.Regime", to_field="code", on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=20, choices=Phase.choices, default=Phase.RECEIVED)

    title = models.CharField("in het kort", max_length=120)
    object_kind = models.CharField("waar gaat het over", max_length=20, choices=ObjectKind.choices)
    place = models.CharField("plek of omschrijving", max_length=300)
    place_key = models.CharField(max_length=300, editable=False)
    locality = models.CharField("plaats of dorp", max_length=100, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    phenomenon = models.ForeignKey(
        "knowledge.Phenomenon", to_field="code", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    indicators = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    observed_from = models.DateField("vanaf", null=True, blank=True)
    observed_until = models.DateField("tot en met", null=True, blank=True)
    own_observation = models.TextField("zelf gezien", blank=True)
    heard = models.TextField("gehoord", blank=True)
    interpretation = models.TextField("eigen gedachte", blank=True)
    has_special_data = models.BooleanField("bijzondere of strafrechtelijke gegevens", default=False)
    confidential = models.BooleanField("vertrouwelijk gemeld", default=False)

    received_at = models.DateTimeField()
    received_under = models.ForeignKey(
        "knowledge.LegalBasis", to_field="code", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the provider of it says: the number and date of the paper, and the conditions that come with it.
    source_number = models.CharField("nummer bij de verstrekker", max_length=60, blank=True)
    source_on = models.DateField("datum van het stuk", null=True, blank=True)
    no_forward = models.BooleanField("niet doorgeven", default=False)
    keep_at_most = models.DateField("uiterlijk bewaren tot en met", null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    own_task = models.BooleanField(null=True)
    assessed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    keep_until = models.DateField(null=True)
    handler = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    split_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="parts")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    weighing_round = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["party", "-received_at", "-id"], name="signal_list"),
            models.Index(fields=["party", "phase", "-received_at", "-id"], name="signal_by_phase"),
            models.Index(fields=["party", "phenomenon", "-received_at", "-id"], name="signal_by_phenomenon"),
            models.Index(fields=["party", "due_on", "id"], condition=~Q(due_on=None), name="signal_by_term"),
            models.Index(fields=["party", "place_key"], name="signal_by_place"),
            models.Index(fields=["party", "locality", "-received_at"], name="signal_by_locality"),
            models.Index(fields=["party", "source_number"], condition=~Q(source_number=""), name="signal_by_source"),
            models.Index(fields=["party", "latitude"], condition=~Q(latitude=None), name="signal_by_point"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(observed_until=None) | Q(observed_until__gte=F("observed_from")),
                name="observed_until_after_from",
            ),
            models.CheckConstraint(
                condition=Q(phase="merged", merged_into__isnull=False) | ~Q(phase="merged") & Q(merged_into=None),
                name="merged_into_one",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(phase="kept", keep_until__isnull=False) | ~Q(phase="kept"), name="kept_until_a_date"
            ),
            models.CheckConstraint(
                condition=Q(phase="closed", closed_at__isnull=False) | ~Q(phase="closed"), name="closed_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.phase not in {Phase.CLOSED, Phase.MERGED, Phase.FORWARDED}

    @property
    def where(self) -> str:
        """The place in one line; a village that the place names already is not said twice."""
        is_named = self.locality.casefold() in self.place.casefold()
        return self.place if is_named else f"{self.place}, {self.locality}"
