"""
The tables of the login: before a login anybody may be who she says, after it everybody has her own rows only.

Without this a page with a hole in it could read a colleague's second factor or end her sessions.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

HERS = "((select app_user()) is null or user_id = (select app_user()))"

# Somebody lost her phone and her codes: the manager takes the second factor away, she enrols again. Only where
# she works for no other party, so that no party opens the door of another.
FORGET = """
create function parties_works_only_here(person bigint) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return app_can('people:manage') and exists (
    select 1 from parties_membership m where m.user_id = person and m.party_id = app_party()
  ) and not exists (
    select 1 from parties_membership m where m.user_id = person and m.party_id <> app_party()
      and (m.ends_on is null or m.ends_on > app_today())
  );
end $$;

create function parties_forget_second_factor(person bigint) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if person = app_user() or not parties_works_only_here(person) then
    raise insufficient_privilege using message = 'only for people of the own party alone';
  end if;
  delete from mfa_authenticator a where a.user_id = person;
end $$;
"""
FORGET_UNDO = """
drop function parties_forget_second_factor(bigint);
drop function parties_works_only_here(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0002_protect"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [
        Protect("account_emailaddress", read=HERS, write=HERS),
        Protect("mfa_authenticator", read=HERS, write=HERS),
        Protect("usersessions_usersession", read=HERS, write=HERS),
        Protect("socialaccount_socialaccount", read=HERS, write=HERS),
        Protect("socialaccount_socialapp", read="true"),
        Protect("socialaccount_socialtoken"),
        migrations.RunSQL(FORGET, FORGET_UNDO),
    ]
