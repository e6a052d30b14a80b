from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dijkwacht.lib.ids import uuid7


class Draft(models.Model):
    """
    A report that is still being written. Encrypted, and only for its writer.

    Its id becomes the id of the signal, so that a form that is sent twice makes one signal.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    is_entry = models.BooleanField("ingevoerd door de intake", default=False)
    sealed = models.BinaryField()
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-id"]

    def __str__(self) -> str:
        return f"concept van {self.saved_at:%Y-%m-%d}"


class Receipt(models.Model):
    """What the reporter keeps: that she reported, and who she is. Others see it only with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, related_name="receipts")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=12)
    label = models.CharField(max_length=120)
    confidential = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-submitted_at", "-id"]
        indexes = [models.Index(fields=["user", "-submitted_at"], name="receipt_of_reporter")]

    def __str__(self) -> str:
        return self.number


class Person(models.Model):
    """Somebody named in a signal. Stored apart and encrypted; opened with a reason that is logged."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, related_name="persons")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return "afgeschermde persoon"


class Attachment(models.Model):
    """A photo or document, cleaned of metadata and encrypted, with a draft or with a signal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey("signals.Draft", on_delete=models.CASCADE, null=True, related_name="attachments")
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, null=True, related_name="attachments")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    removed = ArrayField(models.CharField(max_length=100), default=list)
    sealed = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(draft=None, signal__isnull=False) | Q(signal=None, draft__isnull=False),
                name="attachment_has_one_home",
            )
        ]

    def __str__(self) -> str:
        return self.name
