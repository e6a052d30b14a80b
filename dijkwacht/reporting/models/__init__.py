"""Reports from outside, their mailboxes, and the keys that open them."""

from dijkwacht.reporting.models.desk import Mask
from dijkwacht.reporting.models.drafts import Draft, DraftFile
from dijkwacht.reporting.models.keys import Escrow, EscrowedKey, KeyGrant, KeyHolder, PartyKey, Purpose, Rewrap
from dijkwacht.reporting.models.point import PartnerLink, PublicPoint, Sign
from dijkwacht.reporting.models.report import Author, Door, IdentityRequest, Message, Report, ReportFile, State, Way

__all__ = [
    "Author",
    "Door",
    "Draft",
    "DraftFile",
    "Escrow",
    "EscrowedKey",
    "IdentityRequest",
    "KeyGrant",
    "KeyHolder",
    "Mask",
    "Message",
    "PartnerLink",
    "PartyKey",
    "PublicPoint",
    "Purpose",
    "Report",
    "ReportFile",
    "Rewrap",
    "Sign",
    "State",
    "Way",
]
