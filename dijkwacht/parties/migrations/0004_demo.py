"""The list of demo people to step in as. This function exists in demo and test databases only."""

from django.conf import settings
from django.db import migrations

PEOPLE = """
create function parties_demo_people()
returns table (membership_id bigint, user_id bigint, name text, party_id bigint, role text)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, u.id, u.name::text, m.party_id, m.role::text
  from parties_membership m
  join parties_user u on u.id = m.user_id and u.is_active and not u.is_system
  where m.starts_on <= app_today() and (m.ends_on is null or m.ends_on > app_today())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("parties", "0003_login_tables")]
    operations = [migrations.RunSQL(PEOPLE, "drop function parties_demo_people()")] if settings.DEMO_MODE else []
