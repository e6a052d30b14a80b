"""
Who sees which row of reporting.

A reporter is nobody: the role "outside", without a person. She may add to one party, and reach the one mailbox (or
draft) whose secret id the transaction names. Officers see the rows of their own party; what is in them opens only
with a key that no row and no setting of the server holds.
"""

from django.conf import settings
from django.db import migrations

from dijkwacht.lib.protect import Protect

APP = settings.DATABASE_APP_ROLE
HERE = "party_id = (select app_party())"
IS_OUTSIDE = "(select app_role()) = 'outside'"
OUTSIDE = f"({IS_OUTSIDE} and {HERE})"
INTAKE = f"({HERE} and (select app_can('report:read')))"
JOB = f"({HERE} and (select app_can('job:run')))"
MANAGES = f"({HERE} and (select app_can('vault:manage')))"
EDITS_POINT = f"({HERE} and (select app_can('report:point')))"

OWN = f"({OUTSIDE} and mailbox = (select reporting_mailbox()))"
ASKED = (
    f"({HERE} and (select app_can('report:identity')) and id in (select q.report_id from reporting_identityrequest q))"
)
IN_OWN = (
    f"({OUTSIDE} and report_id in (select r.id from reporting_report r where r.mailbox = (select reporting_mailbox())))"
)
OWN_DRAFT = f"({OUTSIDE} and id = (select reporting_draft()))"
IN_OWN_DRAFT = f"({OUTSIDE} and draft_id = (select reporting_draft()))"


def keeps(column: str = "purpose") -> str:
    """Who holds keys of this purpose: the intake those of reports, the custodian those of names."""
    return (
        f"(({column} = 'intake' and (select app_can('report:read')))"
        f" or ({column} = 'identity' and (select app_can('report:identity'))))"
    )


KEEPS = f"({HERE} and {keeps()})"
OF_KEPT = f"({HERE} and party_key_id in (select k.id from reporting_partykey k where {keeps('k.purpose')}))"
OF_OLD = f"({HERE} and old_key_id in (select k.id from reporting_partykey k where {keeps('k.purpose')}))"

CONTEXT = """
create function reporting_mailbox() returns bytea language sql stable parallel safe as
  $$ select decode(nullif(current_setting('app.mailbox', true), ''), 'hex') $$;
create function reporting_draft() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.draft', true), '') $$;
"""
UNDO_CONTEXT = "drop function reporting_mailbox(); drop function reporting_draft();"

# Whose mailbox or draft this is: who names the secret id may know, nobody else can ask.
FIND = """
create function reporting_party_of_mailbox() returns bigint
language sql stable security definer set search_path = public, pg_temp as
  $$ select r.party_id from reporting_report r where r.mailbox = reporting_mailbox() $$;
create function reporting_party_of_draft() returns bigint
language sql stable security definer set search_path = public, pg_temp as
  $$ select d.party_id from reporting_draft d where d.id = reporting_draft() $$;
"""
UNDO_FIND = "drop function reporting_party_of_mailbox(); drop function reporting_party_of_draft();"

# Holds the live key until the report that is sealed to it stands there, so that no rotation passes it by.
HOLD = """
create function reporting_hold_key(wanted text) returns bigint
language sql volatile security definer set search_path = public, pg_temp as
  $$ select k.id from reporting_partykey k
     where k.party_id = app_party() and k.purpose = wanted and k.retired_at is null for key share $$;
"""

# The reporter takes back what she sent: everything of it goes, a row without content stays for the count.
FORGET = """
create function reporting_forget(at_hour timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  target uuid;
begin
  if app_role() is distinct from 'outside' or reporting_mailbox() is null then
    return false;
  end if;
  select r.id into target from reporting_report r
    where r.mailbox = reporting_mailbox() and r.party_id = app_party() for update;
  if target is null then
    return false;
  end if;
  delete from reporting_reportfile f where f.report_id = target;
  delete from reporting_message m where m.report_id = target;
  update reporting_identityrequest q set sealed_for_asker = null where q.report_id = target;
  update reporting_report r set state = 'deleted', mailbox = null, reporter_public = null, key_for_party = null,
    key_for_reporter = null, content = null, identity = null, identity_key = null, identity_party_key_id = null,
    closed_hour = coalesce(r.closed_hour, at_hour), announced = false
  where r.id = target;
  return true;
end $$;
"""

