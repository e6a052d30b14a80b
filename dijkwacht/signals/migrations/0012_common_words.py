"""
Searching for a common word walks the list; for a rare one the index on words.

A word in half of the signals gave tens of thousands of rows to sort for the newest five hundred. A look at the newest
few hundred tells which way is short.
"""

from django.db import migrations

ADAPTIVE = """
create or replace function signals_search(words text, most integer) returns table (id uuid)
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  wanted tsquery := websearch_to_tsquery('dutch', words);
  probed constant integer := 200;
  is_common boolean;
begin
  if not app_can('signal:read') or numnode(wanted) = 0 then
    return;
  end if;
  select count(*) > probed / 10 into is_common
    from (select s.search from signals_signal s where s.party_id = app_party()
          order by s.received_at desc, s.id desc limit probed) newest
    where newest.search @@ wanted;
  if is_common then
    return query
      select s.id from signals_signal s
      where (s.search @@ wanted) is true  -- said so that the index on words is left alone
        and s.party_id = app_party()
        and s.regime_id in (select k.code from knowledge_regime k where k.may_search)
        and s.id not in (select r.signal_id from signals_recusal r where r.user_id = app_user())
      order by s.received_at desc, s.id desc
      limit most;
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


class Migration(migrations.Migration):
    dependencies = [("signals", "0011_public")]
    operations = [migrations.RunSQL(ADAPTIVE, migrations.RunSQL.noop)]
