"""
What stays as it is, whoever has the right to change the row: whose signal it is, what was decided and why, and
what a letter said when it was sent. Row-level security decides which rows; this decides what of them.
"""

from django.conf import settings
from django.db import migrations

APP = settings.DATABASE_APP_ROLE

STAYS = f"""
create function signals_stays() returns trigger language plpgsql as $$
begin
  raise insufficient_privilege using message = 'this stays as it is';
end $$;

create trigger signals_signal_stays before update on signals_signal for each row
  when (new.party_id <> old.party_id or new.number <> old.number or new.received_at <> old.received_at)
  execute function signals_stays();

create trigger signals_forwarding_stays before update on signals_forwarding for each row
  when (old.sent_at is not null and (
    new.sent_at is distinct from old.sent_at or new.message <> old.message or new.subject <> old.subject
    or new.place <> old.place or new.authority_id <> old.authority_id
    or new.recipient_id is distinct from old.recipient_id or new.letter is distinct from old.letter))
  execute function signals_stays();

revoke update on signals_decision from {APP};
grant update (needs_second, second_id, second_at, refused, second_reason) on signals_decision to {APP};
"""

UNDO = f"""
drop trigger signals_signal_stays on signals_signal;
drop trigger signals_forwarding_stays on signals_forwarding;
drop function signals_stays();
grant update on signals_decision to {APP};
"""


class Migration(migrations.Migration):
    dependencies = [("signals", "0006_by_point")]
    operations = [migrations.RunSQL(STAYS, UNDO)]
