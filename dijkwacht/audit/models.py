"""What happened: events that nobody can change unseen."""

from django.db import models
from django.db.models import F, Q


class Event(models.Model):
    """
    One thing that somebody did, saw or was refused.

    Rows are added by `actions.record` only. The database fills `seq`, `recorded_at`, `xact` and `leaf` (the
    SHA-256 over all other columns), refuses change and removal, and keeps a partition a month. There are no
    foreign keys: a log outlives what it speaks of. `party_id` is the party acted for, `owner_id` the party
    whose dossier it is; the privacy officers of both may read the row.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    trace = models.CharField(max_length=32)
    origin = models.CharField(max_length=60)
    party_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=100)
    role = models.CharField(max_length=30)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_number = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    result = models.CharField(max_length=20)
    details = models.JSONField()
    leaf = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_event"
        ordering = ["-seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class Seal(models.Model):
    """
    A signed root over the rows that came since the previous seal, which it names by its hash.

    `statement` is the JSON that was signed; see `sealing`. The same seal stands in a file too.
    """

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    size = models.IntegerField()
    first_seq = models.BigIntegerField()
    last_seq = models.BigIntegerField()
    statement = models.TextField()
    signature = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = "audit_seal"
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"seal {self.number}"


class Check(models.Model):
    """One time that all rows were held against all seals; `problem` is empty when everything was right."""

    checked_at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()
    seals = models.PositiveBigIntegerField()
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-checked_at", "-id"]

    def __str__(self) -> str:
        return self.problem or "everything is right"


class Threshold(models.Model):
    """From where reading is called unusual: a number that a functional manager sets."""

    code = models.SlugField(primary_key=True)
    value = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"


class State(models.TextChoices):
    RUNNING = "running", "termijn loopt"
    PROPOSED = "proposed", "wacht op eerste akkoord"
    FIRST_AGREED = "first_agreed", "wacht op tweede akkoord"
    AGREED = "agreed", "wordt vernietigd"
    HELD = "held", "aangehouden"
    WITHDRAWN = "withdrawn", "geen termijn"
    DESTROYED = "destroyed", "vernietigd"


class Retention(models.Model):
    """
    How long one thing is kept, and how it ends; after its destruction this row is the tombstone.

    It names a thing of any room by its label and key, and survives it.
    """

    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_number = models.CharField(max_length=40, blank=True)
    party_id = models.BigIntegerField()
    term_code = models.CharField(max_length=60)
    term_name = models.CharField(max_length=200, blank=True)
    duration = models.CharField(max_length=20)
    max_extensions = models.PositiveSmallIntegerField(default=0)
    extension = models.CharField(max_length=20, blank=True, default="")
    extensions = models.PositiveSmallIntegerField(default=0)
    event_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RUNNING)
    first_by_id = models.BigIntegerField(null=True)
    first_by_name = models.CharField(max_length=100, blank=True)
    first_at = models.DateTimeField(null=True)
    second_by_id = models.BigIntegerField(null=True)
    second_by_name = models.CharField(max_length=100, blank=True)
    second_at = models.DateTimeField(null=True)
    hold_reason = models.CharField(max_length=300, blank=True)
    destroyed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["ends_on", "id"]
        indexes = [models.Index(fields=["party_id", "state", "ends_on"], name="audit_retention_due")]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id"], name="one_retention_a_thing"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="retention_state_is_known"),
            models.CheckConstraint(
                condition=Q(second_by_id=None) | Q(first_by_id__isnull=False) & ~Q(first_by_id=F("second_by_id")),
                name="two_different_people_agree",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "destroyed"]) | Q(second_by_id__isnull=False),
                name="nothing_goes_without_two_people",
            ),
            models.CheckConstraint(
                condition=Q(extensions__lte=F("max_extensions")), name="extended_within_the_maximum"
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") | Q(ends_on__isnull=False), name="a_term_that_runs_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_number or self.subject_id}: {self.state}"

    @property
    def name(self) -> str:
        """The number people know the thing by."""
        return self.subject_number or self.subject_id


class RetentionStep(models.Model):
    """One thing that a person or Dijkwacht did with a term: proposed, agreed, extended, held, released, destroyed."""

    retention = models.ForeignKey(Retention, on_delete=models.CASCADE, related_name="steps")
    party_id = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.retention_id}: {self.kind}"
