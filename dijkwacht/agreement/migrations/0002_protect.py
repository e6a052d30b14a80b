"""
Who may read and write the promise.

The catalogue is public knowledge and only the owner loads it. Norms and declarations are for everybody who
follows the agreement; the document behind a declaration stays with the party itself. A declaration can only
be withdrawn, a report cannot change at all.
"""

from django.db import migrations

from dijkwacht.lib.protect import Protect

READS = "(select app_can('agreement:read'))"
DECLARES = "(party_id = (select app_party()) and (select app_can('agreement:declare')))"
REPORTS = "(select app_can('agreement:report'))"
CONCERNS_US = "(party_id is null or party_id = (select app_party()) or made_for_id = (select app_party()))"

ONLY_WITHDRAW = """
create function agreement_only_withdraw() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null
     or (to_jsonb(old) - '{withdrawn_at,withdrawn_by_id,withdrawal_reason}'::text[])
        is distinct from (to_jsonb(new) - '{withdrawn_at,withdrawn_by_id,withdrawal_reason}'::text[]) then
    raise exception 'a declaration can only be withdrawn' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger agreement_declaration_only_withdraw before update on agreement_declaration
  for each row execute function agreement_only_withdraw();
"""
UNDO = """
drop trigger agreement_declaration_only_withdraw on agreement_declaration;
drop function agreement_only_withdraw();
"""


class Migration(migrations.Migration):
    dependencies = [("agreement", "0001_initial"), ("lib", "0001_context"), ("parties", "0002_protect")]
    operations = [
        Protect("agreement_edition", read="true"),
        Protect("agreement_theme", read="true"),
        Protect("agreement_ambition", read="true"),
        Protect(
            "agreement_norm",
            read=READS,
            insert="((select app_can('agreement:norms')) and set_by_id = (select app_user()))",
        ),
        Protect(
            "agreement_declaration",
            read=READS,
            insert=f"({DECLARES} and declared_by_id = (select app_user()))",
            update=DECLARES,
        ),
        Protect(
            "agreement_document",
            read=f"(party_id = (select app_party()) and {READS})",
            insert=DECLARES,
        ),
        Protect(
            "agreement_report",
            read=f"({REPORTS} and {CONCERNS_US})",
            insert=f"({REPORTS} and made_for_id = (select app_party()) and made_by_id = (select app_user()))",
        ),
        migrations.RunSQL(ONLY_WITHDRAW, UNDO),
    ]
