from django.db import models
from django.db.models import F, Q


class Purpose(models.TextChoices):
    """What a pair of keys opens, and so who may hold it."""

    INTAKE = "intake", "meldingen"
    IDENTITY = "identity", "namen van vertrouwelijke melders"


class Escrow(models.Model):
    """
    The way back when nobody has her passphrase any more: a pair whose private half is on two sheets of paper.

    Only the public half is kept, so that each new party key can be put aside without the paper. The check values
    (SHA-256 of 32 random bytes) tell a mistyped half from a wrong one.
    """

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    public = models.BinaryField()
    first_keeper = models.CharField(max_length=100)
    second_keeper = models.CharField(max_length=100)
    first_check = models.BinaryField()
    second_check = models.BinaryField()
    made_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["party", "purpose"], condition=Q(retired_at=None), name="one_live_escrow"),
            models.CheckConstraint(condition=~Q(first_keeper=F("second_keeper")), name="two_keepers"),
        ]

    def __str__(self) -> str:
        return f"noodsleutel van {self.party_id}"


class PartyKey(models.Model):
    """The public half of a party's pair: what reports are sealed to. Its private half is nowhere in the clear."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    generation = models.PositiveIntegerField(default=1)
    public = models.BinaryField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["party", "purpose", "-generation"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "purpose"], condition=Q(retired_at=None), name="one_live_party_key"
            ),
            models.UniqueConstraint(fields=["party", "purpose", "generation"], name="one_key_a_generation"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.generation} van {self.party_id}"


class EscrowedKey(models.Model):
    """The private half of a party key, sealed to the escrow."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    party_key = models.OneToOneField(PartyKey, on_delete=models.PROTECT, related_name="escrowed")
    escrow = models.ForeignKey(Escrow, on_delete=models.PROTECT, related_name="keys")
    sealed = models.BinaryField()

    class Meta:
        ordering = ["party_key"]

    def __str__(self) -> str:
        return f"noodkopie van {self.party_key_id}"


class KeyHolder(models.Model):
    """
    One officer's own pair. The private half lies under her passphrase (Argon2id), and perhaps under her security key.

    Somebody holds keys of one purpose at a party: who reads reports never opens the names of who told them.
    """

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    public = models.BinaryField()
    wrapped = models.BinaryField()
    salt = models.BinaryField()
    memory_mib = models.PositiveIntegerField()
    prf_credential = models.BinaryField(null=True)
    prf_wrapped = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "user"], condition=Q(left_at=None), name="one_live_pair_of_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"sleutel van {self.user_id}"


class KeyGrant(models.Model):
    """The private half of a party key, sealed to one holder: her access. Withdrawing empties it."""

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    party_key = models.ForeignKey(PartyKey, on_delete=models.PROTECT, related_name="grants")
    holder = models.ForeignKey(KeyHolder, on_delete=models.PROTECT, related_name="grants")
    sealed = models.BinaryField(null=True)
    granted_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["granted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party_key", "holder"], condition=Q(withdrawn_at=None), name="one_live_grant"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, sealed__isnull=False) | Q(withdrawn_at__isnull=False, sealed=None),
                name="a_withdrawn_grant_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_key_id} voor {self.holder_id}"


class Rewrap(models.Model):
    """
    A job that puts content keys in new envelopes after a rotation, and how far it is.

    It needs the old private half. That lies here under the server's own key, only while the job runs.
    """

    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    old_key = models.ForeignKey(PartyKey, on_delete=models.PROTECT, related_name="+")
    new_key = models.ForeignKey(PartyKey, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(null=True)
    started_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(sealed=None), name="a_finished_rewrap_holds_no_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done} van {self.total}"
