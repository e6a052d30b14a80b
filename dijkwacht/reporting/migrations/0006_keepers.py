"""Who may hold keys now: a role that ended ends the key too, also where nobody may read who holds which role."""

from django.db import migrations

KEEPERS = """
create function reporting_keepers(wanted text) returns table (user_id bigint)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not app_can('vault:manage') then
    return;
  end if;
  return query
    select distinct m.user_id
    from parties_membership m
    join parties_user u on u.id = m.user_id and u.is_active
    join parties_rolepermission p on p.role = m.role
      and p.permission = case wanted when 'intake' then 'report:read' when 'identity' then 'report:identity' end
    where m.party_id = app_party() and m.starts_on <= app_today() and (m.ends_on is null or m.ends_on > app_today());
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0005_doors"), ("parties", "0002_protect")]
    operations = [migrations.RunSQL(KEEPERS, "drop function reporting_keepers(text)")]
