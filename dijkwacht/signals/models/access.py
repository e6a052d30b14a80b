from django.db import models
from django.db.models import F, Q

from dijkwacht.lib.ids import uuid7


class Assignment(models.Model):
    """The right of one person to weigh one signal as second assessor, until a date. She may work for a neighbour."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, related_name="assignments")
    owner = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["-granted_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("granted_by")), name="nobody_assigns_herself"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("granted_at")), name="assignment_expires"),
            models.UniqueConstraint(
                fields=["signal", "user"], condition=Q(revoked_at=None), name="one_open_assignment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} aan {self.user_id}"


class Recusal(models.Model):
    """Somebody who has an interest in a signal and therefore no longer sees it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, related_name="recusals")
    owner = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["signal", "user"], name="recused_once")]

    def __str__(self) -> str:
        return f"{self.user_id} bij {self.signal_id}"
