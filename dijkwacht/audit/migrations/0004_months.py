"""
A month of the log that is past its term: gone when two people agreed, with its leaves kept.

A leaf is a hash and tells nothing; with it every seal over that month can still be checked. The database looks at the
term in the reference data itself, so that nobody who may agree can make a young month old.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

MONTHS = """
create table audit_month (
  month text primary key,
  statement text not null,
  signature bytea not null,
  leaves bytea not null
);
alter table audit_month alter column leaves set storage external;
create trigger audit_month_stays before update or delete on audit_month
  for each row execute function audit_refuse();

create function audit_months() returns table (month date)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not app_can('job:run') then
    raise insufficient_privilege using message = 'only a job counts months';
  end if;
  return query
    select to_date(right(c.relname, 6), 'YYYYMM')
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'audit_event'::regclass and c.relname ~ '_[0-9]{6}$'
      and to_date(right(c.relname, 6), 'YYYYMM') < date_trunc('month', current_date) order by 1;
end $$;

create function audit_month_leaves(wanted date) returns table (seq bigint, leaf bytea)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not app_can('job:run') then
    raise insufficient_privilege using message = 'only a job reads a month';
  end if;
  return query execute format('select seq, leaf from %I order by seq', 'audit_event_' || to_char(wanted, 'YYYYMM'));
end $$;

create function audit_drop_month(wanted date, said text, signed bytea) returns void
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '5s' as $$
declare
  partition text := 'audit_event_' || to_char(wanted, 'YYYYMM');
  unsealed boolean;
begin
  if not app_can('job:run') then
    raise insufficient_privilege using message = 'only a job destroys a month';
  end if;
  if not exists (
    select 1 from audit_retention r
    where r.subject_type = 'audit.month' and r.subject_id = to_char(wanted, 'YYYY-MM') and r.state = 'agreed'
      and r.first_by_id <> r.second_by_id and r.ends_on <= current_date
  ) then
    raise insufficient_privilege using message = 'two people must agree first';
  end if;
  if not exists (
    select 1 from knowledge_retentionterm k
    where k.code = 'access_log' and wanted + interval '1 month' + k.duration::interval <= current_date + 1
  ) then
    raise insufficient_privilege using message = 'the term of this month is not over';
  end if;
  execute format('lock table %I in access exclusive mode', partition);
  execute format('select exists (select 1 from %I e join audit_queue q on q.seq = e.seq)', partition) into unsealed;
  if unsealed then
    raise insufficient_privilege using message = 'this month is not sealed yet';
  end if;
  execute format('insert into audit_month select $1, $2, $3, coalesce(string_agg(leaf, $4 order by seq), $4) from %I',
                 partition) using to_char(wanted, 'YYYY-MM'), said, signed, ''::bytea;
  execute format('drop table %I', partition);
end $$;
"""

UNDO = """
drop function audit_drop_month(date, text, bytea);
drop function audit_month_leaves(date);
drop function audit_months();
drop table audit_month;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_extension")]
    operations = [
        migrations.RunSQL(MONTHS, UNDO),
        Protect("audit_month", read="((select app_can('audit:read')) or (select app_can('job:run')))"),
    ]
