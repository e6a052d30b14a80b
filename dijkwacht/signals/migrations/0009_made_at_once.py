"""
Persons, attachments and the receipt come in together with their signal, in one transaction, and never later.

A reporter cannot read the signal that she makes, so a policy cannot ask whether she may see it. It asks instead whether
this very transaction made it: a colleague who knows the id of a signal adds nothing to it.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

MADE = """
alter table signals_signal add column made_in xid8;
alter table signals_signal alter column made_in set default pg_current_xact_id();

-- Once filled it can only be emptied, so that nobody makes an old signal new.
create trigger signals_signal_made_once before update on signals_signal for each row
  when (new.made_in is not null and new.made_in is distinct from old.made_in) execute function signals_stays();

create function signals_is_made_now(signal uuid) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (
    select 1 from signals_signal s
    where s.id = signal and s.party_id = app_party() and s.made_in = pg_current_xact_id_if_assigned()
  );
end $$;
"""

UNDO = """
drop function signals_is_made_now(uuid);
drop trigger signals_signal_made_once on signals_signal;
alter table signals_signal drop column made_in;
"""

HERE = "party_id = (select app_party())"
REPORTS = f"({HERE} and (select app_can('signal:report')))"
MINE = "user_id = (select app_user())"
MADE_NOW = "signals_is_made_now(signal_id)"
DESTROYS = f"({HERE} and (select app_can('job:run')))"
DRAFT = "exists (select 1 from signals_draft d where d.id = signals_attachment.draft_id)"


def of_signal(table: str) -> str:
    return f"exists (select 1 from signals_signal s where s.id = {table}.signal_id)"


class Migration(migrations.Migration):
    dependencies = [("signals", "0008_past")]
    operations = [
        migrations.RunSQL(MADE, UNDO),
        Protect(
            "signals_person",
            read=f"((select app_can('signal:persons')) and {of_signal('signals_person')})",
            insert=f"({REPORTS} and {MADE_NOW})",
        ),
        Protect(
            "signals_attachment",
            read=f"({of_signal('signals_attachment')} or {DRAFT})",
            insert=f"({REPORTS} and case when draft_id is null then {MADE_NOW} else {DRAFT} end)",
            delete=DRAFT,
        ),
        Protect(
            "signals_receipt",
            read=f"({MINE} or ({HERE} and ((select app_can('signal:reporter'))"
            f" or (not confidential and (select app_can('signal:read'))))) or {DESTROYS})",
            insert=f"({MINE} and {REPORTS} and {MADE_NOW})",
            update=(DESTROYS, DESTROYS),
        ),
    ]
