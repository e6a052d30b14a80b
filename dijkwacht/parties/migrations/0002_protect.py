"""
Who may see and give roles.

People and parties themselves stay readable: logging in happens before anybody acts. What a person may do
hangs on her memberships, and nobody can give herself one.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

HERE = "party_id = (select app_party())"
MANAGES = (
    f"({HERE} and (select app_can('people:manage')) and user_id <> (select app_user()) and role <> 'system')"
)

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
    where m.role = any(wanted) and m.starts_on <= app_now()::date
      and (m.ends_on is null or m.ends_on >= app_now()::date);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial"), ("lib", "0001_context")]
    operations = [
        Protect("parties_party", read="true"),
        Protect("parties_rolepermission", read="true"),
        Protect(
            "parties_user", read="true", insert="(select app_can('people:manage'))", update="not is_system"
        ),
        Protect(
            "parties_membership",
            read=f"(user_id = (select app_user()) or ({HERE} and (select app_can('people:read'))))",
            insert=MANAGES,
            update=MANAGES,
        ),
        Protect(
            "parties_rightsreview",
            read=f"({HERE} and (select app_can('people:read')))",
            insert=f"({HERE} and (select app_can('people:review')) and signed_by_id = (select app_user()))",
        ),
        migrations.RunSQL(COLLEAGUES, "drop function parties_holders(text[])"),
    ]
