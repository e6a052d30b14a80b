"""
Who may open which address: roles in Emmen, `stranger` (intake of Assen), and the two supporting roles.

The second value makes the address: it takes `things`, a set of objects of Emmen. Addresses that need no log-in, or
only one, stand in PUBLIC.
"""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

Args = Callable[[SimpleNamespace], list[object]]

SUPPORT = {"working_group", "riec_adviser"}
STAFF = {
    "reporter", "intake_officer", "second_assessor", "director", "policy_adviser", "executive", "communication",
    "personnel", "custodian", "privacy_officer", "auditor", "functional_manager", "stranger",
}  # fmt: skip
EVERYBODY = STAFF | SUPPORT
HANDLES = {"intake_officer", "director"}
PROGRESS = EVERYBODY - {"reporter", "auditor", "custodian"}
REPORTS = {"director", "policy_adviser", "executive", *SUPPORT}
DECLARES = {"policy_adviser", "communication", "personnel"}
LOGBOOK = {"privacy_officer", "auditor"}
SEES_PEOPLE = {"director", "privacy_officer", "auditor", "functional_manager"}
MANAGES = {"functional_manager"}
REVIEWS = {"functional_manager", "privacy_officer"}
DESTROYS = {"director", "privacy_officer"}
KEEPS_KEYS = {"intake_officer", "custodian", "stranger"}
VAULT = KEEPS_KEYS | {"director"}


def nothing(_: SimpleNamespace) -> list[object]:
    return []


def clue(_: SimpleNamespace) -> list[object]:
    return ["kenmerken", "drugslab-1"]


def signal(things: SimpleNamespace) -> list[object]:
    return [things.signal.number]


PUBLIC: dict[str, Args] = {
    "parties:demo": nothing,
    "parties:second_factor": nothing,
    "parties:devices": nothing,
    "ui:accessibility": nothing,
    # the public site: nobody is logged in there
    "reporting:entry": nothing,
    "reporting:mailbox": nothing,
    "reporting:resume": nothing,
    "reporting:start": lambda _: ["gm0114"],
    "reporting:protection": lambda _: ["gm0114"],
    "reporting:style": lambda _: ["gm0114"],
    "reporting:fill": lambda _: ["gm0114", "anoniem"],
    "reporting:tile": lambda _: [10, 530, 335],
    # who scans a sign, and a partner with a link
    "reporting:by_sign": lambda t: [t.sign.code],
    "reporting:hand_in": lambda _: ["verzonnen"],
}

