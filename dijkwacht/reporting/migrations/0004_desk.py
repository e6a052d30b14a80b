"""The desk of the intake: words taken out of what was told, and names that nobody opens alone."""

from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

from dijkwacht.lib.protect import Protect

APP = settings.DATABASE_APP_ROLE
HERE = "party_id = (select app_party())"
INTAKE = f"({HERE} and (select app_can('report:read')))"
CUSTODIAN = f"({HERE} and (select app_can('report:identity')))"
JOB = f"({HERE} and (select app_can('job:run')))"

# As in 0002, with the masked words and what was asked about the name.
FORGET = """
create or replace function reporting_forget(at_hour timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  target uuid;
begin
  if app_role() is distinct from 'outside' or reporting_mailbox() is null then
    return false;
  end if;
  select r.id into target from reporting_report r
    where r.mailbox = reporting_mailbox() and r.party_id = app_party() for update;
  if target is null then
    return false;
  end if;
  delete from reporting_reportfile f where f.report_id = target;
  delete from reporting_message m where m.report_id = target;
  delete from reporting_mask k where k.report_id = target;
  delete from reporting_identityrequest q where q.report_id = target;
  update reporting_report r set state = 'deleted', mailbox = null, reporter_public = null, key_for_party = null,
    key_for_reporter = null, content = null, identity = null, identity_key = null, identity_party_key_id = null,
    closed_hour = coalesce(r.closed_hour, at_hour), announced = false
  where r.id = target;
  return true;
end $$;
"""

FEW_COLUMNS = f"""
revoke update on reporting_identityrequest from {APP};
grant update (answered_by_id, answered_at, granted, answer, sealed_for_asker, expires_at)
  on reporting_identityrequest to {APP};
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_protect"), ("parties", "0002_protect")]
    operations = [
        migrations.CreateModel(
            name="Mask",
            fields=[
                ("id", models.UUIDField(default=uuid4, editable=False, primary_key=True, serialize=False)),
                ("place", models.PositiveIntegerField(verbose_name="nummer in de tekst")),
                ("is_final", models.BooleanField(verbose_name="voorgoed")),
                ("sealed", models.BinaryField(null=True)),
                ("reason", models.CharField(max_length=300, verbose_name="waarom")),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="masks", to="reporting.report"
                    ),
                ),
            ],
            options={
                "ordering": ["report", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "place"), name="one_mask_a_number"),
                    models.CheckConstraint(
                        condition=Q(is_final=True, sealed=None) | Q(is_final=False, sealed__isnull=False),
                        name="what_is_final_is_gone",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="identityrequest",
            constraint=models.CheckConstraint(
                condition=~Q(answered_by=F("asked_by")), name="nobody_opens_a_name_alone"
            ),
        ),
        Protect(
            "reporting_mask",
            read=f"({INTAKE} or {JOB})",
            insert=f"({INTAKE} and made_by_id = (select app_user()))",
            delete=f"({INTAKE} or {JOB})",
        ),
        Protect(
            "reporting_identityrequest",
            read=f"({INTAKE} or {CUSTODIAN} or {JOB})",
            insert=f"({INTAKE} and asked_by_id = (select app_user()))",
            update=f"({INTAKE} or {CUSTODIAN} or {JOB})",
            delete=JOB,
        ),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.RunSQL(FEW_COLUMNS, migrations.RunSQL.noop),
    ]