# Which columns may change at all: public halves, what was said and what was sent never do.
FEW_COLUMNS = f"""
revoke update on reporting_partykey, reporting_escrow, reporting_keyholder, reporting_keygrant, reporting_rewrap,
  reporting_message, reporting_identityrequest from {APP};
grant update (retired_at) on reporting_partykey to {APP};
grant update (retired_at) on reporting_escrow to {APP};
grant update (wrapped, salt, memory_mib, prf_credential, prf_wrapped, left_at) on reporting_keyholder to {APP};
grant update (sealed, withdrawn_at) on reporting_keygrant to {APP};
grant update (done, failed, sealed, finished_at) on reporting_rewrap to {APP};
grant update (read_hour, announced) on reporting_message to {APP};
grant update (answered_by_id, answered_at, granted, answer, sealed_for_asker, expires_at)
  on reporting_identityrequest to {APP};
"""
ALL_COLUMNS = f"""
grant update on reporting_partykey, reporting_escrow, reporting_keyholder, reporting_keygrant, reporting_rewrap,
  reporting_message, reporting_identityrequest to {APP};
"""

# A signal that is destroyed leaves its report behind.
LOOSE = """
do $$
declare
  name text;
begin
  select conname into name from pg_constraint
    where contype = 'f' and conrelid = 'reporting_report'::regclass and confrelid = 'signals_signal'::regclass;
  execute format('alter table reporting_report drop constraint %I', name);
  execute format('alter table reporting_report add constraint %I foreign key (signal_id) references signals_signal (id)'
    ' on delete set null deferrable initially deferred', name);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("parties", "0002_protect"), ("signals", "0003_functions")]
    operations = [
        migrations.RunSQL(CONTEXT, UNDO_CONTEXT),
        # what is told
        Protect(
            "reporting_report",
            read=f"({OWN} or {INTAKE} or {JOB} or {ASKED})",
            insert=f"({OWN} or {INTAKE})",
            update=f"({INTAKE} or {JOB})",
        ),
        Protect(
            "reporting_message",
            read=f"({IN_OWN} or {INTAKE} or {JOB})",
            insert=f"(({IN_OWN} and author = 'reporter' and handler_id is null)"
            f" or ({INTAKE} and author = 'handler' and handler_id = (select app_user())))",
            update=f"({IN_OWN} or {INTAKE} or {JOB})",
            delete=f"({INTAKE} or {JOB})",
        ),
        Protect(
            "reporting_reportfile",
            read=f"({IN_OWN} or {INTAKE} or {JOB})",
            insert=f"({IN_OWN} or {INTAKE})",
            update=INTAKE,
            delete=f"({INTAKE} or {JOB})",
        ),
        Protect(
            "reporting_identityrequest",
            read=f"({INTAKE} or {HERE} and (select app_can('report:identity')) or {JOB})",
            insert=f"({INTAKE} and asked_by_id = (select app_user()))",
            update=f"({INTAKE} or {HERE} and (select app_can('report:identity')) or {JOB})",
        ),
        # what is still being told
        Protect(
            "reporting_draft",
            read=f"({OWN_DRAFT} or {JOB})",
            write=OWN_DRAFT,
            delete=f"({OWN_DRAFT} or {JOB})",
        ),
        Protect(
            "reporting_draftfile",
            read=f"({IN_OWN_DRAFT} or {JOB})",
            write=IN_OWN_DRAFT,
            delete=f"({IN_OWN_DRAFT} or {JOB})",
        ),
        # keys
        Protect("reporting_partykey", read="true", insert=KEEPS, update=KEEPS),
        Protect("reporting_escrow", read=f"({MANAGES} or {JOB})", insert=KEEPS, update=KEEPS),
        Protect("reporting_escrowedkey", read=f"({MANAGES} or {JOB})", insert=OF_KEPT, update=OF_KEPT, delete=JOB),
        Protect(
            "reporting_keyholder",
            read=f"({MANAGES} or {JOB})",
            insert=f"({KEEPS} and user_id = (select app_user()))",
            update=MANAGES,
        ),
        Protect(
            "reporting_keygrant",
            read=f"({MANAGES} or {JOB})",
            insert=f"({OF_KEPT} and granted_by_id = (select app_user()))",
            update=f"({MANAGES} or {JOB})",
        ),
        Protect("reporting_rewrap", read=f"({MANAGES} or {JOB})", insert=OF_OLD, update=JOB),
        # the point: public, except who may hand in through a link
        Protect("reporting_publicpoint", read="true", write=EDITS_POINT),
        Protect("reporting_sign", read="true", insert=EDITS_POINT, update=EDITS_POINT),
        Protect("reporting_partnerlink", read=INTAKE, insert=INTAKE, update=INTAKE),
        migrations.RunSQL(FIND, UNDO_FIND),
        migrations.RunSQL(HOLD, "drop function reporting_hold_key(text)"),
        migrations.RunSQL(FORGET, "drop function reporting_forget(timestamptz)"),
        migrations.RunSQL(FEW_COLUMNS, ALL_COLUMNS),
        migrations.RunSQL(LOOSE, migrations.RunSQL.noop),
    ]
