from django.db import models


class PublicPoint(models.Model):
    """How one party shows itself to people who tell something: its texts, phone, look and thresholds. Public."""

    party = models.OneToOneField("parties.Party", on_delete=models.PROTECT, related_name="+")
    is_open = models.BooleanField("open voor meldingen", default=False)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    texts = models.JSONField("teksten per taal", default=dict, blank=True)
    domain = models.CharField("eigen adres", max_length=200, blank=True)
    theme = models.CharField("huisstijl", max_length=40, blank=True)
    threshold = models.PositiveIntegerField("meldingen per uur", default=60)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["party"]

    def __str__(self) -> str:
        return f"openbaar meldpunt van {self.party_id}"


class PartnerLink(models.Model):
    """An address with which a partner hands in a signal without seeing anything. Only its hash is kept."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    token_hash = models.BinaryField(unique=True)
    label = models.CharField("voor wie", max_length=100)
    expires_at = models.DateTimeField()
    uses = models.PositiveIntegerField("hoe vaak", default=1)
    uses_left = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.label


class Sign(models.Model):
    """A poster or card with a QR code at one place. Reports that came through it are counted, people are not."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    label = models.CharField("campagne", max_length=100)
    place = models.CharField("plek", max_length=200)
    made_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.code