WHO: dict[str, tuple[set[str], Args]] = {
    "home": (EVERYBODY, nothing),
    "ui:gallery": (EVERYBODY, nothing),
    # people
    "parties:work_as": (EVERYBODY, nothing),
    "parties:roles": (EVERYBODY, nothing),
    "parties:why": (EVERYBODY, nothing),
    "parties:people": (SEES_PEOPLE, nothing),
    "parties:person": (SEES_PEOPLE, lambda t: [t.colleague.user_id]),
    "parties:add_person": (MANAGES, nothing),
    "parties:give_role": (MANAGES, lambda t: [t.colleague.user_id]),
    "parties:invite": (MANAGES, lambda t: [t.colleague.user_id]),
    "parties:leave": (MANAGES, lambda t: [t.colleague.user_id]),
    "parties:forget_second_factor": (MANAGES, lambda t: [t.colleague.user_id]),
    "parties:end_role": (MANAGES, lambda t: [t.colleague.membership_id]),
    "parties:reviews": (SEES_PEOPLE, nothing),
    "parties:review": (REVIEWS, nothing),
    "parties:review_detail": (SEES_PEOPLE, lambda t: [t.review.pk]),
    # the log and what must go
    "audit:search": (LOGBOOK, nothing),
    "audit:object": (LOGBOOK, lambda t: ["signals.signal", str(t.signal.pk)]),
    "audit:person": (LOGBOOK, lambda t: [t.officer.user_id]),
    "audit:unusual": (LOGBOOK, nothing),
    "audit:thresholds": (MANAGES, nothing),
    "audit:export": (LOGBOOK, nothing),
    "audit:integrity": (LOGBOOK, nothing),
    "audit:check_now": (LOGBOOK, nothing),
    "audit:to_destroy": (DESTROYS, nothing),
    "audit:tombstones": (DESTROYS | LOGBOOK, nothing),
    "audit:retention": (DESTROYS | LOGBOOK, lambda t: [t.retention.pk]),
    "audit:step": (DESTROYS, lambda t: [t.retention.pk, "verlengen"]),
    # reporting
    "signals:report": (STAFF, nothing),
    "signals:draft": (STAFF, nothing),
    "signals:indicators": (STAFF, nothing),
    "signals:draft_attachment": (STAFF, nothing),
    "signals:draft_attachment_remove": (set(), lambda t: [t.attachment.pk]),
    "signals:draft_discard": (STAFF, nothing),
    "signals:receipt": ({"reporter"}, signal),
    "signals:receipts": (STAFF, nothing),
    "signals:point": (STAFF, nothing),
    # reports from outside: the list opens for the intake; one report also asks for an open vault
    "reporting:desk": ({"intake_officer", "stranger"}, nothing),
    "reporting:of_signal": (set(), signal),
    "reporting:names": ({"custodian"}, nothing),
    "reporting:name_request": ({"custodian"}, lambda t: [1]),
    **{
        f"reporting:{name}": ({"intake_officer", "stranger"}, lambda _: ["M-0000-000"])
        for name in ("report", "ask", "summarise", "mask", "masks", "name", "close_report")
    },
    "reporting:report_file": ({"intake_officer", "stranger"}, lambda _: ["M-0000-000", uuid4()]),
    # handling
    "signals:list": ({*HANDLES, "second_assessor", "stranger"}, nothing),
    "signals:search": ({*HANDLES, "stranger"}, nothing),
    "signals:enter": ({"intake_officer", "stranger"}, nothing),
    "signals:inbox": ({"intake_officer", "stranger"}, nothing),
    "signals:incoming": ({"stranger"}, lambda t: [t.forwarding.number]),
    "signals:source_checks": ({"privacy_officer"}, nothing),
    "signals:source_check": ({"privacy_officer"}, lambda t: [t.source_request.pk]),
    "signals:detail": (HANDLES, signal),
    "signals:acknowledge": ({"intake_officer"}, signal),
    "signals:decide": (HANDLES, signal),
    "signals:answer": (HANDLES, lambda t: [t.signal.number, t.decision.pk]),
    "signals:weigh": (HANDLES, signal),
    "signals:assign": (HANDLES, signal),
    "signals:hand_over": ({"director"}, signal),
    "signals:recuse": (HANDLES, signal),
    "signals:reopen": ({"director"}, signal),
    "signals:merge": ({"director"}, signal),
    "signals:unmerge": ({"director"}, signal),
    "signals:split": ({"director"}, signal),
    "signals:persons": (HANDLES, signal),
    "signals:reporter": ({"intake_officer"}, signal),
    "signals:attachment": (HANDLES, lambda t: [t.signal.number, t.attachment.pk]),
    "signals:request_source": (HANDLES, signal),
    "signals:source": (HANDLES, lambda t: [t.signal.number, t.source_request.pk]),
    "signals:forward": (HANDLES, signal),
    "signals:forwarding": (HANDLES, lambda t: [t.signal.number, t.forwarding.number]),
    "signals:send": (HANDLES, lambda t: [t.signal.number, t.forwarding.number]),
    "signals:confirm": (HANDLES, lambda t: [t.signal.number, t.forwarding.number]),
    "signals:remind": (HANDLES, lambda t: [t.signal.number, t.forwarding.number]),
    "signals:letter": (HANDLES, lambda t: [t.signal.number, t.forwarding.number]),
    # the vault: a page that needs an open one leads to the passphrase
    # the other doors
    "reporting:point": ({"director", "communication"}, nothing),
    "reporting:point_texts": ({"director", "communication"}, lambda _: ["pl"]),
    "reporting:signs": ({"director", "communication"}, nothing),
    "reporting:sign_pdf": ({"director", "communication"}, lambda t: [t.sign.code, "a6"]),
    "reporting:remove_sign": ({"director", "communication"}, lambda t: [t.sign.code]),
    "reporting:partners": ({"intake_officer", "stranger"}, nothing),
    "reporting:withdraw_link": ({"intake_officer"}, lambda t: [t.partner_link.pk]),
    "reporting:telephone": ({"intake_officer", "stranger"}, nothing),
    "reporting:police": ({"intake_officer", "stranger"}, nothing),
    "reporting:tips": ({"intake_officer", "stranger"}, nothing),
    "reporting:tip": ({"intake_officer", "stranger"}, nothing),
    "reporting:vault": (VAULT, nothing),
    "reporting:unlock": (KEEPS_KEYS, nothing),
    "reporting:lock": (KEEPS_KEYS, nothing),
    "reporting:rewrap": (VAULT - {"stranger"}, lambda t: [t.rewrap.pk]),
    "reporting:set_up": (KEEPS_KEYS, nothing),
    "reporting:join": (KEEPS_KEYS, nothing),
    "reporting:let_in": (KEEPS_KEYS, lambda t: [t.key_holder.pk]),
    "reporting:leave_vault": (HANDLES, lambda t: [t.key_holder.pk]),
    "reporting:rotate": (KEEPS_KEYS, nothing),
    "reporting:passphrase": (KEEPS_KEYS, nothing),
    "reporting:security_key": (KEEPS_KEYS, nothing),
    "reporting:recover": (KEEPS_KEYS, nothing),
    "reporting:new_sheets": (KEEPS_KEYS, nothing),
    # what the field knows
    "knowledge:overview": (EVERYBODY, nothing),
    "knowledge:editions": (EVERYBODY, nothing),
    "knowledge:routes": (EVERYBODY, nothing),
    "knowledge:routes_export": (EVERYBODY, nothing),
    "knowledge:rows": (EVERYBODY, lambda _: ["fenomenen"]),
    "knowledge:export": (EVERYBODY, lambda _: ["fenomenen"]),
    "knowledge:row": (EVERYBODY, clue),
    "knowledge:routing": (EVERYBODY, lambda _: ["drugslab"]),
    "knowledge:add": (MANAGES, lambda _: ["kenmerken"]),
    "knowledge:edit": (MANAGES, clue),
    "knowledge:retire": (MANAGES, clue),
    "knowledge:restore": (MANAGES, clue),
    # the promise
    "agreement:matrix": (PROGRESS, nothing),
    "agreement:editions": (PROGRESS, nothing),
    "agreement:norms": (PROGRESS, nothing),
    "agreement:norm": (PROGRESS, lambda t: [t.norm.pk]),
    "agreement:reports": (REPORTS, nothing),
    "agreement:report": (REPORTS - SUPPORT, lambda t: [t.report.number]),
    "agreement:party": (PROGRESS, lambda _: ["gm0114"]),
    "agreement:ambition": (PROGRESS, lambda _: ["2.2"]),
    "agreement:cell": (PROGRESS, lambda _: ["2.2", "gm0114"]),
    "agreement:declare": (DECLARES, lambda _: ["1.5", "gm0114"]),
    "agreement:document": (PROGRESS - SUPPORT - {"stranger"}, lambda t: [t.declaration.pk]),
    "agreement:withdraw": (DECLARES, lambda t: [t.declaration.pk]),
}
