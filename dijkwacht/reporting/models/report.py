from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from dijkwacht.reporting.models.keys import PartyKey

# Keys are random (uuid4) and moments are whole hours: nothing here may tell when somebody sat at a keyboard.


class Way(models.TextChoices):
    ANONYMOUS = "anonymous", "anoniem"
    CONFIDENTIAL = "confidential", "vertrouwelijk"
    KNOWN = "known", "met naam"


class Door(models.TextChoices):
    SITE = "site", "website"
    PHONE = "phone", "telefoon of balie"
    PARTNER = "partner", "partner"
    TIP_LINE = "tip_line", "Meld Misdaad Anoniem"
    POLICE = "police", "politie"


class State(models.TextChoices):
    NEW = "new", "nieuw"
    READ = "read", "gelezen"
    ENTERED = "entered", "ingevoerd als signaal"
    CLOSED = "closed", "afgesloten"
    DELETED = "deleted", "verwijderd"


class Author(models.TextChoices):
    HANDLER = "handler", "behandelaar"
    REPORTER = "reporter", "melder"


class Report(models.Model):
    """
    What somebody from outside told. Its text opens only for officers of the party and for the reporter herself.

    `content` is a JSON object under a content key of its own; `key_for_party` and `key_for_reporter` are that key
    in two envelopes. `identity` lies apart under `identity_key`, for the intake (known) or the custodian
    (confidential). When it is destroyed, all of these are emptied and the row stays as a tombstone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.CharField(max_length=12, unique=True)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=20, choices=Way.choices)
    door = models.CharField(max_length=20, choices=Door.choices, default=Door.SITE)
    language = models.CharField(max_length=5, default="nl")
    sign = models.ForeignKey("reporting.Sign", on_delete=models.PROTECT, null=True, related_name="reports")
    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    hour = models.DateTimeField()

    mailbox = models.BinaryField(null=True, unique=True)
    reporter_public = models.BinaryField(null=True)
    party_key = models.ForeignKey(PartyKey, on_delete=models.PROTECT, related_name="+")
    key_for_party = models.BinaryField(null=True)
    key_for_reporter = models.BinaryField(null=True)
    content = models.BinaryField(null=True)

    identity_party_key = models.ForeignKey(PartyKey, on_delete=models.PROTECT, null=True, related_name="+")
    identity_key = models.BinaryField(null=True)
    identity = models.BinaryField(null=True)

    handler = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    signal = models.ForeignKey("signals.Signal", on_delete=models.DO_NOTHING, null=True, related_name="+")
    announced = models.BooleanField("de intake weet dat dit er is", default=False)
    read_hour = models.DateTimeField(null=True)
    closed_hour = models.DateTimeField(null=True)
    destroy_after = models.DateField(null=True)

    class Meta:
        ordering = ["-hour", "id"]
        indexes = [
            models.Index(fields=["party", "state", "-hour", "id"], name="report_list"),
            models.Index(fields=["party_key"], name="report_by_key"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="deleted")
                | Q(
                    mailbox=None,
                    reporter_public=None,
                    key_for_party=None,
                    key_for_reporter=None,
                    content=None,
                    identity=None,
                    identity_key=None,
                ),
                name="deleted_holds_nothing",
            ),
            models.CheckConstraint(condition=~Q(way="anonymous") | Q(identity=None), name="anonymous_has_no_identity"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def hour_after(self) -> datetime:
        """When the hour in which it came was over."""
        return self.hour + timedelta(hours=1)


class Message(models.Model):
    """One thing said in the mailbox of a report, under the content key of that report."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.DO_NOTHING, related_name="messages")
    place = models.PositiveIntegerField("volgorde in het gesprek")
    author = models.CharField(max_length=10, choices=Author.choices)
    handler = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField()
    hour = models.DateTimeField()
    read_hour = models.DateTimeField(null=True)
    announced = models.BooleanField("de intake weet dat dit er is", default=False)

    class Meta:
        ordering = ["report", "place", "id"]

    def __str__(self) -> str:
        return f"bericht {self.place}"


class ReportFile(models.Model):
    """A photo or document with a report or a message, without metadata; its name and type are sealed too."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.DO_NOTHING, related_name="files")
    message = models.ForeignKey(Message, on_delete=models.DO_NOTHING, null=True, related_name="files")
    label = models.BinaryField("naam en soort, verzegeld")
    sealed = models.BinaryField()
    steps = models.PositiveIntegerField("grootte in stappen van 4 KiB")
    hour = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["report", "hour", "id"]

    def __str__(self) -> str:
        return "afgeschermd bestand"


class IdentityRequest(models.Model):
    """Somebody asks the custodian for the name of a confidential reporter, with a motive, and gets an answer."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.DO_NOTHING, related_name="identity_requests")
    asked_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    motive = models.CharField(max_length=500)
    answered_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)
    sealed_for_asker = models.BinaryField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(answered_by=F("asked_by")), name="nobody_opens_a_name_alone"),
        ]

    def __str__(self) -> str:
        return f"verzoek van {self.asked_at:%Y-%m-%d}"
