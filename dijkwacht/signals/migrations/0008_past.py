"""
What a destroyed signal leaves behind for the figures: when things happened, and nothing about what.

Without it the evidence for ambitions 2.1 to 2.3 would disappear with the content, four weeks after a forwarding. The
row is made by the database at the moment of destruction, so that nobody forgets it; the application cannot read it,
only count it.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

PAST = """
create table signals_past (
  id bigint generated always as identity primary key,
  party_id bigint not null references parties_party (id) deferrable initially deferred,
  received_at timestamptz not null,
  acknowledged_at timestamptz,
  assessed_at timestamptz,
  own_task boolean,
  gates jsonb not null,
  sent jsonb not null
);
create index signals_past_party on signals_past (party_id, received_at);

create view signals_gates with (security_invoker = true) as
  select d.signal_id, d.party_id, d.made_at, d.outcome <> '' and s.handler_id is not null as complete,
    d.outcome in ('elsewhere', 'not_undermining') as elsewhere,
    d.outcome = 'not_undermining' as stopped,
    (select min(f.sent_at) from signals_forwarding f where f.signal_id = d.signal_id and f.sent_at >= d.made_at)
      as sent_at
  from signals_decision d join signals_signal s on s.id = d.signal_id
  where d.kind not in ('reopen', 'merge') and not d.refused;

create function signals_remember() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.phase <> 'merged' then
    insert into signals_past (party_id, received_at, acknowledged_at, assessed_at, own_task, gates, sent)
    values (old.party_id, old.received_at, old.acknowledged_at, old.assessed_at, old.own_task,
      (select coalesce(jsonb_agg(jsonb_build_object('made_at', g.made_at, 'complete', g.complete,
                'elsewhere', g.elsewhere, 'stopped', g.stopped, 'sent_at', g.sent_at)), '[]')
       from signals_gates g where g.signal_id = old.id),
      (select coalesce(jsonb_agg(jsonb_build_object('sent_at', f.sent_at, 'answered_at',
                coalesce(f.confirmed_at, f.returned_at))), '[]')
       from signals_forwarding f where f.signal_id = old.id and f.sent_at is not null));
  end if;
  return old;
end $$;
create trigger signals_signal_remembered before delete on signals_signal
  for each row execute function signals_remember();
"""

UNDO_PAST = """
drop trigger signals_signal_remembered on signals_signal;
drop function signals_remember();
drop view signals_gates;
drop table signals_past;
"""

# What the agreement counts of all parties, for whoever works on the agreement.
FIGURES = """
create or replace function signals_figures(
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
    from (
      select l.party_id, l.received_at, l.acknowledged_at, l.assessed_at, l.own_task
      from signals_signal l where l.phase <> 'merged'
      union all
      select p.party_id, p.received_at, p.acknowledged_at, p.assessed_at, p.own_task from signals_past p
    ) s
    where s.received_at > since and s.received_at <= as_of
    group by s.party_id
  ), gates as (
    select d.party_id p, count(*) n,
      count(*) filter (where d.complete) complete,
      count(*) filter (where d.elsewhere and d.made_at <= as_of - make_interval(days => forward_days)) elsewhere,
      count(*) filter (where d.elsewhere and d.made_at <= as_of - make_interval(days => forward_days)
                         and (d.stopped or d.sent_at <= d.made_at + make_interval(days => forward_days))) elsewhere_done
    from (
      select g.party_id, g.made_at, g.complete, g.elsewhere, g.stopped, g.sent_at from signals_gates g
      union all
      select p.party_id, g.made_at, g.complete, g.elsewhere, g.stopped, g.sent_at
      from signals_past p cross join lateral jsonb_to_recordset(p.gates)
        as g(made_at timestamptz, complete boolean, elsewhere boolean, stopped boolean, sent_at timestamptz)
    ) d
    where d.made_at > since and d.made_at <= as_of
    group by d.party_id
  ), sent as (
    select f.party_id p, count(*) n, count(*) filter (where f.answered_at <= as_of) complete
    from (
      select l.party_id, l.sent_at, coalesce(l.confirmed_at, l.returned_at) answered_at from signals_forwarding l
      union all
      select p.party_id, g.sent_at, g.answered_at
      from signals_past p cross join lateral jsonb_to_recordset(p.sent)
        as g(sent_at timestamptz, answered_at timestamptz)
    ) f
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


class Migration(migrations.Migration):
    dependencies = [("signals", "0007_stays")]
    operations = [
        migrations.RunSQL(PAST, UNDO_PAST),
        Protect("signals_past"),
        migrations.RunSQL(FIGURES, "drop function signals_figures(timestamptz, integer, integer, integer, integer)"),
    ]
