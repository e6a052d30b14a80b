"""
The log: add only, a hash in every row, a partition a month.

The leaf is computed here and not in the application, so that nothing enters unhashed. Each row also enters a
queue, in the same transaction; what the sealing job finds there is committed, and is sealed once. See docs/adr/0004-audit-log.md.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

TABLE = """
create sequence audit_event_seq;
create table audit_event (
  seq bigint not null default 0,
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  trace text not null,
  origin text not null,
  party_id bigint,
  owner_id bigint,
  user_id bigint,
  user_name text not null,
  role text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  subject_number text not null,
  reason text not null,
  result text not null,
  details jsonb not null,
  xact xid8 not null default pg_current_xact_id(),
  leaf bytea,
  primary key (seq, recorded_at)
) partition by range (recorded_at);
create index audit_event_subject on audit_event (subject_type, subject_id, seq);
create index audit_event_number on audit_event (subject_number, seq) where subject_number <> '';
create index audit_event_user on audit_event (user_id, seq);
create index audit_event_party on audit_event (party_id, seq);
create index audit_event_owner on audit_event (owner_id, seq);
create table audit_event_rest partition of audit_event default;
alter table audit_event_rest enable row level security;
create table audit_queue (seq bigint not null, leaf bytea not null);

-- One text for one row, the same at insert and at verification. A JSON array keeps the columns apart, whatever
-- is in them; the first byte makes it a leaf of RFC 6962.
create function audit_leaf(e audit_event) returns bytea language sql immutable as $$
  select sha256('\\x00'::bytea || convert_to(jsonb_build_array(e.seq,
    (extract(epoch from e.at) * 1000000)::bigint, (extract(epoch from e.recorded_at) * 1000000)::bigint,
    e.trace, e.origin, e.party_id, e.owner_id, e.user_id, e.user_name, e.role, e.action, e.subject_type,
    e.subject_id, e.subject_number, e.reason, e.result, e.details, e.xact::text
  )::text, 'UTF8'))
$$;

create function audit_fill() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  new.seq := nextval('audit_event_seq');
  new.recorded_at := clock_timestamp();
  new.xact := pg_current_xact_id();
  new.leaf := audit_leaf(new);
  insert into audit_queue values (new.seq, new.leaf);
  return new;
end $$;
create trigger audit_event_fill before insert on audit_event for each row execute function audit_fill();

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log can only grow';
end $$;
create trigger audit_event_stays before update or delete on audit_event
  for each row execute function audit_refuse();

create function audit_make_partition(month date) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  name text := 'audit_event_' || to_char(month, 'YYYYMM');
begin
  if to_regclass(name) is null then
    execute format('create table %I partition of audit_event for values from (%L) to (%L)', name,
                   date_trunc('month', month), date_trunc('month', month) + interval '1 month');
    -- No policies on a partition: rows are only seen through the table.
    execute format('alter table %I enable row level security', name);
  end if;
end $$;
select audit_make_partition((date '2026-11-01' + make_interval(months => n))::date) from generate_series(0, 24) n;
"""

UNDO = """
drop table audit_event;
drop table audit_queue;
drop sequence audit_event_seq;
drop function audit_make_partition(date);
drop function audit_refuse();
drop function audit_fill();
"""


class Migration(migrations.Migration):
    dependencies = [("lib", "0001_context")]
    operations = [
        migrations.RunSQL(TABLE, UNDO),
        Protect(
            "audit_event",
            read="((party_id = (select app_party()) or owner_id = (select app_party()))"
            " and (select app_can('audit:read')))",
            insert="true",
        ),
        Protect("audit_queue"),
    ]
