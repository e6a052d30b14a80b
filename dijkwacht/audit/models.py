"""What happened: events that nobody can change unseen."""

from django.db import models


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
