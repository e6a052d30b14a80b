"""The promise: what was agreed, how high the bar is, what parties declare, and what was reported."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Edition(models.Model):
    """One version of an agreement: the text that was signed, or a later sharpening of it."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    signed_on = models.DateField()
    deadline = models.DateField(help_text="laatste dag van de termijn om de ambities in te voeren")
    in_force_from = models.DateField()
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-in_force_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(deadline__gte=F("signed_on")), name="edition_deadline_after_signing"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Theme(models.Model):
    """One of the five subjects that the ambitions are grouped by."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="themes")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)

    class Meta:
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="one_theme_a_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class DataClass(models.TextChoices):
    """What kind of data the evidence of an ambition would hold."""

    ORGANISATION = "org", "alleen gegevens over de organisatie"
    STAFF = "staff", "gegevens over medewerkers"
    SIGNAL = "signal", "mogelijk gegevens over inwoners"
    BIBOB = "bibob", "onder de geheimhouding van artikel 28 Wet Bibob"


class Ambition(models.Model):
    """One promise of the agreement, in our own words, and for which kinds of party it holds."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="ambitions")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="ambitions")
    number = models.CharField(max_length=8)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    sentence = models.CharField(max_length=400)
    subject = models.CharField(max_length=120, help_text="wie de overeenkomst noemt")
    applies_to = ArrayField(models.CharField(max_length=20))
    collective = models.CharField(max_length=80, blank=True, help_text="wie dit samen doet, naast iedere partij")
    footnotes = models.JSONField(default=list, help_text="eisen uit voetnoten: number, text, requirements")
    periodicity = models.CharField(max_length=120, blank=True)
    data_class = models.CharField(max_length=10, choices=DataClass.choices)
    note = models.TextField(blank=True)
    computed = models.BooleanField(default=False, help_text="of toetsen de stand uit het werk zelf halen")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_ambition_a_number"),
            models.CheckConstraint(condition=~Q(applies_to=[]), name="ambition_applies_to_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def applies_to_kind(self, kind: str) -> bool:
        return kind in self.applies_to


class CheckKind(models.TextChoices):
    RATIO = "ratio", "aandeel"
    SLA = "sla", "aandeel binnen een termijn"
    CADENCE = "cadence", "ritme"
    CHECKLIST = "checklist", "lijst"
    DECLARED = "declared", "verklaring"
    DOCUMENT = "current_document", "document van kracht"


class Norm(models.Model):
    """
    How high the bar is for one check, from a day on.

    Rows are added and never changed: the norm of a day is the last one that was valid then. A row with a
    party is an exception for that party. A row without an ambition is about the whole (the dike profile).
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="norms")
    ambition = models.ForeignKey(Ambition, on_delete=models.CASCADE, null=True, related_name="norms")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, null=True, related_name="+")
    code = models.SlugField(help_text="welke toets")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=CheckKind.choices)
    target = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    amber = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    days = models.PositiveSmallIntegerField(null=True, help_text="termijn in kalenderdagen")
    from_agreement = models.BooleanField(default=False, help_text="staat zo in de overeenkomst")
    proposed = models.BooleanField(default=True, help_text="voorgesteld, nog niet vastgesteld")
    valid_from = models.DateField()
    reason = models.CharField(max_length=500, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["ambition__position", "code", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amber__lte=F("target")), name="norm_amber_below_target"),
            models.CheckConstraint(
                condition=~Q(kind__in=["ratio", "sla", "checklist"]) | Q(target__range=(0, 1)),
                name="norm_share_between_0_and_1",
            ),
            models.CheckConstraint(condition=Q(set_by=None) | ~Q(reason=""), name="norm_set_by_a_person_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code} vanaf {self.valid_from}"


class DeclaredStatus(models.TextChoices):
    MET = "met", "gehaald"
    PARTLY = "partly", "deels gehaald"
    NOT_MET = "not_met", "niet gehaald"
    BLOCKED = "blocked", "kan niet volgens de wet"


class Declaration(models.Model):
    """A dated statement of a party about one ambition. It is never changed, only withdrawn."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    ambition = models.ForeignKey(Ambition, on_delete=models.PROTECT, related_name="declarations")
    status = models.CharField(max_length=10, choices=DeclaredStatus.choices)
    statement = models.TextField(max_length=2000)
    declared_on = models.DateField(help_text="op welke dag dit waar is")
    valid_until = models.DateField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    has_document = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-declared_at", "-id"]
        indexes = [models.Index(fields=["ambition", "party", "-declared_at"], name="declaration_of_cell")]
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("declared_on")), name="declaration_ends_after_start"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="withdrawal_has_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"verklaring {self.pk}"


class Document(models.Model):
    """The document behind a declaration, encrypted. Only the party itself may open it."""

    declaration = models.OneToOneField(Declaration, on_delete=models.PROTECT, related_name="document")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"document {self.pk}"


class Report(models.Model):
    """A progress report as it was on one day: frozen with its figures and the PDF."""

    number = models.CharField(max_length=20, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, null=True, related_name="+")
    as_of = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_for = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    snapshot = models.JSONField()
    pdf = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.number
