from django.db import models
from django.db.models import F, Q


class ReportingPoint(models.Model):
    """The internal place to report of one party (ambition 2.1): who looks after it and how it was made known."""

    party = models.OneToOneField("parties.Party", on_delete=models.PROTECT, primary_key=True, related_name="+")
    is_active = models.BooleanField("het meldpunt is open", default=False)
    owner = models.CharField("wie beheert het meldpunt", max_length=100, blank=True)
    deputy = models.CharField("wie vervangt", max_length=100, blank=True)
    phone = models.CharField("telefoon", max_length=30, blank=True)
    published_on = models.DateField("werkwijze op het intranet sinds", null=True, blank=True)
    is_confidential = models.BooleanField("vertrouwelijk melden kan", default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(owner="") | ~Q(owner=F("deputy")), name="deputy_is_somebody_else")
        ]

    def __str__(self) -> str:
        return f"meldpunt van {self.party_id}"


class Announcement(models.Model):
    """One time that a party told its staff about the reporting point (ambition 2.1)."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    on = models.DateField("wanneer")
    medium = models.CharField("hoe", max_length=100)
    added_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.medium} op {self.on:%Y-%m-%d}"
