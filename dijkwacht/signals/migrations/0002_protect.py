"""
Who sees which row: handlers all of their own party, an assessor what is assigned to her, nobody what she is
recused from, a reporter her drafts and receipts. The same as `permissions.visible_to`; a test runs both.

Policies on the tables below a signal ask whether the signal itself is visible. Assignments and recusals may not,
because the policy on signals asks them.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

HERE = "party_id = (select app_party())"
HANDLES = f"({HERE} and (select app_can('signal:read')))"
OWNER_HANDLES = "(owner_id = (select app_party()) and (select app_can('signal:read')))"
ASSIGNED = (
    "(id in (select a.signal_id from signals_assignment a where a.user_id = (select app_user())"
    " and a.party_id = (select app_party()) and a.revoked_at is null and a.expires_at > (select app_now()))"
    " and (select app_can('signal:assess')))"
)
NOT_RECUSED = "id not in (select r.signal_id from signals_recusal r where r.user_id = (select app_user()))"
SIGNAL = f"(({HANDLES} or {ASSIGNED}) and {NOT_RECUSED})"
REPORTS = f"({HERE} and (select app_can('signal:report')))"
HANDLED_HERE = f"({HERE} and ((select app_can('signal:intake')) or (select app_can('signal:direct'))))"
DESTROYS = f"({HERE} and (select app_can('job:run')))"
MINE = "user_id = (select app_user())"


def of_signal(table: str) -> str:
    return f"exists (select 1 from signals_signal s where s.id = {table}.signal_id)"


FORWARDED_HERE = "(recipient_id = (select app_party()) and sent_at is not null and (select app_can('signal:intake')))"
ARRIVED = (
    "(recipient_id = (select app_party()) and sent_at is not null"
    " and ((select app_can('signal:intake')) or (select app_can('job:run'))))"
)
DRAFT = "exists (select 1 from signals_draft d where d.id = signals_attachment.draft_id)"


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial"), ("parties", "0002_protect")]
    operations = [
        Protect(
            "signals_signal",
            read=SIGNAL,
            insert=f"({REPORTS} or {HANDLED_HERE})",
            update=SIGNAL,
            delete=DESTROYS,
        ),
        Protect(
            "signals_assignment",
            read=f"({MINE} or {OWNER_HANDLES})",
            insert=f"({OWNER_HANDLES} and user_id <> (select app_user()))",
            update=(f"({MINE} or {OWNER_HANDLES})", f"({OWNER_HANDLES} or revoked_at is not null)"),
        ),
        Protect("signals_recusal", read=f"({MINE} or {OWNER_HANDLES})", insert=MINE),
        Protect(
            "signals_draft",
            read=f"({MINE} or {DESTROYS})",
            write=f"({MINE} and {REPORTS})",
            delete=f"({MINE} or {DESTROYS})",
        ),
        Protect(
            "signals_receipt",
            read=f"({MINE} or ({HERE} and ((select app_can('signal:reporter'))"
            f" or (not confidential and (select app_can('signal:read'))))) or {DESTROYS})",
            insert=f"({MINE} and {REPORTS})",
            update=(DESTROYS, DESTROYS),
        ),
        Protect(
            "signals_person",
            read=f"((select app_can('signal:persons')) and {of_signal('signals_person')})",
            insert=REPORTS,
        ),
        Protect(
            "signals_attachment",
            read=f"({of_signal('signals_attachment')} or {DRAFT})",
            insert=f"({REPORTS} and (draft_id is null or {DRAFT}))",
            delete=DRAFT,
        ),
        Protect(
            "signals_weighing",
            read=of_signal("signals_weighing"),
            insert=f"(assessor_id = (select app_user()) and {of_signal('signals_weighing')})",
        ),
        Protect(
            "signals_decision",
            read=of_signal("signals_decision"),
            insert=of_signal("signals_decision"),
            update=of_signal("signals_decision"),
        ),
        Protect(
            "signals_sourcerequest",
            read=f"({of_signal('signals_sourcerequest')} or ({HERE} and (select app_can('source:check'))))",
            insert=f"({of_signal('signals_sourcerequest')} and (select app_can('signal:research')))",
            update=f"({of_signal('signals_sourcerequest')} or ({HERE} and (select app_can('source:check'))))",
        ),
        Protect(
            "signals_forwarding",
            read=f"({of_signal('signals_forwarding')} or {ARRIVED})",
            insert=f"({of_signal('signals_forwarding')} and (select app_can('signal:forward')))",
            update=f"({of_signal('signals_forwarding')} or {FORWARDED_HERE})",
        ),
        Protect("signals_reportingpoint", read=HERE, insert=HANDLED_HERE, update=HANDLED_HERE),
        Protect("signals_announcement", read=HERE, insert=HANDLED_HERE),
    ]
