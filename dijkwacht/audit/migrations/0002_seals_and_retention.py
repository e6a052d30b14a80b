"""Seals over the log, checks of it, the thresholds of unusual use, and the terms after which things are destroyed."""

from django.db import migrations, models

from dijkwacht.lib.protect import Protect

SEALS = """
create table audit_seal (
  number bigint primary key,
  sealed_at timestamptz not null,
  size integer not null,
  first_seq bigint not null,
  last_seq bigint not null,
  statement text not null,
  signature bytea not null,
  hash bytea not null
);
create trigger audit_seal_stays before update or delete on audit_seal for each row execute function audit_refuse();

-- The rows that wait for a seal, each given once. Only Dijkwacht itself may take them.
create function audit_take_queue() returns table (seq bigint, leaf bytea)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not app_can('job:run') then
    raise insufficient_privilege using message = 'only a job seals';
  end if;
  perform pg_advisory_xact_lock(hashtext('audit_seal'));
  return query delete from audit_queue q returning q.seq, q.leaf;
end $$;

-- Leaves as kept and as computed anew, for the check of the log.
create function audit_leaves(from_seq bigint, below bigint)
returns table (seq bigint, leaf bytea, computed bytea, waits boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not app_can('job:run') then
    raise insufficient_privilege using message = 'only a job checks the log';
  end if;
  return query
    select e.seq, e.leaf, audit_leaf(e), q.seq is not null
    from audit_event e left join audit_queue q on q.seq = e.seq
    where e.seq >= from_seq and e.seq < below order by e.seq, e.recorded_at;
end $$;

create function audit_last_seq() returns bigint
language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce(max(seq), 0) from audit_event $$;

create function audit_waiting() returns bigint
language sql stable security definer set search_path = public, pg_temp as
  $$ select count(*) from audit_queue $$;

-- Dijkwacht itself, once for each party it works for: jobs have to be somebody before they may see anything.
create function audit_systems() returns table (user_id bigint, name text, party_id bigint, party_name text)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query
    select u.id, u.name::text, p.id, p.name::text
    from parties_membership m join parties_user u on u.id = m.user_id and u.is_system
    join parties_party p on p.id = m.party_id
    where m.role = 'system' order by p.position, p.id;
end $$;

-- How often a thing was looked at since a moment: a number for those who work on it, without who.
create function audit_times_read(kind text, thing text, since timestamptz) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*) from audit_event
  where subject_type = kind and subject_id = thing and at >= since and result = 'ok'
    and action ~ '[:_](read|opened|downloaded)$'
    and (party_id = app_party() or owner_id = app_party())
$$;
"""
UNDO_SEALS = """
drop function audit_times_read(text, text, timestamptz);
drop function audit_systems();
drop function audit_waiting();
drop function audit_last_seq();
drop function audit_leaves(bigint, bigint);
drop function audit_take_queue();
drop table audit_seal;
"""

# Whoever closes a thing starts its term, also a colleague of another party who may not read it back.
SCHEDULE = """
create function audit_schedule(
  kind text, thing text, thing_number text, party bigint, code text, name text, length text, most integer,
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
    max_extensions, extensions, event_on, ends_on, state, first_by_name, second_by_name, hold_reason, changed_at)
  values (kind, thing, thing_number, party, code, name, length, most, 0, begins, ends, 'running', '', '', '', moment)
  on conflict (subject_type, subject_id) do update set
    term_code = code, term_name = name, duration = length, max_extensions = most, extensions = 0, event_on = begins,
    ends_on = ends, changed_at = moment, state = case when r.state = 'held' then 'held' else 'running' end;
  return coalesce(was, '');
end $$;

create function audit_withdraw(kind text, thing text, moment timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if app_user() is null then
    raise insufficient_privilege using message = 'somebody must act';
  end if;
  update audit_retention set state = 'withdrawn', ends_on = null, first_by_id = null, first_by_name = '',
    first_at = null, second_by_id = null, second_by_name = '', second_at = null, changed_at = moment
  where subject_type = kind and subject_id = thing and state not in ('withdrawn', 'destroyed', 'held');
  return found;
end $$;
"""
UNDO_SCHEDULE = """
drop function audit_withdraw(text, text, timestamptz);
drop function audit_schedule(text, text, text, bigint, text, text, text, integer, date, date, timestamptz);
"""

