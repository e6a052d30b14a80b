"""
The other doors: what an outsider may learn of a partner's link, and how often a sign worked.

Who has the token of a link learns whose it is and whether it still works; who does not, learns nothing. How often a sign
worked leaves the database in steps of five only, so that one report more does not show.
"""

from django.db import migrations, models

LINKS = """
create function reporting_partner_link(wanted bytea)
returns table (party_id bigint, label text, state text)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.party_id, l.label,
    case
      when l.withdrawn_at is not null then 'withdrawn'
      when l.expires_at <= app_now() then 'expired'
      when l.uses_left = 0 then 'used'
      else 'open'
    end
  from reporting_partnerlink l where l.token_hash = wanted
$$;

create function reporting_use_partner_link(wanted bytea) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who text;
begin
  update reporting_partnerlink l set uses_left = l.uses_left - 1
    where l.token_hash = wanted and l.party_id = app_party() and l.withdrawn_at is null
      and l.expires_at > app_now() and l.uses_left > 0
    returning l.label into who;
  return who;
end $$;
"""
UNDO_LINKS = "drop function reporting_partner_link(bytea); drop function reporting_use_partner_link(bytea);"

COUNTS = """
create function reporting_sign_fives() returns table (sign_id bigint, fives bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.sign_id, count(*) / 5 from reporting_report r
  where r.party_id = app_party() and r.sign_id is not null and (select app_can('report:point'))
  group by r.sign_id
$$;

create function reporting_campaign_fives() returns table (label text, fives bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.label, count(*) / 5 from reporting_report r join reporting_sign s on s.id = r.sign_id
  where r.party_id = app_party() and (select app_can('report:point'))
  group by s.label
$$;
"""
UNDO_COUNTS = "drop function reporting_sign_fives(); drop function reporting_campaign_fives();"


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_desk")]
    operations = [
        migrations.AddField("partnerlink", "uses", models.PositiveIntegerField("hoe vaak", default=1)),
        migrations.RunSQL(LINKS, UNDO_LINKS),
        migrations.RunSQL(COUNTS, UNDO_COUNTS),
    ]
