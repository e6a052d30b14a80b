from uuid import uuid4

from django.db import models
from django.db.models import Q

from dijkwacht.reporting.models.report import Report


class Mask(models.Model):
    """
    Words that an officer took out of what was told, for those who read it later.

    In the text stands "[afgeschermd 1]", the number of this row. The words lie here under the content key, so that
    they can be shown with a reason. Of what was taken out for good only the number is left.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.DO_NOTHING, related_name="masks")
    place = models.PositiveIntegerField("nummer in de tekst")
    is_final = models.BooleanField("voorgoed")
    sealed = models.BinaryField(null=True)
    reason = models.CharField("waarom", max_length=300)
    made_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["report", "place"]
        constraints = [
            models.UniqueConstraint(fields=["report", "place"], name="one_mask_a_number"),
            models.CheckConstraint(
                condition=Q(is_final=True, sealed=None) | Q(is_final=False, sealed__isnull=False),
                name="what_is_final_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"afgeschermd {self.place}"
