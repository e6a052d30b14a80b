from django.db import models
from django.db.models import F, Q

from dijkwacht.lib.ids import uuid7
from dijkwacht.signals.models.signal import Outcome


class Severity(models.TextChoices):
    LOW = "low", "laag"
    MIDDLE = "middle", "midden"
    HIGH = "high", "hoog"


class Concreteness(models.TextChoices):
    VAGUE = "vague", "vaag"
    PARTLY = "partly", "deels"
    CONCRETE = "concrete", "concreet"


class Recency(models.TextChoices):
    MONTH = "month", "laatste maand"
    YEAR = "year", "laatste jaar"
    OLDER = "older", "ouder"


class Weighing(models.Model):
    """The judgement of one assessor: severity, concreteness, recency, trend, with reasons."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, related_name="weighings")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    severity = models.CharField("ernst", max_length=10, choices=Severity.choices)
    concreteness = models.CharField("hoe concreet", max_length=10, choices=Concreteness.choices)
    recency = models.CharField("hoe recent", max_length=10, choices=Recency.choices)
    fits_trend = models.BooleanField("past in een trend")
    outcome = models.CharField("advies", max_length=20, choices=Outcome.choices)
    keep_until = models.DateField(null=True, blank=True)
    reason = models.TextField("waarom")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["signal", "round", "assessor"], name="one_weighing_each_round")]

    def __str__(self) -> str:
        return f"{self.outcome} door {self.assessor_id}"


class Decision(models.Model):
    """The record of a gate: what was decided, by whom, with whom, why and on which legal basis."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, related_name="decisions")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    from_phase = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    reason = models.TextField()
    legal_basis = models.ForeignKey(
        "knowledge.LegalBasis", to_field="code", on_delete=models.PROTECT, null=True, related_name="+"
    )
    keep_until = models.DateField(null=True)
    made_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    needs_second = models.BooleanField(default=False)
    second = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)
    second_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(second=None) | ~Q(second=F("made_by")), name="two_different_people"),
            models.UniqueConstraint(
                fields=["signal"], condition=Q(needs_second=True, second=None), name="one_decision_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.outcome}"

    @property
    def is_waiting(self) -> bool:
        return self.needs_second and self.second_id is None


class SourceRequest(models.Model):
    """One source that a handler wants to consult, with the privacy officer's answer (privacy check 1)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, related_name="source_requests")
    number = models.CharField(max_length=12)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(
        "knowledge.InformationSource", to_field="code", on_delete=models.PROTECT, related_name="+"
    )
    legal_basis = models.ForeignKey("knowledge.LegalBasis", to_field="code", on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField("doel")
    necessity = models.TextField("waarom is dit nodig, en kan het niet met minder")
    requested_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    allowed = models.BooleanField(null=True)
    checked_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    check_reason = models.TextField(blank=True)
    hit = models.BooleanField(null=True)
    hit_at = models.DateTimeField(null=True)
    content_reason = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    content_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["requested_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("requested_by")), name="nobody_checks_herself"
            ),
            models.CheckConstraint(condition=Q(hit=None) | Q(allowed=True), name="no_hit_without_check"),
            models.CheckConstraint(
                condition=Q(sealed=None) | (Q(hit=True) & ~Q(content_reason="")), name="no_content_before_a_hit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} bij {self.number}"


class Forwarding(models.Model):
    """A signal, or part of it, passed to the authority that is competent (Awb 2:3, ambition 2.2)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=12, unique=True)
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, related_name="forwardings")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey("knowledge.Authority", to_field="code", on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey("parties.Party", on_delete=models.PROTECT, null=True, related_name="+")
    legal_basis = models.ForeignKey("knowledge.LegalBasis", to_field="code", on_delete=models.PROTECT, related_name="+")
    regime = models.ForeignKey("knowledge.Regime", to_field="code", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField("onderwerp", max_length=120)
    place = models.CharField("plek", max_length=300)
    message = models.TextField("wat u doorgeeft")
    stays_behind = models.TextField("wat u niet doorgeeft, en waarom", blank=True)
    reporter_told = models.BooleanField("melder is ingelicht (Awb 2:3)", default=False)
    made_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    confirm_by = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmation = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    late_since = models.DateField("niet op tijd bevestigd", null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=300, blank=True)
    letter = models.BinaryField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["recipient", "-sent_at"], name="forwarding_inbox")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(sent_at__isnull=False), name="confirmed_after_sent"
            )
        ]

    def __str__(self) -> str:
        return self.number
