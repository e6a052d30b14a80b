"""Many made-up signals at once, by SQL: the only rows in Dijkwacht that no action made. For figures, nothing else."""

from django.db import connection

from dijkwacht.lib.ids import public_number

RARE, COMMON = "zeldzaamwoord", "schuur"

_ROWS = """
insert into signals_signal (id, number, party_id, channel, regime_id, phase, title, object_kind, place, place_key,
  locality, phenomenon_id, indicators, own_observation, heard, interpretation, has_special_data, confidential,
  received_at, due_on, outcome, own_task, acknowledged_at, handler_id, weighing_round, closed_at, source_number,
  no_forward)
select gen_random_uuid(), number, (array[%(parties)s])[1 + n %%%% %(count)s], 'internal', 'avg',
  case when n %%%% 10 < 3 then 'weighing' else 'closed' end,
  'Melding ' || n || ' bij een ' || (array['loods','schuur','woning','winkel','sloot'])[1 + n %%%% 5],
  'place', 'plek ' || (n %%%% 5000), 'plek' || (n %%%% 5000), 'Dorp ' || (n %%%% 40),
  (array[%(phenomena)s])[1 + n %%%% 25], '{}',
  'Gezien op een avond: busje, ramen dicht, veel verkeer. ' || md5(n::text)
    || case when n %%%% 2000 < %(count)s then ' %(rare)s' else '' end,
  '', '', false, false,
  timestamptz '2026-11-20 12:00+01' - make_interval(mins => (n * 1.1)::int),
  case when n %%%% 10 < 3 then date '2026-11-10' + (n %%%% 30)::int end, '', true, now(), null, 1,
  case when n %%%% 10 < 3 then null else now() end, '', false
from unnest(%%s::text[]) with ordinality as given (number, place)
cross join lateral (select (%(first)s + place - 1)::int as n) counted
on conflict (number) do nothing
"""


def fill(until: int) -> None:
    """This will add signals over the 17 parties until there are so many. Runs as owner."""
    with connection.cursor() as cursor:
        cursor.execute("select id from parties_party where kind <> 'ondersteunend' order by id")
        parties = [row[0] for row in cursor.fetchall()]
        cursor.execute("select code from knowledge_phenomenon where number < 26 order by number")
        phenomena = [row[0] for row in cursor.fetchall()]
        cursor.execute("select count(*) from signals_signal where number like 'B-%%'")
        there = cursor.fetchone()[0]
        for first in range(there + 1, until + 1, 100_000):
            last = min(first + 99_999, until)
            numbers = list({public_number("B") for _ in range(last - first + 1)})
            cursor.execute(
                _ROWS
                % {
                    "parties": ", ".join(str(each) for each in parties),
                    "count": len(parties),
                    "phenomena": ", ".join(f"'{code}'" for code in phenomena),
                    "rare": RARE,
                    "first": first,
                },
                [numbers],
            )
        cursor.execute("vacuum analyze signals_signal")
