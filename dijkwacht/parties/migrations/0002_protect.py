"""
Who may see and give roles.

People and parties themselves stay readable: logging in happens before anybody acts. What a person may do
hangs on her memberships, and nobody can give herself one.
"""

from django.conf import settings
from django.db import migrations

from dijkwacht.lib.protect import Protect

APP = settings.DATABASE_APP_ROLE
HERE = "party_id = (select app_party())"
OTHERS = f"{HERE} and user_id <> (select app_user()) and role <> 'system'"
GRANTS = f"({OTHERS} and (select app_can('people:manage')) and granted_by_id = (select app_user()))"
MAY_END = f"{OTHERS} and ((select app_can('people:manage')) or (select app_can('people:review')))"
ENDED = f"({MAY_END} and ends_on is not null and ended_by_id = (select app_user()))"

# Before a login, or for herself: a password and the moment of the last login, and nothing else of a person.
HERSELF = "(not is_system and ((select app_user()) is null or id = (select app_user())))"
FEW_COLUMNS = f"""
revoke update on parties_user, parties_membership from {APP};
grant update (password, last_login) on parties_user to {APP};
grant update (ends_on, ended_by_id, end_reason) on parties_membership to {APP};
"""
ALL_COLUMNS = f"grant update on parties_user, parties_membership to {APP};"

# Handlers pick a colleague, or one of a neighbouring party, without reading who holds which other role.
COLLEAGUES = """
create function parties_holders(wanted text[]) returns table (user_id bigint, name text, party_id bigint, role text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not app_can('signal:read') then
    return;
  end if;
  return query
    select m.user_id, u.name::text, m.party_id, m.role::text
    from parties_membership m join parties_user u on u.id = m.user_id and u.is_active
    where m.role = any(wanted) and m.starts_on <= app_today() and (m.ends_on is null or m.ends_on > app_today());
end $$;
"""

# Everybody may know whom to ask for a role: the functional managers of a party where she has one herself.
MANAGERS = """
create function parties_managers() returns table (name text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (
    select 1 from parties_membership m where m.user_id = app_user() and m.party_id = app_party()
      and m.starts_on <= app_today() and (m.ends_on is null or m.ends_on > app_today())
  ) then
    return;
  end if;
  return query
    select distinct u.name::text
    from parties_membership m
    join parties_user u on u.id = m.user_id and u.is_active
    join parties_rolepermission p on p.role = m.role and p.permission = 'people:manage'
    where m.party_id = app_party() and m.starts_on <= app_today()
      and (m.ends_on is null or m.ends_on > app_today())
    order by 1;
end $$;
"""

# An account is open as long as its person has a role anywhere; a manager need not know where.
SETTLE = """
create function parties_settle_account(person bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (app_can('people:manage') or app_can('people:review')) or not exists (
    select 1 from parties_membership m where m.user_id = person and m.party_id = app_party()
  ) then
    raise insufficient_privilege using message = 'only for people of the own party';
  end if;
  update parties_user u set is_active = exists (
    select 1 from parties_membership m
    where m.user_id = u.id and (m.ends_on is null or m.ends_on > app_today())
  )
  where u.id = person and not u.is_system;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial"), ("lib", "0001_context")]
    operations = [
        Protect("parties_party", read="true"),
        Protect("parties_rolepermission", read="true"),
        Protect(
            "parties_user",
            read="true",
            insert="((select app_can('people:manage')) and not is_system)",
            update=HERSELF,
        ),
        Protect(
            "parties_membership",
            read=f"(user_id = (select app_user()) or ({HERE} and (select app_can('people:read'))))",
            insert=GRANTS,
            update=(MAY_END, ENDED),
        ),
        Protect(
            "parties_rightsreview",
            read=f"({HERE} and (select app_can('people:read')))",
            insert=f"({HERE} and (select app_can('people:review')) and signed_by_id = (select app_user()))",
        ),
        migrations.RunSQL(FEW_COLUMNS, ALL_COLUMNS),
        migrations.RunSQL(COLLEAGUES, "drop function parties_holders(text[])"),
        migrations.RunSQL(MANAGERS, "drop function parties_managers()"),
        migrations.RunSQL(SETTLE, "drop function parties_settle_account(bigint)"),
    ]