HERE = "party_id = (select app_party())"
STATES = [
    ("running", "termijn loopt"),
    ("proposed", "wacht op eerste akkoord"),
    ("first_agreed", "wacht op tweede akkoord"),
    ("agreed", "wordt vernietigd"),
    ("held", "aangehouden"),
    ("withdrawn", "geen termijn"),
    ("destroyed", "vernietigd"),
]


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_event")]
    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("trace", models.CharField(max_length=32)),
                ("origin", models.CharField(max_length=60)),
                ("party_id", models.BigIntegerField(null=True)),
                ("owner_id", models.BigIntegerField(null=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("user_name", models.CharField(max_length=100)),
                ("role", models.CharField(max_length=30)),
                ("action", models.CharField(max_length=60)),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=40)),
                ("subject_number", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=500)),
                ("result", models.CharField(max_length=20)),
                ("details", models.JSONField()),
                ("leaf", models.BinaryField()),
            ],
            options={"db_table": "audit_event", "ordering": ["-seq"], "managed": False},
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sealed_at", models.DateTimeField()),
                ("size", models.IntegerField()),
                ("first_seq", models.BigIntegerField()),
                ("last_seq", models.BigIntegerField()),
                ("statement", models.TextField()),
                ("signature", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={"db_table": "audit_seal", "ordering": ["-number"], "managed": False},
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("checked_at", models.DateTimeField()),
                ("rows", models.PositiveBigIntegerField()),
                ("seals", models.PositiveBigIntegerField()),
                ("problem", models.CharField(blank=True, max_length=500)),
            ],
            options={"ordering": ["-checked_at", "-id"]},
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                ("code", models.SlugField(primary_key=True, serialize=False)),
                ("value", models.PositiveSmallIntegerField()),
            ],
            options={"ordering": ["code"]},
        ),
        migrations.CreateModel(
            name="Retention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.CharField(max_length=40)),
                ("subject_number", models.CharField(blank=True, max_length=40)),
                ("party_id", models.BigIntegerField()),
                ("term_code", models.CharField(max_length=60)),
                ("term_name", models.CharField(blank=True, max_length=200)),
                ("duration", models.CharField(max_length=20)),
                ("max_extensions", models.PositiveSmallIntegerField(default=0)),
                ("extensions", models.PositiveSmallIntegerField(default=0)),
                ("event_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("state", models.CharField(choices=STATES, default="running", max_length=20)),
                ("first_by_id", models.BigIntegerField(null=True)),
                ("first_by_name", models.CharField(blank=True, max_length=100)),
                ("first_at", models.DateTimeField(null=True)),
                ("second_by_id", models.BigIntegerField(null=True)),
                ("second_by_name", models.CharField(blank=True, max_length=100)),
                ("second_at", models.DateTimeField(null=True)),
                ("hold_reason", models.CharField(blank=True, max_length=300)),
                ("destroyed_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["ends_on", "id"],
                "indexes": [models.Index(fields=["party_id", "state", "ends_on"], name="audit_retention_due")],
                "constraints": [
                    models.UniqueConstraint(fields=["subject_type", "subject_id"], name="one_retention_a_thing"),
                    models.CheckConstraint(
                        condition=models.Q(state__in=[code for code, _ in STATES]), name="retention_state_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(second_by_id=None)
                        | models.Q(first_by_id__isnull=False) & ~models.Q(first_by_id=models.F("second_by_id")),
                        name="two_different_people_agree",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(state__in=["agreed", "destroyed"]) | models.Q(second_by_id__isnull=False),
                        name="nothing_goes_without_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(extensions__lte=models.F("max_extensions")),
                        name="extended_within_the_maximum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(state="withdrawn") | models.Q(ends_on__isnull=False),
                        name="a_term_that_runs_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "retention",
                    models.ForeignKey(on_delete=models.deletion.CASCADE, related_name="steps", to="audit.retention"),
                ),
                ("party_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=20)),
                ("user_id", models.BigIntegerField(null=True)),
                ("user_name", models.CharField(max_length=100)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("ends_on", models.DateField(null=True)),
            ],
            options={"ordering": ["at", "id"]},
        ),
        migrations.RunSQL(SEALS, UNDO_SEALS),
        migrations.RunSQL(SCHEDULE, UNDO_SCHEDULE),
        migrations.RunSQL(
            "insert into audit_threshold (code, value) values"
            " ('dossiers-an-hour', 30), ('refused-a-day', 3), ('begins-at', 7), ('ends-at', 19)",
            "delete from audit_threshold",
        ),
        Protect(
            "audit_seal",
            read="((select app_can('audit:read')) or (select app_can('job:run')))",
            insert="(select app_can('job:run'))",
        ),
        Protect(
            "audit_check",
            read="((select app_can('audit:read')) or (select app_can('job:run')))",
            insert="(select app_can('job:run'))",
        ),
        Protect(
            "audit_threshold",
            read="((select app_can('audit:read')) or (select app_can('knowledge:edit')))",
            update="(select app_can('knowledge:edit'))",
        ),
        Protect(
            "audit_retention",
            read=f"({HERE} and ((select app_can('retention:decide')) or (select app_can('audit:read'))"
            " or (select app_can('signal:read')) or (select app_can('job:run'))))",
            update=f"({HERE} and ((select app_can('retention:decide')) or (select app_can('job:run'))))",
        ),
        Protect(
            "audit_retentionstep",
            read=f"({HERE} and ((select app_can('retention:decide')) or (select app_can('audit:read'))"
            " or (select app_can('job:run'))))",
            insert=f"({HERE} and ((select app_can('retention:decide')) or (select app_can('job:run'))))",
        ),
    ]
