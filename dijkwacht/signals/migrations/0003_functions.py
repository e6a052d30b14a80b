"""
What row-level security alone cannot do: search with an index, counts for all parties, a status for the reporter.

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

FIGURES = """
create function signals_figures(
  as_of timestamptz, ack_days integer, forward_days integer, confirm_days integer, assess_days integer
) returns table (
  party_id bigint, received bigint, acknowledgements_due bigint, acknowledged_in_time bigint,
  elsewhere_due bigint, elsewhere_done bigint, forwardings bigint, forwardings_complete bigint,
  assessed_due bigint, assessed_in_time bigint, decisions bigint, decisions_complete bigint,
  point_active boolean, point_has_owner boolean, point_has_deputy boolean, point_published_on date,
  point_confidential boolean, announcements bigint, last_announcement_on date
)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  since timestamptz := as_of - interval '12 months';
  ack interval := make_interval(days => ack_days);
  assess interval := make_interval(days => assess_days);
begin
  if not app_can('agreement:read') then
    return;
  end if;
  return query
  with arrived as (
    select s.party_id p, count(*) n,
      count(*) filter (where s.received_at <= as_of - ack) ack_due,
      count(*) filter (where s.received_at <= as_of - ack and s.acknowledged_at <= s.received_at + ack) ack_done,
      count(*) filter (where s.received_at <= as_of - assess and s.own_task is not false) assess_due,
      count(*) filter (where s.received_at <= as_of - assess and s.own_task is not false
                         and s.assessed_at <= s.received_at + assess) assess_done
    from signals_signal s
    where s.received_at > since and s.received_at <= as_of and s.phase <> 'merged'
    group by s.party_id
  ), gates as (
    select d.party_id p, count(*) n,
      count(*) filter (where d.outcome <> '' and s.handler_id is not null) complete,
      count(*) filter (where d.kind = 'intake' and d.outcome in ('elsewhere', 'not_undermining')
                         and d.made_at <= as_of - make_interval(days => forward_days)) elsewhere,
      count(*) filter (where d.kind = 'intake' and d.outcome in ('elsewhere', 'not_undermining')
                         and d.made_at <= as_of - make_interval(days => forward_days)
                         and (d.outcome = 'not_undermining' or exists (
                           select 1 from signals_forwarding f
                           where f.signal_id = d.signal_id
                             and f.sent_at between d.made_at and d.made_at + make_interval(days => forward_days)
                         ))) elsewhere_done
    from signals_decision d join signals_signal s on s.id = d.signal_id
    where d.made_at > since and d.made_at <= as_of and d.kind not in ('reopen', 'merge')
    group by d.party_id
  ), sent as (
    select f.party_id p, count(*) n,
      count(*) filter (where f.confirmed_at <= as_of or f.returned_at <= as_of) complete
    from signals_forwarding f
    where f.sent_at > since and f.sent_at <= as_of - make_interval(days => confirm_days)
    group by f.party_id
  ), told as (
    select a.party_id p, count(*) n, max(a.on) last_on
    from signals_announcement a where a.on > since::date and a.on <= as_of::date group by a.party_id
  )
  select y.id, coalesce(arrived.n, 0), coalesce(arrived.ack_due, 0), coalesce(arrived.ack_done, 0),
    coalesce(gates.elsewhere, 0), coalesce(gates.elsewhere_done, 0), coalesce(sent.n, 0), coalesce(sent.complete, 0),
    coalesce(arrived.assess_due, 0), coalesce(arrived.assess_done, 0), coalesce(gates.n, 0),
    coalesce(gates.complete, 0), coalesce(point.is_active, false), coalesce(point.owner, '') <> '',
    coalesce(point.deputy, '') <> '', point.published_on, coalesce(point.is_confidential, false),
    coalesce(told.n, 0), told.last_on
  from parties_party y
  left join arrived on arrived.p = y.id
  left join gates on gates.p = y.id
  left join sent on sent.p = y.id
  left join told on told.p = y.id
  left join signals_reportingpoint point on point.party_id = y.id
  where y.kind <> 'ondersteunend';
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
        migrations.RunSQL(FIGURES, "drop function signals_figures(timestamptz, integer, integer, integer, integer)"),
        migrations.RunSQL(CASCADE, migrations.RunSQL.noop),
    ]
