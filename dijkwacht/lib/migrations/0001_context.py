"""The functions with which row-level security asks who acts. See docs/adr/0003-row-level-security.md."""

from django.db import migrations

CONTEXT = """
create function app_user() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('app.user', true), '')::bigint $$;
create function app_party() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('app.party', true), '')::bigint $$;
create function app_role() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.role', true), '') $$;
create function app_now() returns timestamptz language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;
-- A role begins and ends at midnight where its people live, whatever the time zone of the connection.
create function app_today() returns date language sql stable parallel safe as
  $$ select (app_now() at time zone 'Europe/Amsterdam')::date $$;

-- Looks at the live membership itself: a context that names a role the person does not hold opens nothing.
create function app_can(wanted text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return exists (
    select 1
    from parties_membership m
    join parties_user u on u.id = m.user_id and u.is_active
    join parties_rolepermission p on p.role = m.role and p.permission = wanted
    where m.user_id = app_user() and m.party_id = app_party() and m.role = app_role()
      and m.starts_on <= app_today() and (m.ends_on is null or m.ends_on > app_today())
  );
end $$;
"""

UNDO = """
drop function app_can(text);
drop function app_today();
drop function app_now();
drop function app_role();
drop function app_party();
drop function app_user();
"""


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunSQL(CONTEXT, UNDO)]
