"""A term is extended by its own extension, which the reference data give; one without it by its duration."""

from django.db import migrations, models

SCHEDULE = """
drop function audit_schedule(text, text, text, bigint, text, text, text, integer, date, date, timestamptz);

create function audit_schedule(
  kind text, thing text, thing_number text, party bigint, code text, name text, length text, most integer, more text,
  begins date, ends date, moment timestamptz
) returns text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  was text;
begin
  if app_user() is null then
    raise insufficient_privilege using message = 'somebody must act';
  end if;
  select state into was from audit_retention where subject_type = kind and subject_id = thing for update;
  if was in ('first_agreed', 'agreed', 'destroyed') then
    return was;
  end if;
  insert into audit_retention as r (subject_type, subject_id, subject_number, party_id, term_code, term_name, duration,
    max_extensions, extension, extensions, event_on, ends_on, state, first_by_name, second_by_name, hold_reason,
    changed_at)
  values (kind, thing, thing_number, party, code, name, length, most, more, 0, begins, ends, 'running', '', '', '',
    moment)
  on conflict (subject_type, subject_id) do update set
    term_code = code, term_name = name, duration = length, max_extensions = most, extension = more, extensions = 0,
    event_on = begins, ends_on = ends, changed_at = moment,
    state = case when r.state = 'held' then 'held' else 'running' end;
  return coalesce(was, '');
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals_and_retention")]
    operations = [
        migrations.AddField("retention", "extension", models.CharField(blank=True, default="", max_length=20)),
        migrations.RunSQL(SCHEDULE, migrations.RunSQL.noop),
    ]
