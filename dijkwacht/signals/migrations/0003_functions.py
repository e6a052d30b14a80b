"""
What row-level security alone cannot do: search with an index, and a status for the reporter.

Each function is SECURITY DEFINER and therefore asks itself what the policies ask. Destroying a signal cascades
in the database, because the job that destroys may not read persons or attachments.
"""

from django.db import migrations

SEARCH = """
alter table signals_signal add column search tsvector generated always as (
  to_tsvector('dutch'::regconfig, title || ' ' || place || ' ' || locality || ' ' || own_observation || ' ' || heard
              || ' ' || interpretation)
  || array_to_tsvector(array['party' || party_id::text])
) stored;
create index signals_search_index on signals_signal using gin (search) with (fastupdate = off);

create function signals_search(words text, most integer) returns table (id uuid)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  wanted tsquery := websearch_to_tsquery('dutch', words);
begin
  if not app_can('signal:read') or numnode(wanted) = 0 then
    return;
  end if;
  return query
    select s.id from signals_signal s
    where s.search @@ (wanted && ('party' || app_party())::tsquery)
      and s.party_id = app_party()
      and s.regime_id in (select k.code from knowledge_regime k where k.may_search)
      and s.id not in (select r.signal_id from signals_recusal r where r.user_id = app_user())
    order by s.received_at desc, s.id desc
    limit most;
end $$;
"""

STATUS = """
create function signals_public_status() returns table (signal_id uuid, status text, acknowledged_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select r.signal_id,
      case when s.phase in ('closed', 'forwarded') then 'closed'
           when s.phase = 'received' then 'received'
           when s.phase = 'intake' then 'acknowledged' else 'open' end,
      told.acknowledged_at
    from signals_receipt r
    join signals_signal told on told.id = r.signal_id
    -- A merged signal goes on as part of another: the reporter hears how that one stands.
    join signals_signal s on s.id = coalesce(told.merged_into_id, told.id)
    where r.user_id = app_user();
end $$;
"""

CASCADE = """
do $$
declare
  fk record;
begin
  for fk in
    select conrelid::regclass::text child, conname name, a.attname col
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'signals_signal'::regclass
  loop
    execute format('alter table %s drop constraint %I', fk.child, fk.name);
    execute format(
      'alter table %s add constraint %I foreign key (%I) references signals_signal (id) on delete %s deferrable'
      ' initially deferred', fk.child, fk.name, fk.col,
      case when fk.col = 'split_from_id' then 'set null' else 'cascade' end);
  end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("signals", "0002_protect"), ("knowledge", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SEARCH,
            "drop function signals_search(text, integer); alter table signals_signal drop column search",
        ),
        migrations.RunSQL(STATUS, "drop function signals_public_status()"),
        migrations.RunSQL(CASCADE, migrations.RunSQL.noop),
    ]
