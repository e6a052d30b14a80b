"""Parties, people and the roles they hold."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class PartyKind(models.TextChoices):
    MUNICIPALITY = "gemeente", "gemeente"
    PROVINCE = "provincie", "provincie"
    WATER_BOARD = "waterschap", "waterschap"
    SUPPORTING = "ondersteunend", "ondersteunende organisatie"


class Party(models.Model):
    """A public body that signed the agreement, or an organisation that supports them. Public knowledge."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=PartyKind.choices)
    position = models.PositiveSmallIntegerField(default=0)
    population = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_signatory(self) -> bool:
        return self.kind != PartyKind.SUPPORTING


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can log in. What she may do hangs on her memberships, never on the person."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=100)
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Membership(models.Model):
    """
    One role that a person holds for one party, during a period.

    `ends_on` is the first day without the role, so that a role can end at once.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["party__position", "role", "user__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "party", "role"], condition=Q(ends_on=None), name="one_open_membership"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("user")), name="nobody_grants_herself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} bij {self.party_id}"

    def is_live(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or self.ends_on > today)


class RolePermission(models.Model):
    """The table of config/roles.py as the database sees it; `migrate` copies it, nobody edits it."""

    role = models.CharField(max_length=30)
    permission = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="one_permission_a_role")]

    def __str__(self) -> str:
        return f"{self.role}: {self.permission}"


class RightsReview(models.Model):
    """The yearly look at who holds which role in a party, signed by the person who looked."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    remark = models.TextField(blank=True)
    snapshot = models.JSONField(help_text="wie welke rol had, en wat is besloten, op het moment van tekenen")

    class Meta:
        ordering = ["-signed_at", "-id"]

    def __str__(self) -> str:
        return f"controle van {self.signed_at:%Y-%m-%d}"
