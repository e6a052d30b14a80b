"""Writes: one function, one transaction: lock, permission, rule, save, audit."""

from dijkwacht.reporting.actions.collecting import collect, tell_custodians
from dijkwacht.reporting.actions.drafts import Resumed, discard_draft, drop_old_drafts, resume_draft, save_draft
from dijkwacht.reporting.actions.ending import destroy_agreed_reports, end_grants, erase_names
from dijkwacht.reporting.actions.entering import enter_as_signal
from dijkwacht.reporting.actions.intake import Reading, ask, close_report, open_file, read_report
from dijkwacht.reporting.actions.mailbox import (
    answer,
    delete_report,
    enter_mailbox,
    files_of,
    open_mailbox,
    own_answers,
    read_messages,
    say,
)
from dijkwacht.reporting.actions.masking import Masked, mask_words, open_masks, put_back
from dijkwacht.reporting.actions.naming import (
    Name,
    grant_identity,
    open_granted_name,
    open_known_name,
    refuse_identity,
    request_identity,
)
from dijkwacht.reporting.actions.partners import (
    Invited,
    MadeLink,
    look_up_partner_link,
    make_partner_link,
    use_partner_link,
    withdraw_partner_link,
)
from dijkwacht.reporting.actions.point import update_public_point, write_point_texts
from dijkwacht.reporting.actions.recovering import recover_from_escrow
from dijkwacht.reporting.actions.rotating import leave_vault, rewrap_some, rotate_key
from dijkwacht.reporting.actions.sending import keep_files, send_report
from dijkwacht.reporting.actions.signs import make_signs, remove_sign
from dijkwacht.reporting.actions.tips import enter_tips
from dijkwacht.reporting.actions.vault import (
    Ceremony,
    add_security_key,
    change_passphrase,
    join_vault,
    let_in,
    remove_security_key,
    replace_escrow,
    set_up_vault,
    unlock,
    unlock_with_key,
)

__all__ = [
    "Ceremony",
    "Invited",
    "MadeLink",
    "Masked",
    "Name",
    "Reading",
    "Resumed",
    "add_security_key",
    "answer",
    "ask",
    "change_passphrase",
    "close_report",
    "collect",
    "delete_report",
    "destroy_agreed_reports",
    "discard_draft",
    "drop_old_drafts",
    "end_grants",
    "enter_as_signal",
    "enter_mailbox",
    "enter_tips",
    "erase_names",
    "files_of",
    "grant_identity",
    "join_vault",
    "keep_files",
    "leave_vault",
    "let_in",
    "look_up_partner_link",
    "make_partner_link",
    "make_signs",
    "mask_words",
    "open_file",
    "open_granted_name",
    "open_known_name",
    "open_mailbox",
    "open_masks",
    "own_answers",
    "put_back",
    "read_messages",
    "read_report",
    "recover_from_escrow",
    "refuse_identity",
    "remove_security_key",
    "remove_sign",
    "replace_escrow",
    "request_identity",
    "resume_draft",
    "rewrap_some",
    "rotate_key",
    "save_draft",
    "say",
    "send_report",
    "set_up_vault",
    "tell_custodians",
    "unlock",
    "unlock_with_key",
    "update_public_point",
    "use_partner_link",
    "withdraw_partner_link",
    "write_point_texts",
]
