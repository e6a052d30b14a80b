from uuid import uuid4

from django.db import models


class Draft(models.Model):
    """
    A report that was interrupted, under a key that only the resume code gives. Thrown away after a week.

    Its id is the SHA-256 of that key, in hexadecimals: the code finds it, and who finds the row has no code.
    """

    id = models.CharField(max_length=64, primary_key=True)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    hour = models.DateTimeField()

    class Meta:
        ordering = ["hour", "id"]

    def __str__(self) -> str:
        return "onderbroken melding"


class DraftFile(models.Model):
    """A file with an interrupted report, under the same key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.DO_NOTHING, related_name="files")
    sealed = models.BinaryField()
    hour = models.DateTimeField()

    class Meta:
        ordering = ["hour", "id"]

    def __str__(self) -> str:
        return "afgeschermd bestand"
